"""Reading polls: the sheet, which is the same for all, and how one viewer stands to it. One statement each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from flask import Flask, current_app
from sqlalchemy import String, and_, bindparam, func, label, select

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect, db
from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.core.versions import opening_scope, read_versions
from forum.discussions.models import Post
from forum.polls.models import Ballot, Poll, PollLive, PollOption, PollQuestion, PollResult
from forum.polls.secrets import voter_key
from forum.polls.sheet import Option, Picture, Question, Sheet
from forum.polls.words import Kind, Method, Roll, Shown, State
from forum.uploads.models import Upload

EXTENSION = "potluck.poll_sheets"
CAPACITY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How one viewer stands to a poll: whether they may know of it, what they voted, and what was counted last."""

    readable: bool
    choices: str | None = None
    joined_at: datetime | None = None
    is_confirmed: bool = False
    live: Mapping[str, Any] | None = None
    live_voters: int = 0

    @property
    def has_voted(self) -> bool:
        """Whether a ballot of theirs is there."""
        return self.choices is not None


def load_sheet(poll_id: int) -> Sheet | None:
    """Return a poll as the database has it now."""
    return _sheet_from(fetch(_sheet_statement(False), poll_id=poll_id).all())


def sheet_of_topic(topic_id: int) -> Sheet | None:
    """Return the poll of a topic, if it has one: from memory while the poll has not changed."""
    kept: Kept[Sheet | None] = current_app.extensions[EXTENSION]
    versions = read_versions([opening_scope(topic_id)])
    entry = kept.find(topic_id)
    if entry is not None and entry.versions == versions:
        return entry.value
    sheet = _sheet_from(fetch(_sheet_statement(True), topic_id=topic_id).all())
    kept.keep(topic_id, sheet, versions, 400 + 600 * sum(len(each.options) for each in _questions(sheet)))
    return sheet


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
    )


def tally_of(poll_id: int) -> dict[str, int]:
    """Return how many ballots of a poll say what."""
    found = select(Ballot.choices, func.count()).where(Ballot.poll_id == poll_id).group_by(Ballot.choices)
    return {choices: voters for choices, voters in db.session.execute(found)}


def picture_is_shown(viewer: Viewer, upload_id: int) -> bool:
    """Whether a poll that `viewer` may read shows the picture."""
    found = (
        select(PollOption.id)
        .join(Poll, Poll.id == PollOption.poll_id)
        .join(Post, and_(Post.topic_id == Poll.topic_id, Post.number == 1))
        .where(PollOption.upload_id == upload_id, Poll.state > State.DRAFT, Post.visible_to(viewer))
    )
    return db.session.scalar(found.limit(1)) is not None


def pictures_needed(keys: Mapping[int, str]) -> set[int]:
    """Return those of the pictures, given as keys by id, that an option shows."""
    if not keys:
        return set()
    return {
        upload_id
        for upload_id in db.session.scalars(
            select(PollOption.upload_id).where(PollOption.upload_id.in_(keys))
        )
        if upload_id is not None
    }


def _questions(sheet: Sheet | None) -> Iterable[Question]:
    return sheet.questions if sheet is not None else ()


@cache
def _sheet_statement(by_topic: bool) -> AnySelect:
    which = Poll.topic_id == bindparam("topic_id") if by_topic else Poll.id == bindparam("poll_id")
    return (
        select(
            *(column.label(f"poll_{column.key}") for column in Poll.__table__.columns),
            *(column.label(f"question_{column.key}") for column in PollQuestion.__table__.columns),
            PollOption.number,
            PollOption.title,
            PollOption.text.label("option_text"),
            Upload.key.label("picture_key"),
            Upload.alt.label("picture_alt"),
            Upload.width,
            Upload.height,
            PollResult.result,
            PollResult.digest,
            PollLive.result.label("live"),
        )
        .select_from(Poll)
        .join(PollQuestion, PollQuestion.poll_id == Poll.id)
        .join(PollOption, PollOption.question_id == PollQuestion.id)
        .outerjoin(Upload, Upload.id == PollOption.upload_id)
        .outerjoin(PollResult, and_(PollResult.question_id == PollQuestion.id, PollOption.number == 1))
        .outerjoin(
            PollLive,
            and_(PollLive.poll_id == Poll.id, PollQuestion.position == 1, PollOption.number == 1),
        )
        .where(which)
        .order_by(PollQuestion.position, PollOption.number)
    )


@cache
def _standing_statement() -> AnySelect:
    return (
        select(
            label("readable", Post.visible_to(ASKING)),
            Ballot.choices,
            Member.created_at.label("joined_at"),
            Member.confirmed_at,
            PollLive.result.label("live"),
            PollLive.voters.label("live_voters"),
        )
        .select_from(Poll)
        .join(Post, and_(Post.topic_id == Poll.topic_id, Post.number == 1))
        .outerjoin(
            Ballot,
            and_(Ballot.poll_id == Poll.id, Ballot.voter_key == bindparam("voter_key", type_=String)),
        )
        .outerjoin(Member, Member.id == ASKING.own_id)
        .outerjoin(PollLive, PollLive.poll_id == Poll.id)
        .where(Poll.id == bindparam("poll_id"))
    )


def _sheet_from(rows: Iterable[AnyRow]) -> Sheet | None:
    rows = list(rows)
    if not rows:
        return None
    poll = rows[0]
    questions = tuple(
        _question(list(of_one)) for _, of_one in groupby(rows, key=lambda row: row.question_position)
    )
    return Sheet(
        id=poll.poll_id,
        topic_id=poll.poll_topic_id,
        author_id=poll.poll_author_id,
        state=State(poll.poll_state),
        shown=Shown(poll.poll_shown),
        is_secret=poll.poll_is_secret,
        may_change=poll.poll_may_change,
        publishes_ballots=poll.poll_publishes_ballots,
        shuffles=poll.poll_shuffles,
        draws_ties=poll.poll_draws_ties,
        roll=Roll(poll.poll_roll),
        min_age_days=poll.poll_min_age_days,
        team_only=poll.poll_team_only,
        seed=poll.poll_seed,
        secret_key=poll.poll_secret_key,
        opened_at=poll.poll_opened_at,
        closes_at=poll.poll_closes_at,
        closed_at=poll.poll_closed_at,
        held_at=poll.poll_held_at,
        eligible=poll.poll_eligible,
        voters=poll.poll_voters,
        questions=questions,
        live=poll.live,
    )


def _question(rows: list[AnyRow]) -> Question:
    first = rows[0]
    return Question(
        position=first.question_position,
        kind=Kind(first.question_kind),
        method=Method(first.question_method),
        text=first.question_text,
        options=tuple(Option(row.number, row.title, row.option_text, _picture(row)) for row in rows),
        least=first.question_least,
        most=first.question_most,
        allows_none=first.question_allows_none,
        allows_unknown=first.question_allows_unknown,
        id=first.question_id,
        result=first.result,
        digest=first.digest,
    )


def _picture(row: AnyRow) -> Picture | None:
    if row.picture_key is None:
        return None
    return Picture(row.picture_key, row.picture_alt, row.width, row.height)


def init_app(app: Flask) -> None:
    """Give `app` its store of sheets."""
    app.extensions[EXTENSION] = Kept[Sheet | None](CAPACITY)
