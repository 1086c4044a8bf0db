"""Counting the votes that carry marks: how many, what they answered, and who would be first without them.

Nothing is ever left out of a result for it. The answers of fewer than five voters are not kept.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Integer, and_, cast, func, select

from forum.core.database import db
from forum.polls.ballot_files import sealed_answers
from forum.polls.models import Ballot, PollResult
from forum.polls.readout.answers import columns_in_answers
from forum.polls.readout.figures.leads import drawn_as, firsts_of
from forum.polls.readout.models import BallotTrace
from forum.polls.readout.statistics.stuffing import FEWEST, Mark, is_odd
from forum.polls.results import count_question, split_by_question
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Kind

AT_ONCE = 2_000
MARKS = {"burst": Mark.BURST, "network": Mark.NETWORK, "new": Mark.NEW, "silent": Mark.SILENT}
ODD = "odd"
GROUPS = (*MARKS, ODD)


def count_marks(sheet: Sheet) -> dict[str, Any]:
    """Return how many votes of a poll were traced, and for each group what its voters answered to each question."""
    shared = (
        select(BallotTrace.network)
        .where(BallotTrace.poll_id == sheet.id, BallotTrace.network.is_not(None))
        .group_by(BallotTrace.network)
        .having(func.count() >= FEWEST)
    )
    flags = (
        cast(BallotTrace.is_in_burst, Integer),
        func.coalesce(cast(BallotTrace.network.in_(shared), Integer), 0),
        cast(BallotTrace.is_new, Integer),
        cast(BallotTrace.is_silent, Integer),
    )
    labels = [flag.label(f"mark_{place}") for place, flag in enumerate(flags)]
    rows = db.session.execute(
        select(Ballot.choices, *labels, func.count())
        .join(
            BallotTrace,
            and_(BallotTrace.poll_id == Ballot.poll_id, BallotTrace.voter_key == Ballot.voter_key),
        )
        .where(Ballot.poll_id == sheet.id)
        .group_by(Ballot.choices, *(label.name for label in labels))
        .execution_options(yield_per=AT_ONCE)
    )
    traced: Counter[str] = Counter()
    ballots: dict[str, Counter[str]] = {name: Counter() for name in GROUPS}
    for choices, *given, count in rows:
        marks = sum(mark for mark, carries in zip(Mark, given, strict=True) if carries)
        names = [name for name, mark in MARKS.items() if marks & mark]
        if is_odd(marks):
            names.append(ODD)
        traced[""] += count
        for name in names:
            traced[name] += count
            ballots[name][choices] += count
    return {
        "traced": traced[""],
        "groups": {
            name: {"n": traced[name], "questions": _told(sheet, of_group, traced[name])}
            for name, of_group in ballots.items()
        },
    }


def _told(sheet: Sheet, ballots: Counter[str], voters: int) -> list[dict[str, Any]]:
    if voters < FEWEST:
        return []
    told = []
    for question, answers in zip(
        sheet.questions, split_by_question(sheet.questions, ballots.items()), strict=True
    ):
        n, counts = columns_in_answers(question, answers)
        told.append({"n": n, "counts": counts, "first_without": _first_without(question, answers)})
    return told


def _first_without(question: Question, answers: Counter[str]) -> list[int]:
    """Return what would come first if these answers had not been given."""
    file = db.session.scalar(select(PollResult.file).where(PollResult.question_id == question.id)) or ""
    rest = {
        key: left for key, count in sealed_answers(question, file).items() if (left := count - answers[key])
    }
    if question.kind is Kind.RANKING:
        orders = dict(zip(drawn_as(question, list(rest)), rest.values(), strict=True))
        return sorted(firsts_of(question)(orders))
    return list(count_question(question, rest, None)["winners"])
