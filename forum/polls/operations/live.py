"""Counting an open poll now and then, off the request, so that no page and no vote ever counts ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.core import outbox
from forum.core.database import db
from forum.core.upsert import conflict_insert
from forum.polls.models import Poll, PollLive
from forum.polls.pairs import comparisons_of
from forum.polls.queries import load_sheet, tally_of
from forum.polls.results import count_question, split_by_question
from forum.polls.sheet import Sheet
from forum.polls.words import Shown, State

TASK = "polls.recount"
STEP = 5
"""The live result of a secret poll moves by at least so many votes, so that nobody can watch a single one arrive."""
PACES = ((1_000, timedelta(seconds=2)), (100_000, timedelta(seconds=15)))
SLOWEST = timedelta(seconds=50)


def recount_soon(poll_id: int, voters: int, now: datetime) -> None:
    """Have an open poll counted in a moment: the more ballots there are, the more votes are waited for."""
    if not outbox.waits(TASK, str(poll_id), now):
        pace = next((pace for most, pace in PACES if voters < most), SLOWEST)
        outbox.enqueue(TASK, {"poll_id": poll_id}, run_after=now + pace, key=str(poll_id))


@dataclass(frozen=True, slots=True)
class Count:
    """How an open poll stood when it was counted."""

    voters: int
    result: Mapping[str, Any]
    counted_at: datetime


def recount(poll_id: int, *, now: datetime) -> None:
    """Count an open poll and keep what was counted, all in the present transaction: the worker does it in two steps."""
    count = count_open(poll_id, now=now)
    if count is not None:
        keep_count(poll_id, count)


def count_open(poll_id: int, *, now: datetime) -> Count | None:
    """Count a poll that is not sealed, if what comes out may be seen or steers a duel; writes nothing.

    A long duel takes seconds, so nothing else must have to wait for it.
    """
    sheet = load_sheet(poll_id)
    if sheet is None or sheet.state == State.SEALED:
        return None
    if sheet.shown is Shown.AFTER_CLOSE and sheet.duel is None:
        return None
    ballots = tally_of(poll_id)
    voters = sum(ballots.values())
    if sheet.is_secret and not _moves_enough(poll_id, voters):
        return None
    hidden = sheet.shown is Shown.AFTER_CLOSE
    return Count(voters, _asked_so_far(sheet, ballots) if hidden else results_of(sheet, ballots), now)


def keep_count(poll_id: int, count: Count) -> None:
    """Keep what was counted, unless the poll was sealed meanwhile or a later count is there."""
    poll = db.session.get(Poll, poll_id, populate_existing=True, with_for_update={"read": True})
    if poll is None or poll.state == State.SEALED:
        return
    if poll.is_secret and not _moves_enough(poll_id, count.voters):
        return
    values: Mapping[str, Any] = {
        "voters": count.voters,
        "result": dict(count.result),
        "counted_at": count.counted_at,
    }
    statement = conflict_insert(PollLive).values(poll_id=poll_id, **values)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[PollLive.poll_id],
            set_=dict(values),
            where=PollLive.counted_at <= count.counted_at,
        )
    )


def _moves_enough(poll_id: int, voters: int) -> bool:
    known = db.session.scalar(select(PollLive.voters).where(PollLive.poll_id == poll_id))
    return abs(voters - (known or 0)) >= STEP


def _asked_so_far(sheet: Sheet, ballots: Mapping[str, int]) -> dict[str, Any]:
    """Return how often each option of a duel was asked about: it tells nothing of the result."""
    if sheet.duel is None:
        return {}
    answers = split_by_question(sheet.questions, ballots.items())[-1]
    asked: Counter[int] = Counter()
    for comparisons, voters in comparisons_of(answers).items():
        for one, other, _share in comparisons:
            asked[one] += voters
            asked[other] += voters
    compared = {str(number): count for number, count in sorted(asked.items())}
    return {str(sheet.duel.position): {"compared": compared}}


def results_of(sheet: Sheet, ballots: Mapping[str, int]) -> dict[str, Any]:
    """Return the result of each question, by its position."""
    answers = split_by_question(sheet.questions, ballots.items())
    seed = sheet.seed if sheet.draws_ties else None
    return {
        str(question.position): count_question(question, of_one, seed)
        for question, of_one in zip(sheet.questions, answers, strict=True)
    }
