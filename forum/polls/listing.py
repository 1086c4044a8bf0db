"""Polls in lists: the open ones, the closed ones, all that a viewer may know of. One statement a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from flask_babel import gettext as _, ngettext
from sqlalchemy import and_, bindparam, select

from forum.core.database import AnyRow, AnySelect
from forum.core.dates import day
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import topic_address
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.topic_rows import listable
from forum.polls.models import Poll, PollQuestion
from forum.polls.words import State

PAGE_SIZE = 30
NEWEST = 2**31 - 1


class Which(StrEnum):
    """Which polls a list holds."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


STATES = {
    Which.OPEN: (State.OPEN,),
    Which.CLOSED: (State.CLOSED, State.SEALED),
    Which.ALL: (State.OPEN, State.CLOSED, State.SEALED),
}


@dataclass(frozen=True, slots=True)
class PollRow:
    """One poll of a list: its first question, where it stands, and how far it is."""

    id: int
    asked: str
    title: str
    language: str
    topic_href: str
    is_open: bool
    state: str
    opened_at: datetime
    changed_at: datetime

    @property
    def href(self) -> str:
        """Where the poll is."""
        return f"/polls/{self.id}"


@dataclass(frozen=True, slots=True)
class PollsPage:
    """Some polls, the newest first; `older` is the mark for those before."""

    rows: tuple[PollRow, ...]
    older: int | None


def polls_for(viewer: Viewer, which: Which, before: int | None = None) -> PollsPage:
    """Return polls that `viewer` may know of, those made after `before` left out."""
    found = fetch(_rows(which), viewer, before=before or NEWEST).all()
    rows = tuple(_row(row) for row in found[:PAGE_SIZE])
    return PollsPage(rows, rows[-1].id if len(found) > PAGE_SIZE else None)


def _row(row: AnyRow) -> PollRow:
    return PollRow(
        id=row.id,
        asked=row.text,
        title=row.title,
        language=row.language,
        topic_href=topic_address(row.topic_id, row.slug),
        is_open=row.state == State.OPEN,
        state=_state(row),
        opened_at=row.opened_at,
        changed_at=row.sealed_at or row.closed_at or row.opened_at,
    )


def _state(row: AnyRow) -> str:
    if row.state == State.SEALED:
        return str(ngettext("%(num)s vote", "%(num)s votes", row.voters or 0))
    if row.state == State.CLOSED:
        return str(_("Closed, being counted"))
    if row.held_at is not None:
        return str(_("On hold"))
    if row.closes_at is None:
        return str(_("Open until it is closed"))
    return str(_("closes on %(moment)s", moment=day(row.closes_at)))


@cache
def _rows(which: Which) -> AnySelect:
    return (
        select(
            Poll.id,
            Poll.state,
            Poll.voters,
            Poll.opened_at,
            Poll.closes_at,
            Poll.closed_at,
            Poll.sealed_at,
            Poll.held_at,
            PollQuestion.text,
            Topic.id.label("topic_id"),
            Topic.slug,
            Topic.title,
            Topic.language,
        )
        .join(PollQuestion, and_(PollQuestion.poll_id == Poll.id, PollQuestion.position == 1))
        .join(Topic, Topic.id == Poll.topic_id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .where(
            Poll.state.in_([int(state) for state in STATES[which]]),
            Poll.id < bindparam("before"),
            listable(ASKING),
            Topic.is_hidden.is_(False),
            Topic.is_held.is_(False),
            Post.visible_to(ASKING),
            Post.state == PostState.VISIBLE,
        )
        .order_by(Poll.id.desc())
        .limit(PAGE_SIZE + 1)
    )
