"""The append-only record of who did what to whom, and why, with numbers of it for everybody.

Promises that an entry, once written, is neither changed nor removed: the database itself refuses, and a chain of
digests (`forum.audit.chain`) shows it should somebody get past the database. Why and how can be forgotten, leaving a
tombstone. Stands on core.
"""
