"""Publications as lists and the calendar show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from forum.accounts.models import Member
from forum.core.database import AnySelect, UTCDateTime
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.editorial.models import Approval, Publication
from forum.editorial.words import EVERY_NAMES, PURPOSE_NAMES, STATE_NAMES, Every, Purpose, State

MOST = 200
PUBLISHED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """One publication of a list; `at` is when it is or was published."""

    id: int
    title: str
    purpose: Purpose
    state: State
    every: Every
    at: datetime | None
    author: Person
    problem: str
    answer_until: datetime | None

    @property
    def href(self) -> str:
        """Where it is read and changed."""
        return f"/editorial/{self.id}"

    @property
    def purpose_name(self) -> str:
        """What it is for."""
        return str(PURPOSE_NAMES[self.purpose])

    @property
    def state_name(self) -> str:
        """How far it is."""
        return str(STATE_NAMES[self.state])

    @property
    def every_name(self) -> str:
        """How it comes again; nothing when it does not."""
        return "" if self.every == Every.ONCE else str(EVERY_NAMES[self.every])

    @property
    def is_movable(self) -> bool:
        """Whether its time can still change."""
        return self.state != State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody who was asked, and what they said."""

    person: Person
    verdict: bool | None
    note: str


def unpublished() -> list[Listed]:
    """Return what is not published yet: by its time, what has none last."""
    return [_listed(row) for row in fetch(_unpublished(), size=MOST)]


def last_published() -> list[Listed]:
    """Return what was published last."""
    return [_listed(row) for row in fetch(_published(), size=PUBLISHED_SHOWN)]


def between(first: datetime, last: datetime) -> list[Listed]:
    """Return what is or was published in a span of time."""
    return [_listed(row) for row in fetch(_between(), first=first, last=last, size=MOST)]


def waiting_for(viewer: Viewer) -> list[Listed]:
    """Return what waits for the word of `viewer`."""
    return [_listed(row) for row in fetch(_waiting(), member_id=viewer.own_id, size=MOST)]


def words_about(publication_id: int) -> list[Word]:
    """Return who was asked about a publication, and what they said."""
    statement = (
        select(*person_columns(), Approval.verdict, Approval.note)
        .join(Approval, Approval.member_id == Member.id)
        .where(Approval.publication_id == publication_id)
        .order_by(Member.name)
    )
    return [Word(person_from(*row[:6]), row.verdict, row.note) for row in fetch(statement)]


def published_since(since: datetime) -> list[tuple[Purpose, datetime]]:
    """Return purpose and moment of everything that was published since `since`."""
    statement = select(Publication.purpose, Publication.published_at).where(Publication.published_at >= since)
    return [(Purpose(purpose), at) for purpose, at in fetch(statement.order_by(Publication.published_at))]


def _listed(row: Any) -> Listed:
    return Listed(
        row.id_,
        row.title,
        Purpose(row.purpose),
        State(row.state),
        Every(row.every),
        row.at,
        person_from(*row[:6]),
        row.problem,
        row.answer_until,
    )


AT = func.coalesce(Publication.published_at, Publication.planned_for, type_=UTCDateTime())


def _rows() -> AnySelect:
    return (
        select(
            *person_columns(),
            Publication.id.label("id_"),
            Publication.title,
            Publication.purpose,
            Publication.state,
            Publication.every,
            AT.label("at"),
            Publication.problem,
            Publication.answer_until,
        )
        .select_from(Publication)
        .outerjoin(Member, Member.id == Publication.author_id)
        .limit(bindparam("size"))
    )


@cache
def _unpublished() -> AnySelect:
    chosen = _rows().where(Publication.state != State.PUBLISHED)
    return chosen.order_by(Publication.planned_for.is_(None), Publication.planned_for, Publication.id)


@cache
def _published() -> AnySelect:
    chosen = _rows().where(Publication.published_at.is_not(None))
    return chosen.order_by(Publication.published_at.desc(), Publication.id.desc())


@cache
def _between() -> AnySelect:
    first, last = bindparam("first", type_=UTCDateTime()), bindparam("last", type_=UTCDateTime())
    return _rows().where(first <= AT, last > AT).order_by(AT, Publication.id)


@cache
def _waiting() -> AnySelect:
    chosen = _rows().join(Approval, Approval.publication_id == Publication.id)
    asked = (Approval.member_id == bindparam("member_id"), Approval.verdict.is_(None))
    return chosen.where(*asked, Publication.state == State.ASKED).order_by(Publication.answer_until)
