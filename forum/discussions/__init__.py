"""Categories, tags, topics and posts: everything members make.

Owns the tables of a conversation, their revisions, drafts, read positions and followings, and the state and counters
of a post. Promises that one definition decides who reads what, that posts keep their number, and that every edit is
kept. Stands on accounts, uploads and core; knows nothing of likes, reports or search, which hang on posts further up.
"""
