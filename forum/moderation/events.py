"""What moderation did, in the past tense. That a post was hidden or shown again, `discussions` tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StatementSent:
    """A member was told of a decision about them, with its reasons. `told` is False for bulk advertising."""

    statement_id: int
    member_id: int | None
    measure: str
    reason: str
    at: datetime
    told: bool = True


@dataclass(frozen=True)
class StatementLifted:
    """What a statement spoke of was taken back."""

    statement_id: int
    at: datetime


@dataclass(frozen=True)
class ReportFiled:
    """Somebody reported a post or a member; `is_notice` when it came by the form that needs no account."""

    report_id: int
    post_id: int | None
    member_id: int | None
    reporter_id: int | None
    reason: str
    is_notice: bool
    at: datetime


@dataclass(frozen=True)
class ReportDecided:
    """A moderator decided about a report."""

    report_id: int
    reporter_id: int | None
    upheld: bool
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class ObjectionFiled:
    """Somebody disagrees with a decision. Exactly one of statement and report is set."""

    objection_id: int
    statement_id: int | None
    report_id: int | None
    member_id: int | None
    at: datetime


@dataclass(frozen=True)
class ObjectionDecided:
    """A second person decided about an objection; `second` says as whom."""

    objection_id: int
    upheld: bool
    second: str
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class PurgeAsked:
    """Somebody asks for a post to be forgotten for good."""

    request_id: int
    post_id: int
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class EvidenceLocked:
    """A post was locked as evidence of a possible crime."""

    evidence_id: int
    post_id: int
    must_be_told: bool
    at: datetime
