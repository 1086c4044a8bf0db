"""The tables of moderation."""

from forum.moderation.models.evidence import (
    Evidence,
    EvidenceLook,
    EvidencePicture,
    EvidenceRenewal,
    Look,
    Suspicion,
)
from forum.moderation.models.hiding import Bundle, Hidden, Hiding, HidingAct
from forum.moderation.models.purge import PurgeGround, PurgeRequest, PurgeState
from forum.moderation.models.report import NOTE_LENGTH, Report, ReportState
from forum.moderation.models.statement import Objection, ObjectionState, Source, Statement

__all__ = [
    "NOTE_LENGTH",
    "Bundle",
    "Evidence",
    "EvidenceLook",
    "EvidencePicture",
    "EvidenceRenewal",
    "Hidden",
    "Hiding",
    "HidingAct",
    "Look",
    "Objection",
    "ObjectionState",
    "PurgeGround",
    "PurgeRequest",
    "PurgeState",
    "Report",
    "ReportState",
    "Source",
    "Statement",
    "Suspicion",
]
