"""Is the first really first? Tests against every rival, and how often it stays first when voters are drawn anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from forum.polls.counting.pairwise import count_schulze
from forum.polls.counting.positional import count_borda
from forum.polls.counting.profile import Profile
from forum.polls.counting.runoff import TooManyTies, runoff_winners
from forum.polls.counting.scores import count_mean, count_median
from forum.polls.readout.answers import named_in
from forum.polls.readout.statistics.holm import holm
from forum.polls.readout.statistics.pairs import permutation_test, signed_rank_test
from forum.polls.readout.statistics.signs import sign_test
from forum.polls.results import Answers, profile_of
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


def compare(question: Question, answers: Answers, first: int) -> list[dict[str, Any]]:
    """Return how `first` stands against every other option among the voters who told the two apart.

    `p` is the probability of so great a difference if both were liked alike, `adjusted` the same after Holm's
    correction for all rivals.
    """
    chosen = {key: voters for key, voters in answers.items() if key not in (NONE, UNKNOWN)}
    rows = []
    for other in question.numbers:
        if other == first:
            continue
        differences = _differences(question, chosen, first, other)
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


def _differences(question: Question, chosen: Mapping[str, int], first: int, other: int) -> Counter[int]:
    """Return how many voters put `first` so much above `other`: by points, else by 1, or -1 the other way round."""
    found: Counter[int] = Counter()
    for key, voters in chosen.items():
        answer = named_in(question, key)
        if question.kind is Kind.SCORE:
            points = {number: given for number, given in answer if number in (first, other)}
            if len(points) == 2:
                found[points[first] - points[other]] += voters
        elif question.kind is Kind.RANKING:
            places = {number: place for place, number in enumerate(answer)}
            last = len(answer)
            ahead = places.get(other, last) - places.get(first, last)
            found[(ahead > 0) - (ahead < 0)] += voters
        else:
            found[(first in answer) - (other in answer)] += voters
    return found


def firsts_of(question: Question) -> Firsts:
    """Return what says which options come first in some ballots, by the method that decides and nothing besides."""

    def firsts(answers: Mapping[str, int]) -> Collection[int]:
        chosen = {key: voters for key, voters in answers.items() if key not in (NONE, UNKNOWN)}
        return _FIRSTS[question.method](question, chosen) if chosen else ()

    return firsts


def _by_votes(question: Question, chosen: Answers) -> Collection[int]:
    votes: Counter[int] = Counter()
    for key, voters in chosen.items():
        for number in key.split(","):
            votes[int(number)] += voters
    most = max(votes.values())
    return [number for number, count in votes.items() if count == most]


def _by_runoff(question: Question, chosen: Answers) -> Collection[int]:
    try:
        return runoff_winners(_profile(question, chosen))
    except TooManyTies:
        return ()


def _by_points(question: Question, chosen: Answers) -> Collection[int]:
    count = count_mean if question.method is Method.MEAN else count_median
    ballots: dict[tuple[tuple[int, int], ...], int] = {}
    for key, voters in chosen.items():
        pairs = tuple((number, points) for number, points in named_in(question, key))
        ballots[pairs] = voters
    return count(question.numbers, ballots).tally.winners


def _profile(question: Question, chosen: Answers) -> Profile:
    return profile_of(question, chosen)


_FIRSTS: dict[Method, Callable[[Question, Answers], Collection[int]]] = {
    Method.PLURALITY: _by_votes,
    Method.APPROVAL: _by_votes,
    Method.IRV: _by_runoff,
    Method.SCHULZE: lambda question, chosen: count_schulze(_profile(question, chosen)).tally.winners,
    Method.BORDA: lambda question, chosen: count_borda(_profile(question, chosen)).winners,
    Method.MEAN: _by_points,
    Method.MEDIAN: _by_points,
}
