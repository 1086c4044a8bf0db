"""Polls: asking everyone, and counting what they say.

Owns polls with their questions and options, ballots, the ledger, sealed results, and how votes are counted: plurality,
approval, Borda, instant runoff, Schulze, mean and median score.
Promises that every vote counts once, that nobody sees a result before they may, that a tie is called a tie, that a
sealed result never changes, and that anyone can count again with the same code (`flask poll tally`).
Stands on discussions: a poll hangs on a topic, and is for those who may read the post that opens it.
"""
