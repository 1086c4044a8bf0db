"""Polls: asking everyone, and counting what they say.

Owns how votes are counted: plurality, approval, Borda, instant runoff and Schulze, from ballots that are given to it.
Promises that a tie is called a tie, and that anyone can count again with the same code (`flask poll tally`).
Stands on core alone.
"""
