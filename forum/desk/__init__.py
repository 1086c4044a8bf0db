"""The moderators' desk: what needs a human in one queue, the round, five proportionate answers, private conversations.

Owns the queue's rows, the answers with what they leave (the mark of the brand, tasks), reply templates, and what
members and the team say to each other in private. Promises that the queue is never behind what causes it, that one
item is acted upon once, that every answer says what will follow and can be taken back, and that all of it is recorded.
Stands on moderation (hiding is its first answer), reactions, discussions, accounts, audit and core. What other rooms
need a human for comes in by `forum.core.attention`.
"""
