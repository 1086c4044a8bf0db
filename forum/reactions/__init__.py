"""What hangs on a post: likes and bookmarks.

Promises one like per member and post, never one's own, and counters that equal the likes that are there.
Stands on discussions, accounts and core.
"""
