"""The pages of this room: each file adds its own to the blueprint."""

from forum.gatekeeping.views import causes, charter, checks, crises, members, spam, trust, words

__all__ = ["causes", "charter", "checks", "crises", "members", "spam", "trust", "words"]
