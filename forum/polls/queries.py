"""Reading polls: the sheet, which is the same for all, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from flask import Flask, current_app
from sqlalchemy import String, and_, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from forum.core.database import AnyRow, AnySelect, db
from forum.core.kept import Kept
from forum.core.reading import fetch
from forum.core.versions import OPENING, ContentVersion, opening_scope, read_versions
from forum.polls.models import Ballot, Poll, PollLive, PollOption, PollQuestion, PollResult, PollVoter
from forum.polls.sheet import Option, Picture, Question, Sheet
from forum.polls.words import Kind, Method, Roll, Shown, State
from forum.uploads.models import Upload, Withheld

EXTENSION = "potluck.poll_sheets"
OPTIONS = "potluck.poll_options"
CAPACITY = 8 * 1024 * 1024
NEXT = aliased(Poll)
SCOPE = OPENING + cast(Poll.topic_id, String)
"""The scope of the post above a poll, and of the polls below it, as `opening_scope` names it."""
Options = Mapping[int, tuple[Option, ...]]
"""The options of each question, by its number in the database."""
Sheets = tuple[Sheet, ...]
"""The polls of one topic, its own first."""


def load_sheet(poll_id: int) -> Sheet | None:
    """Return a poll as the database has it now."""
    return next(_sheets_from(fetch(_sheet_statement(False), poll_id=poll_id)), None)


def sheets_of_topic(topic_id: int) -> Sheets:
    """Return the polls that stand in a topic: from memory while they have not changed.

    It is one at most, its own, unless others came along with topics that were merged into it.
    """
    kept: Kept[Sheets] = current_app.extensions[EXTENSION]
    versions = read_versions([opening_scope(topic_id)])
    entry = kept.find(topic_id)
    if entry is not None and entry.versions == versions:
        return entry.value
    sheets = tuple(_sheets_from(fetch(_sheet_statement(True), topic_id=topic_id)))
    options = sum(len(question.options) for sheet in sheets for question in sheet.questions)
    kept.keep(topic_id, sheets, versions, 400 + 600 * options)
    return sheets


def voted_in(poll_id: int, member_id: int) -> bool:
    """Whether a member voted in a poll: that is known of secret ones too, also once they are sealed."""
    return db.session.get(PollVoter, (poll_id, member_id)) is not None


def tally_of(poll_id: int) -> dict[str, int]:
    """Return how many ballots of a poll say what."""
    found = select(Ballot.choices, func.count()).where(Ballot.poll_id == poll_id).group_by(Ballot.choices)
    return {choices: voters for choices, voters in db.session.execute(found)}


def search_words(topic_ids: Collection[int]) -> dict[int, str]:
    """Return what the polls of topics ask and offer, for the index; nothing of a draft, and no result."""
    questions = select(Poll.topic_id, PollQuestion.text).join(Poll, Poll.id == PollQuestion.poll_id)
    options = select(Poll.topic_id, PollOption.title).join(Poll, Poll.id == PollOption.poll_id)
    shown = (Poll.topic_id.in_(topic_ids), Poll.is_current.is_(True), Poll.state > State.DRAFT)
    words: dict[int, list[str]] = {}
    for found in (questions.order_by(PollQuestion.position), options.order_by(PollOption.id)):
        for topic_id, text in db.session.execute(found.where(*shown)):
            words.setdefault(topic_id, []).append(text)
    return {topic_id: "\n".join(texts) for topic_id, texts in words.items()}


@cache
def _sheet_statement(by_topic: bool) -> AnySelect:
    """Return the statement for a poll with its questions, a row each; the options are read apart, and kept."""
    which = (
        and_(Poll.topic_id == bindparam("topic_id"), Poll.is_current.is_(True))
        if by_topic
        else Poll.id == bindparam("poll_id")
    )
    return (
        select(
            *(column.label(f"poll_{column.key}") for column in Poll.__table__.columns),
            *(column.label(f"question_{column.key}") for column in PollQuestion.__table__.columns),
            PollResult.result,
            PollResult.digest,
            PollLive.result.label("live"),
            NEXT.id.label("successor_id"),
            NEXT.state.label("successor_state"),
            ContentVersion.number.label("version"),
        )
        .select_from(Poll)
        .join(PollQuestion, PollQuestion.poll_id == Poll.id)
        .outerjoin(PollResult, PollResult.question_id == PollQuestion.id)
        .outerjoin(PollLive, and_(PollLive.poll_id == Poll.id, PollQuestion.position == 1))
        .outerjoin(NEXT, NEXT.predecessor_id == Poll.id)
        .outerjoin(ContentVersion, ContentVersion.scope == SCOPE)
        .where(which)
        .order_by(Poll.made_in_id != Poll.topic_id, Poll.id, PollQuestion.position)
    )


@cache
def _options_statement() -> AnySelect:
    return (
        select(
            PollOption.question_id,
            PollOption.number,
            PollOption.title,
            PollOption.text.label("option_text"),
            Upload.key.label("picture_key"),
            Upload.alt.label("picture_alt"),
            Upload.width,
            Upload.height,
        )
        .outerjoin(Upload, and_(Upload.id == PollOption.upload_id, Upload.withheld == Withheld.NOT))
        .where(PollOption.poll_id == bindparam("poll_id"))
        .order_by(PollOption.question_id, PollOption.number)
    )


def _options_of(poll_id: int, seed: str) -> Options:
    """Return the options of each question: from memory where they are known, for their wording does not change."""
    kept: Kept[Options] = current_app.extensions[OPTIONS]
    entry = kept.find((poll_id, seed))
    if entry is not None:
        return entry.value
    rows = fetch(_options_statement(), poll_id=poll_id).all()
    options = {
        question_id: tuple(Option(row.number, row.title, row.option_text, _picture(row)) for row in of_one)
        for question_id, of_one in groupby(rows, key=lambda row: row.question_id)
    }
    kept.keep((poll_id, seed), options, {}, 400 + 600 * len(rows))
    return options


def _sheets_from(rows: Iterable[AnyRow]) -> Iterator[Sheet]:
    for _poll_id, of_one in groupby(rows, key=lambda row: row.poll_id):
        yield _sheet_from(list(of_one))


def _sheet_from(rows: Sequence[AnyRow]) -> Sheet:
    poll = rows[0]
    options = _options_of(poll.poll_id, poll.poll_seed)
    questions = tuple(_question(row, options[row.question_id]) for row in rows)
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
        rules={key: tuple(bands) for key, bands in poll.poll_rules.items()},
        predecessor_id=poll.poll_predecessor_id,
        successor_id=poll.successor_id,
        is_succeeded=(poll.successor_state or State.DRAFT) > State.DRAFT,
        is_current=poll.poll_is_current,
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
        version=poll.version or 0,
    )


def _question(row: AnyRow, options: tuple[Option, ...]) -> Question:
    return Question(
        position=row.question_position,
        kind=Kind(row.question_kind),
        method=Method(row.question_method),
        text=row.question_text,
        options=options,
        least=row.question_least,
        most=row.question_most,
        allows_none=row.question_allows_none,
        allows_unknown=row.question_allows_unknown,
        id=row.question_id,
        result=row.result,
        digest=row.digest,
    )


def _picture(row: AnyRow) -> Picture | None:
    if row.picture_key is None:
        return None
    return Picture(row.picture_key, row.picture_alt, row.width, row.height)


def init_app(app: Flask) -> None:
    """Give `app` its stores of sheets and of options."""
    app.extensions[OPTIONS] = Kept[Options](CAPACITY)
    app.extensions[EXTENSION] = Kept[Sheets](CAPACITY)
