"""Who may publish what, when: word rules, spam, trust, measures against members, the crisis room, the charter.

Promises that a machine never has the last word: it lets pass, marks, holds for a person, or refuses with a hint that
the author reads; and that every limit and measure says its reason, its end and how to object. Stands on moderation,
polls, reactions, discussions, accounts, audit and core.
"""
