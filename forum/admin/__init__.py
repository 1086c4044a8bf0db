"""The brand's own room: setting the community up, its settings, categories, members and invitations.

A way in, nothing more: what it changes is changed by operations of the rooms below. Stands on all of them.
"""
