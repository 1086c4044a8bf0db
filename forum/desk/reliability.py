"""How far reports can be trusted: by what became of earlier ones of the same member.

Laplace's rule of succession, (upheld + 1) / (decided + 2), doubled so that somebody new counts once. Guests, whom
nobody knows, count half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _, ngettext
from sqlalchemy import case, func, select

from forum.core.attention import HumanNeeded
from forum.core.database import db
from forum.moderation.models import Report, ReportState

REPORT = "report"
GUEST_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one member's reports: how many were decided, and how many of those upheld."""

    decided: int = 0
    upheld: int = 0

    @property
    def weight(self) -> float:
        """How much a report of theirs counts: 0 to 2, and 1 for somebody new."""
        return 2 * (self.upheld + 1) / (self.decided + 2)

    @property
    def words(self) -> str:
        """The record in words."""
        if not self.decided:
            return str(_("first report"))
        words = ngettext(
            "%(upheld)s of %(num)s report upheld",
            "%(upheld)s of %(num)s reports upheld",
            self.decided,
            upheld=self.upheld,
        )
        return str(words)


def records_of(member_ids: Sequence[int]) -> dict[int, Record]:
    """Return the records of members by their numbers, in one statement; those without one are left out."""
    if not member_ids:
        return {}
    is_upheld = case((Report.state == ReportState.UPHELD, 1), else_=0)
    rows = db.session.execute(
        select(Report.reporter_id, func.count(), func.sum(is_upheld))
        .where(Report.reporter_id.in_(member_ids), Report.state != ReportState.OPEN)
        .group_by(Report.reporter_id)
    )
    return {
        member_id: Record(decided, upheld) for member_id, decided, upheld in rows if member_id is not None
    }


def weight_of(event: HumanNeeded) -> float:
    """Return how much what a source asks for counts: reports by the record of whoever made them."""
    if event.source != REPORT:
        return event.weight
    if event.by_id is None:
        return event.weight * GUEST_WEIGHT
    return event.weight * records_of([event.by_id]).get(event.by_id, Record()).weight
