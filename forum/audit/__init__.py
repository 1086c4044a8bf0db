"""The append-only record of who did what to whom, and why.

Promises that an entry, once written, is neither changed nor removed: the database itself refuses. Stands on core.
"""
