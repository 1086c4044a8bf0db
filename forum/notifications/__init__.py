"""Who is told of what, in the page and by mail, once, and only what they may read at the moment of sending.

Rooms register their kinds in core; this room decides receivers' choices, bundles, keeps the list and sends.
Stands on discussions, reactions, moderation, accounts and core.
"""
