"""The tables of this room."""

from forum.gatekeeping.models.causes import Cause, CauseAnswer, CausePost, CauseReply, Way
from forum.gatekeeping.models.charter import CharterEdition
from forum.gatekeeping.models.checks import Decision, PostCheck
from forum.gatekeeping.models.crises import Crisis, CrisisEntry, CrisisTask
from forum.gatekeeping.models.measures import Measure, MeasureKind
from forum.gatekeeping.models.rules import Effect, RuleKind, WordRule
from forum.gatekeeping.models.spam import SpamModel
from forum.gatekeeping.models.trust import TrustGrant

__all__ = [
    "Cause",
    "CauseAnswer",
    "CausePost",
    "CauseReply",
    "CharterEdition",
    "Crisis",
    "CrisisEntry",
    "CrisisTask",
    "Decision",
    "Effect",
    "Measure",
    "MeasureKind",
    "PostCheck",
    "RuleKind",
    "SpamModel",
    "TrustGrant",
    "Way",
    "WordRule",
]
