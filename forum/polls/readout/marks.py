"""Counting the votes that carry marks: how many, what they answered, and who would be first without them.

Nothing is ever left out of a result for it. The answers of fewer than five voters are not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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


Firsts = Mapping[str, list[int]]
"""Who is first in the duel of a poll without each group of voters."""


def count_marks(sheet: Sheet, firsts: Firsts | None = None) -> dict[str, Any]:
    """Return how many votes of a poll were traced, and for each group what its voters answered to each question.

    Args:
        sheet: a sealed poll.
        firsts: of its duel, where that was counted before: of a long one each count takes seconds.
    """
    traced, ballots = _groups(sheet)
    return {
        "traced": traced[""],
        "groups": {
            name: {
                "n": traced[name],
                "questions": _told(sheet, of_group, traced[name], (firsts or {}).get(name)),
            }
            for name, of_group in ballots.items()
        },
    }


def first_in_duel_without(sheet: Sheet, name: str) -> list[int]:
    """Return who would be first in the duel of a poll without the group `name`: nobody if that is fewer than five."""
    assert sheet.duel is not None
    traced, ballots = _groups(sheet)
    if traced[name] < FEWEST:
        return []
    answers = split_by_question(sheet.questions, ballots[name].items())[-1]
    return _first_without(sheet.duel, answers)


def _groups(sheet: Sheet) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return how many votes were traced and how many carry each mark, and the ballots of each group."""
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
    return traced, ballots


def _told(
    sheet: Sheet, ballots: Counter[str], voters: int, first_in_duel: list[int] | None
) -> list[dict[str, Any]]:
    if voters < FEWEST:
        return []
    told = []
    for question, answers in zip(
        sheet.questions, split_by_question(sheet.questions, ballots.items()), strict=True
    ):
        n, counts = columns_in_answers(question, answers)
        is_known = question.kind is Kind.DUEL and first_in_duel is not None
        first = first_in_duel if is_known else _first_without(question, answers)
        told.append({"n": n, "counts": counts, "first_without": first})
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
