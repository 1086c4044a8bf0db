"""What the community gives back: badges, by rules that the brand writes.

Promises that a badge is given in the transaction that earns it, once per level, member and contribution; that the
moment it was first earned stands; and that what is given is what an exact count says, whatever happened before.
Stands on moderation, reactions, discussions, accounts, audit and core; counts nothing itself (`forum.core.metrics`).
"""
