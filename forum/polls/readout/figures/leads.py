"""Is the first really first? Tests against every rival, and how often it stays first when voters are drawn anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from forum.polls.counting.orders import Orders, spelled
from forum.polls.counting.pairwise import schulze_of
from forum.polls.counting.positional import borda_of
from forum.polls.counting.runoff import TooManyTies, runoff_winners
from forum.polls.counting.scores import count_mean, count_median
from forum.polls.readout.answers import named_in
from forum.polls.readout.statistics.holm import holm
from forum.polls.readout.statistics.pairs import permutation_test, signed_rank_test
from forum.polls.readout.statistics.signs import sign_test
from forum.polls.results import Answers
from forum.polls.sheet import Question
from forum.polls.words import NONE, UNKNOWN, Kind, Method

Firsts = Callable[[Mapping[str, int]], Collection[int]]


def order_of(question: Question, result: Mapping[str, Any]) -> list[int]:
    """Return the options from the first to the last, by the method that decides."""
    if question.method is Method.IRV and result["rounds"]:
        last = result["rounds"][-1]["votes"]
        standing = sorted(last, key=lambda number: (-last[number], int(number)))
        left = [number for each in reversed(result["rounds"]) for number in each["leaving"]]
        return [*(int(number) for number in standing), *left]
    key = {Method.BORDA: "points", Method.MEAN: "means", Method.MEDIAN: "medians"}.get(
        question.method, "scores"
    )
    values = {int(number): value for number, value in result[key].items()}
    return sorted(question.numbers, key=lambda number: (-values[number], number))


def compare(
    question: Question, result: Mapping[str, Any], answers: Answers, first: int
) -> list[dict[str, Any]]:
    """Return how `first` stands against every other option among the voters who told the two apart.

    `p` is the probability of so great a difference if both were liked alike, `adjusted` the same after Holm's
    correction for all rivals.
    """
    chosen = {key: voters for key, voters in answers.items() if key not in (NONE, UNKNOWN)}
    rows = []
    for other in question.numbers:
        if other == first:
            continue
        differences = _differences(question, result, chosen, first, other)
        before = sum(voters for difference, voters in differences.items() if difference > 0)
        behind = sum(voters for difference, voters in differences.items() if difference < 0)
        rows.append(
            {
                "other": other,
                "for_first": before,
                "for_other": behind,
                "p": _probability(question, differences, before, behind),
            }
        )
    for row, adjusted in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["adjusted"] = adjusted
    return rows


def _probability(question: Question, differences: Mapping[int, int], before: int, behind: int) -> float:
    if question.kind is Kind.SCORE:
        test = permutation_test if question.method is Method.MEAN else signed_rank_test
        return test(differences)
    return sign_test(before, behind)


def _differences(
    question: Question, result: Mapping[str, Any], chosen: Mapping[str, int], first: int, other: int
) -> Counter[int]:
    """Return how many voters put `first` so much above `other`: by points, else by 1, or -1 the other way round."""
    if question.kind is Kind.RANKING:
        matrix = result["matrix"]
        return Counter({1: matrix[str(first)][str(other)], -1: matrix[str(other)][str(first)]})
    found: Counter[int] = Counter()
    for key, voters in chosen.items():
        answer = named_in(question, key)
        if question.kind is Kind.SCORE:
            points = {number: given for number, given in answer if number in (first, other)}
            if len(points) == 2:
                found[points[first] - points[other]] += voters
        else:
            found[(first in answer) - (other in answer)] += voters
    return found


def drawn_as(question: Question, ballots: Sequence[str]) -> list[str]:
    """Return ballots as `firsts_of` counts them: orders as letters, everything else as it is written."""
    return spelled(question.numbers, ballots) if question.kind is Kind.RANKING else list(ballots)


def firsts_of(question: Question) -> Firsts:
    """Return what says which options come first in some ballots, by the method that decides and nothing besides.

    The ballots are those that `drawn_as` gives.
    """

    def firsts(ballots: Mapping[str, int]) -> Collection[int]:
        if question.kind is Kind.RANKING:
            orders = Orders.of(question.numbers, ballots.items())
            return (
                _FIRSTS_OF_ORDERS[question.method](question, orders) if any(orders.votes().values()) else ()
            )
        chosen = {key: voters for key, voters in ballots.items() if key not in (NONE, UNKNOWN)}
        return _FIRSTS[question.method](question, chosen) if chosen else ()

    return firsts


def _by_votes(question: Question, chosen: Answers) -> Collection[int]:
    votes: Counter[int] = Counter()
    for key, voters in chosen.items():
        for number in key.split(","):
            votes[int(number)] += voters
    most = max(votes.values())
    return [number for number, count in votes.items() if count == most]


def _by_points(question: Question, chosen: Answers) -> Collection[int]:
    count = count_mean if question.method is Method.MEAN else count_median
    ballots: dict[tuple[tuple[int, int], ...], int] = {}
    for key, voters in chosen.items():
        pairs = tuple((number, points) for number, points in named_in(question, key))
        ballots[pairs] = voters
    return count(question.numbers, ballots).tally.winners


def _by_runoff(question: Question, orders: Orders) -> Collection[int]:
    try:
        return runoff_winners(orders)
    except TooManyTies:
        return ()


_FIRSTS: dict[Method, Callable[[Question, Answers], Collection[int]]] = {
    Method.PLURALITY: _by_votes,
    Method.APPROVAL: _by_votes,
    Method.MEAN: _by_points,
    Method.MEDIAN: _by_points,
}
_FIRSTS_OF_ORDERS: dict[Method, Callable[[Question, Orders], Collection[int]]] = {
    Method.IRV: _by_runoff,
    Method.SCHULZE: lambda question, orders: schulze_of(question.numbers, orders.preferences()).tally.winners,
    Method.BORDA: lambda question, orders: borda_of(orders.preferences(), orders.voters).winners,
}
