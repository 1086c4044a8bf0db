"""How the team answered: by kind, by moderator, by week. Whether reactions stay in proportion is seen here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.desk.models import Answer, DeskCause
from forum.desk.operations.first_response import COMPLAINT, QUESTION

WEEKS = 12
WEEK = timedelta(days=7)


@dataclass(slots=True)
class Line:
    """How often each of the five answers was given: in a week, or by somebody."""

    label: str
    since: datetime | None = None
    counts: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.counts.values())

    def share(self, kind: int) -> int:
        """Return the share of one answer in per cent."""
        return round(100 * self.counts[kind] / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class History:
    """Answers of the last weeks that were not taken back, and how fast first answers came."""

    whole: Line
    weeks: list[Line]
    people: list[Line]
    in_time: int
    late: int


def history(*, now: datetime) -> History:
    """Return how the team answered in the last twelve weeks, in three statements however much that was."""
    begin = _monday(now) - (WEEKS - 1) * WEEK
    starts = [begin + number * WEEK for number in range(WEEKS)]
    week = case(*((Answer.at < start + WEEK, number) for number, start in enumerate(starts)), else_=WEEKS - 1)
    rows = db.session.execute(
        select(week.label("week"), Answer.kind, Answer.actor_id, Member.name, func.count())
        .outerjoin(Member, Member.id == Answer.actor_id)
        .where(
            Answer.at >= begin,
            Answer.kind.in_([int(kind) for kind in AnswerKind]),
            Answer.undone_at.is_(None),
        )
        .group_by(week, Answer.kind, Answer.actor_id, Member.name)
    )
    whole = Line("")
    weeks = [Line("", start) for start in starts]
    people: dict[int | None, Line] = {}
    for number, kind, actor_id, name, count in rows:
        person = people.setdefault(actor_id, Line(name or ""))
        for line in (whole, weeks[number], person):
            line.counts[kind] += count
    in_time, late = _first_answers(begin)
    return History(whole, weeks[::-1], sorted(people.values(), key=lambda line: -line.total), in_time, late)


def _first_answers(since: datetime) -> tuple[int, int]:
    """Return how many questions and complaints got their first answer in time, and how many late."""
    was_in_time = case((DeskCause.settled_at <= DeskCause.due_at, 1), else_=0)
    row = db.session.execute(
        select(func.count(), func.sum(was_in_time)).where(
            DeskCause.source.in_((QUESTION, COMPLAINT)), DeskCause.settled_at >= since
        )
    ).one()
    in_time = row[1] or 0
    return in_time, row[0] - in_time


def _monday(now: datetime) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())
