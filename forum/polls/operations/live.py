"""Counting an open poll now and then, off the request, so that no page and no vote ever counts ballots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from forum.core import outbox
from forum.core.database import db
from forum.core.upsert import conflict_insert
from forum.polls.models import PollLive
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


def recount(poll_id: int, *, now: datetime) -> None:
    """Count an open poll and keep what was counted, if it may be seen while it is open."""
    sheet = load_sheet(poll_id)
    if sheet is None or sheet.state == State.SEALED:
        return
    if sheet.shown is Shown.AFTER_CLOSE and sheet.duel is None:
        return
    ballots = tally_of(poll_id)
    voters = sum(ballots.values())
    known = db.session.get(PollLive, poll_id, populate_existing=True)
    if sheet.is_secret and abs(voters - (known.voters if known else 0)) < STEP:
        return
    values: Mapping[str, Any] = {
        "voters": voters,
        "result": _asked_so_far(sheet, ballots)
        if sheet.shown is Shown.AFTER_CLOSE
        else results_of(sheet, ballots),
        "counted_at": now,
    }
    statement = conflict_insert(PollLive).values(poll_id=poll_id, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=[PollLive.poll_id], set_=dict(values)))


def _asked_so_far(sheet: Sheet, ballots: Mapping[str, int]) -> dict[str, Any]:
    """Return how often each option of a duel was asked about: it tells nothing of the result."""
    if sheet.duel is None:
        return {}
    answers = split_by_question(sheet.questions, ballots)[-1]
    asked: Counter[int] = Counter()
    for comparisons, voters in comparisons_of(answers).items():
        for one, other, _share in comparisons:
            asked[one] += voters
            asked[other] += voters
    compared = {str(number): count for number, count in sorted(asked.items())}
    return {str(sheet.duel.position): {"compared": compared}}


def results_of(sheet: Sheet, ballots: Mapping[str, int]) -> dict[str, Any]:
    """Return the result of each question, by its position."""
    answers = split_by_question(sheet.questions, ballots)
    seed = sheet.seed if sheet.draws_ties else None
    return {
        str(question.position): count_question(question, of_one, seed)
        for question, of_one in zip(sheet.questions, answers, strict=True)
    }
