"""Pages that belong to no other room: home, charter, privacy, style guide, and what supervisors and robots ask for.

Owns nothing. Stands on discussions, accounts and core; other rooms add their blocks to the home page through slots.
"""
