"""Working out the figures of a sealed poll, in portions: repetitions of large polls take a while."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.core.database import db
from forum.polls.ballot_files import sealed_answers
from forum.polls.models import PollResult
from forum.polls.readout.answers import TABLED, columns_in_answers, columns_of
from forum.polls.readout.figures.crosstabs import crosstab
from forum.polls.readout.figures.duels import duel_figures
from forum.polls.readout.figures.leads import compare, drawn_as, firsts_of, order_of
from forum.polls.readout.figures.oddities import oddities_of
from forum.polls.readout.figures.shares import shares_of
from forum.polls.readout.figures.weighing import margins_of_roll, weigh
from forum.polls.readout.rule import Rule
from forum.polls.readout.statistics.bootstrap import Resampler, stays_first
from forum.polls.results import Answers
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Kind, Roll

Figures = dict[str, Any]
MOST_DRAWS = 5_000_000
"""Kinds of ballot times repetitions: of very many kinds fewer repetitions are made, and their number is printed."""
FEWEST_ROUNDS = 50
BY_TURNS = 25
"""Repetitions between two looks at the clock, and fewer where each takes long: a step ends long before its lease."""
QUICK = 10_000
"""So many kinds of ballot are counted again in a moment."""
TIMES_READING, LONGEST = 2, 12.0
"""Where reading very many kinds takes long, a step repeats for longer, up to so many seconds."""


def rounds_for(rule: Rule, kinds: int) -> int:
    """Return how many repetitions are made of a question with so many kinds of ballot."""
    return min(rule.rounds, max(FEWEST_ROUNDS, MOST_DRAWS // max(1, kinds)))


def begin() -> dict[str, Any]:
    """Return where working out begins."""
    return {"turn": 0, "rounds": 0, "stays": 0.0, "done": []}


def go_on(
    sheet: Sheet, rule: Rule, snapshot: Mapping[str, Any], state: dict[str, Any], seconds: float
) -> bool:
    """Work at the next question for about so many seconds; answers whether all is done. `state` says how far it is."""
    place = len(state["done"])
    if place == len(sheet.questions):
        return True
    question = sheet.questions[place]
    answers = _answers(question)
    first = _first(question, rule)
    if first is not None and _repeat(question, sheet.seed, rule, answers, first, state, seconds):
        return False
    state["done"].append(_question(sheet, question, place, rule, snapshot, answers, state))
    state.update(turn=0, rounds=0, stays=0.0)
    return len(state["done"]) == len(sheet.questions)


def share_done(sheet: Sheet, state: Mapping[str, Any]) -> float:
    """Return how much of the work on all questions is done, from 0 to 1."""
    here = state["turn"] / state["rounds"] if state["rounds"] else 0.0
    return min(1.0, (len(state["done"]) + here) / len(sheet.questions))


def conclude(
    sheet: Sheet, rule: Rule, fixed_at: datetime | None, snapshot: Mapping[str, Any], done: Sequence[Figures]
) -> Figures:
    """Return all figures of a poll."""
    return {
        "rule": asdict(rule),
        "fixed_at": fixed_at.isoformat() if fixed_at else None,
        "voters": sheet.voters,
        "eligible": sheet.eligible,
        "saw": max(snapshot["saw"], sheet.voters or 0),
        "joiners": snapshot["joiners"],
        "course": snapshot["course"],
        "traced": snapshot["marks"]["traced"],
        "complete": sheet.roll is Roll.AT_OPENING,
        "questions": list(done),
    }


def _answers(question: Question) -> dict[str, int]:
    return sealed_answers(question, _file(question)) if question.kind in TABLED else {}


def _file(question: Question) -> str:
    return db.session.scalar(select(PollResult.file).where(PollResult.question_id == question.id)) or ""


def _first(question: Question, rule: Rule) -> int | None:
    """Return the option whose lead is looked at: the only winner, among enough voters."""
    result = question.result or {}
    enough = question.kind in TABLED and result["voted"] >= rule.fewest
    return result["winners"][0] if enough and len(result["winners"]) == 1 else None


def _repeat(
    question: Question,
    seed: str,
    rule: Rule,
    answers: Answers,
    first: int,
    state: dict[str, Any],
    seconds: float,
) -> bool:
    """Do repetitions until the time is up or all are done. Answers whether some are left."""
    began = time.monotonic()
    state["rounds"] = rounds_for(rule, len(answers))
    sorted_ballots, firsts = Resampler.of(answers), firsts_of(question)
    resampler = replace(sorted_ballots, ballots=drawn_as(question, sorted_ballots.ballots))
    ready, by_turns = time.monotonic(), BY_TURNS
    if len(answers) > QUICK:
        seconds, by_turns = max(seconds, min(TIMES_READING * (ready - began), LONGEST)), 1
    while state["turn"] < state["rounds"]:
        turns = range(state["turn"], min(state["rounds"], state["turn"] + by_turns))
        state["stays"] += stays_first(resampler, first, firsts, f"{seed}:{question.position}", turns)
        state["turn"] = turns.stop
        if time.monotonic() > ready + seconds:
            break
    return bool(state["turn"] < state["rounds"])


def _question(
    sheet: Sheet,
    question: Question,
    place: int,
    rule: Rule,
    snapshot: Mapping[str, Any],
    answers: Answers,
    state: Mapping[str, Any],
) -> Figures:
    if question.kind is Kind.DUEL:
        figures = duel_figures(question, rule)
        base, counts = columns_in_answers(question, sealed_answers(question, _file(question)))
        oddities = oddities_of(question, place, snapshot["marks"], base, counts, figures["order"])
        return {**figures, "oddities": oddities}
    result = question.result or {}
    first = _first(question, rule)
    lead = None
    if first is not None:
        lead = {
            "first": first,
            "stays": round(state["stays"] / state["rounds"], 4),
            "rounds": state["rounds"],
            "comparisons": compare(question, result, answers, first),
        }
    complete = sheet.roll is Roll.AT_OPENING
    enough = result["voted"] >= rule.fewest
    tables = _tables(question, snapshot, place) if enough else []
    base, counts = columns_in_answers(question, answers)
    return {
        "position": question.position,
        "verdict": _verdict(question, result, rule, lead),
        "order": order_of(question, result),
        "options": shares_of(question, result, fewest=rule.fewest, has_intervals=not complete),
        "has_shares": enough,
        "lead": lead,
        "tables": tables,
        "weights": weigh(question, snapshot, place, margins_of_roll(snapshot), tables) if enough else None,
        "oddities": oddities_of(question, place, snapshot["marks"], base, Counter(counts)),
    }


def _tables(question: Question, snapshot: Mapping[str, Any], place: int) -> list[dict[str, Any]]:
    return [
        {
            "attribute": key,
            "columns": list(columns_of(question)),
            "rows": crosstab(question, snapshot["cells"][place], at),
        }
        for at, key in enumerate(snapshot["attributes"])
    ]


def _verdict(
    question: Question, result: Mapping[str, Any], rule: Rule, lead: Mapping[str, Any] | None
) -> str:
    """Return the verdict by the rule: `none`, `few`, `tie`, `clear` or `close`."""
    if not result["voted"] or not result["winners"]:
        return "none"
    if result["voted"] < rule.fewest:
        return "few"
    if lead is None:
        return "tie"
    tested = question.kind is not Kind.RANKING
    sure = not tested or all(
        row["adjusted"] < rule.level and row["for_first"] > row["for_other"] for row in lead["comparisons"]
    )
    return "clear" if sure and lead["stays"] >= rule.stays else "close"
