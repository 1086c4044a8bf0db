"""How one viewer stands to a poll, read in one statement that also tells whether the sheet in memory still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import Flask, current_app
from sqlalchemy import String, and_, bindparam, label, select

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import AnySelect, is_writing
from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.core.versions import ContentVersion
from forum.discussions.models import Post, PostState
from forum.polls.models import Ballot, Poll, PollLive
from forum.polls.queries import SCOPE, load_sheet
from forum.polls.roll import member_meets
from forum.polls.secrets import voter_key
from forum.polls.sheet import Sheet

EXTENSION = "potluck.polls_by_number"
CAPACITY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How one viewer stands to a poll: whether they may know of it, what they voted, and what was counted last."""

    readable: bool
    choices: str | None = None
    joined_at: datetime | None = None
    is_confirmed: bool = False
    live: Mapping[str, Any] | None = None
    live_voters: int = 0
    meets_rules: bool = True
    """Whether they meet what the poll asks of voters besides."""
    is_withheld: bool = False
    """Whether the post above the poll is kept from its readers: hidden, taken back, or waiting for a moderator."""
    topic_id: int = 0
    """The topic in which the poll stands by now: topics are merged."""
    version: int = 0
    """The number by which is known whether the sheet has changed: see `Sheet.version`."""

    @property
    def has_voted(self) -> bool:
        """Whether a ballot of theirs is there."""
        return self.choices is not None


def standing_of(viewer: Viewer, sheet: Sheet) -> Standing:
    """Return how `viewer` stands to a poll."""
    key = voter_key(viewer.id, sheet.secret_key) if viewer.id is not None else ""
    row = fetch(_standing_statement(), viewer, poll_id=sheet.id, voter_key=key).one_or_none()
    if row is None:
        return Standing(readable=False)
    return Standing(
        bool(row.readable),
        row.choices,
        row.joined_at,
        row.confirmed_at is not None,
        row.live,
        row.live_voters or 0,
        not sheet.rules or viewer.id is None or member_meets(sheet.rules, viewer.id, clock.now()),
        row.opening_state != PostState.VISIBLE,
        row.topic_id,
        row.version or 0,
    )


def sheet_and_standing(viewer: Viewer, poll_id: int, *, anew: bool = False) -> tuple[Sheet, Standing] | None:
    """Return a poll and how `viewer` stands to it; None where there is no such poll.

    The sheet comes from memory while it has not changed. `anew` reads it in any case, and so does whoever writes:
    nobody else may see what is not committed.
    """
    kept: Kept[Sheet] = current_app.extensions[EXTENSION]
    reads = not is_writing()
    entry = kept.find(poll_id) if reads and not anew else None
    if entry is not None:
        standing = standing_of(viewer, entry.value)
        # Numbers are told by topic: what moved to another may bear the same number there.
        if (standing.topic_id, standing.version) == (entry.value.topic_id, entry.value.version):
            return entry.value, standing
    sheet = load_sheet(poll_id)
    if sheet is None:
        return None
    if reads:
        options = sum(len(question.options) for question in sheet.questions)
        kept.keep(poll_id, sheet, {}, 2_000 + 600 * options)
    return sheet, standing_of(viewer, sheet)


@cache
def _standing_statement() -> AnySelect:
    return (
        select(
            label("readable", Post.visible_to(ASKING)),
            Post.state.label("opening_state"),
            Ballot.choices,
            Member.created_at.label("joined_at"),
            Member.confirmed_at,
            PollLive.result.label("live"),
            PollLive.voters.label("live_voters"),
            Poll.topic_id,
            ContentVersion.number.label("version"),
        )
        .select_from(Poll)
        .join(Post, and_(Post.topic_id == Poll.topic_id, Post.number == 1))
        .outerjoin(
            Ballot,
            and_(Ballot.poll_id == Poll.id, Ballot.voter_key == bindparam("voter_key", type_=String)),
        )
        .outerjoin(Member, Member.id == ASKING.own_id)
        .outerjoin(PollLive, PollLive.poll_id == Poll.id)
        .outerjoin(ContentVersion, ContentVersion.scope == SCOPE)
        .where(Poll.id == bindparam("poll_id"))
    )


def init_app(app: Flask) -> None:
    """Give `app` a store of sheets by the number of their poll."""
    app.extensions[EXTENSION] = Kept[Sheet](CAPACITY)
