"""From ballots to a result: what is shown, sealed, and counted again.

A result is made of what JSON knows, so that the one that was stored and the one that is counted anew can be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from forum.polls.choices import Answer, marked
from forum.polls.counting.duels import NORMAL_95, count_duels
from forum.polls.counting.orders import Orders, spelled
from forum.polls.counting.pairwise import schulze_of
from forum.polls.counting.positional import borda_of, count_approval
from forum.polls.counting.profile import Tally, best
from forum.polls.counting.runoff import TooManyTies, runoff_of, settle_runoff
from forum.polls.counting.scores import Scores, count_mean, count_median, mean_of, median_of
from forum.polls.pairs import comparisons_of, in_file_order
from forum.polls.sheet import Question, lot
from forum.polls.words import HIGHEST_SCORE, METHODS, NONE, UNKNOWN, Kind, Method

Result = dict[str, Any]
Answers = Mapping[str, int]
"""What was answered to one question, written as one text, and by how many."""


def split_by_question(
    questions: Iterable[Question], ballots: Iterable[tuple[str, int]]
) -> list[Counter[str]]:
    """Return for each question how many gave each answer; who answered no pair of a duel has not answered it.

    Args:
        questions: of the poll.
        ballots: what was marked, and by how many; read once, one after the other.
    """
    found: list[Counter[str]] = [Counter() for _ in questions]
    for choices, voters in ballots:
        for place, answer in enumerate(marked(choices)):
            if answer:
                found[place][_key(answer)] += voters
    return found


def count_question(question: Question, answers: Answers, seed: str | None) -> Result:
    """Count one question by its declared method, and a ranking by the others too.

    Args:
        question: what was asked.
        answers: from `split_by_question`.
        seed: of the lots that break ties; None where ties stay ties.
    """
    chosen = {key: count for key, count in answers.items() if key not in (NONE, UNKNOWN)}
    voters = sum(chosen.values())
    counted, more = _COUNTS[question.kind](question, chosen)
    winners = list(counted.winners) if voters else []
    result: Result = {
        "kind": question.kind.value,
        "method": question.method.value,
        "voters": sum(answers.values()),
        "voted": voters,
        "none": answers.get(NONE, 0),
        "unknown": answers.get(UNKNOWN, 0),
        "scores": {str(number): _plain(score) for number, score in sorted(counted.scores.items())},
        "winners": winners,
        "settled": None,
        **more,
    }
    if len(winners) > 1 and seed is not None and result.get("groups", 1) == 1:
        result["settled"] = _settled(question, chosen, winners, seed)
    return result


def _count_one(question: Question, answers: Answers) -> tuple[Tally, Result]:
    votes = {number: Fraction(answers.get(str(number), 0)) for number in question.numbers}
    return Tally("plurality", best(votes), votes), {}


def _count_approval(question: Question, answers: Answers) -> tuple[Tally, Result]:
    return count_approval(
        question.numbers, {tuple(_numbers(key)): voters for key, voters in answers.items()}
    ), {}


def orders_of(question: Question, answers: Answers) -> Orders:
    """Return rankings as text, to be counted fast. Who named no option has an empty order."""
    spellings = spelled(question.numbers, list(answers))
    return Orders.of(question.numbers, zip(spellings, answers.values(), strict=True))


def _count_ranking(question: Question, answers: Answers) -> tuple[Tally, Result]:
    orders = orders_of(question, answers)
    voted, firsts, preferences = orders.voters, orders.votes(), orders.preferences()
    tallies: dict[Method, Tally] = {
        Method.BORDA: borda_of(preferences, voted),
        Method.SCHULZE: schulze_of(question.numbers, preferences).tally,
    }
    rounds: list[Result] = []
    try:
        runoff = runoff_of(orders)
    except TooManyTies:
        scores = {number: Fraction(votes) for number, votes in firsts.items()}
        tallies[Method.IRV] = Tally("irv", question.numbers, scores)
    else:
        tallies[Method.IRV] = runoff.tally
        rounds = [
            {
                "votes": {str(number): votes for number, votes in each.votes.items()},
                "exhausted": each.exhausted,
                "leaving": list(each.leaving),
                "tied": each.is_tied,
            }
            for each in runoff.rounds
        ]
    more: Result = {
        "others": {
            method.value: list(tallies[method].winners) if voted else []
            for method in METHODS[Kind.RANKING]
            if method != question.method
        },
        "rounds": rounds,
        "matrix": {
            str(one): {str(other): votes for other, votes in row.items()} for one, row in preferences.items()
        },
        "points": {
            str(number): _plain(score) for number, score in sorted(tallies[Method.BORDA].scores.items())
        },
        "firsts": {str(number): votes for number, votes in firsts.items()},
    }
    return tallies[question.method], more


def _count_score(question: Question, answers: Answers) -> tuple[Tally, Result]:
    ballots = {_pairs(key): voters for key, voters in answers.items()}
    count: Callable[..., Scores] = count_mean if question.method is Method.MEAN else count_median
    scores = count(question.numbers, ballots)
    more: Result = {
        "spreads": {
            str(number): [spread.get(points, 0) for points in range(1, HIGHEST_SCORE + 1)]
            for number, spread in sorted(scores.spreads.items())
        },
        "means": {str(number): _plain(mean_of(spread)) for number, spread in sorted(scores.spreads.items())},
        "medians": {
            str(number): _plain(median_of(spread)) for number, spread in sorted(scores.spreads.items())
        },
    }
    return scores.tally, more


def _count_duel(question: Question, answers: Answers) -> tuple[Tally, Result]:
    """Count a duel. `ranges` are chances against an average option, as low and as high as they may well be."""
    duels = count_duels(question.numbers, comparisons_of(answers))
    shown = [number for number in question.numbers if duels.compared[number]]
    more: Result = {
        "chances": {str(number): round(duels.chance(number), 4) for number in shown},
        "ranges": {
            str(number): [round(duels.chance(number, errors), 4) for errors in (-NORMAL_95, NORMAL_95)]
            for number in shown
            if number in duels.errors
        },
        "compared": {str(number): duels.compared[number] for number in shown},
        "won": {str(number): _plain(Fraction(duels.won[number])) for number in shown},
        "answers": sum(duels.compared.values()) // 2,
        "groups": len(duels.groups),
        "level": list(duels.level),
    }
    return duels.tally, more


_COUNTS = {
    Kind.ONE: _count_one,
    Kind.APPROVAL: _count_approval,
    Kind.RANKING: _count_ranking,
    Kind.SCORE: _count_score,
    Kind.DUEL: _count_duel,
}


def _settled(question: Question, answers: Answers, winners: list[int], seed: str) -> int:
    """Return the winner that the lots choose; in a runoff they also say who leaves of several that are last."""

    def drawn(number: int) -> str:
        return lot(seed, question.position, number)

    if question.method is Method.IRV:
        return settle_runoff(orders_of(question, answers), lambda last: max(last, key=drawn))
    return min(winners, key=drawn)


def _key(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    if answer and isinstance(answer[0], str):
        return in_file_order(answer)
    if answer and isinstance(answer[0], int):
        return ",".join(map(str, answer))
    return ",".join(":".join(map(str, each)) if isinstance(each, list) else str(each) for each in answer)


def _numbers(key: str) -> list[int]:
    return [int(number) for number in key.split(",")]


def _pairs(key: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(number), int(points)) for number, points in (pair.split(":") for pair in key.split(","))
    )


def _plain(score: Fraction) -> int | float:
    return int(score) if score.denominator == 1 else round(float(score), 4)
