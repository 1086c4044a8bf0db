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
from forum.polls.counting.pairwise import count_schulze
from forum.polls.counting.positional import count_approval, count_borda, count_plurality
from forum.polls.counting.profile import Profile, Tally
from forum.polls.counting.runoff import TooManyTies, count_runoff, settle_runoff
from forum.polls.counting.scores import Scores, count_mean, count_median, mean_of, median_of
from forum.polls.pairs import comparisons_of, in_file_order
from forum.polls.sheet import Question, lot
from forum.polls.words import HIGHEST_SCORE, METHODS, NONE, UNKNOWN, Kind, Method

Result = dict[str, Any]
Answers = Mapping[str, int]
"""What was answered to one question, written as one text, and by how many."""


def split_by_question(questions: Iterable[Question], ballots: Mapping[str, int]) -> list[Counter[str]]:
    """Return for each question how many gave each answer; who answered no pair of a duel has not answered it."""
    found: list[Counter[str]] = [Counter() for _ in questions]
    for choices, voters in ballots.items():
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


def profile_of(question: Question, answers: Answers) -> Profile:
    """Return rankings as counting reads them. An option without a place stands below all that have one."""
    ballots: Counter[tuple[tuple[int, ...], ...]] = Counter()
    for key, voters in answers.items():
        ballots[tuple((number,) for number in _numbers(key))] += voters
    return Profile(question.numbers, dict(ballots))


def _count_one(question: Question, answers: Answers) -> tuple[Tally, Result]:
    return count_plurality(profile_of(question, answers)), {}


def _count_approval(question: Question, answers: Answers) -> tuple[Tally, Result]:
    return count_approval(
        question.numbers, {tuple(_numbers(key)): voters for key, voters in answers.items()}
    ), {}


def _count_ranking(question: Question, answers: Answers) -> tuple[Tally, Result]:
    profile = profile_of(question, answers)
    tallies: dict[Method, Tally] = {Method.BORDA: count_borda(profile)}
    schulze = count_schulze(profile)
    tallies[Method.SCHULZE] = schulze.tally
    rounds: list[Result] = []
    try:
        runoff = count_runoff(profile)
    except TooManyTies:
        tallies[Method.IRV] = Tally("irv", profile.options, count_plurality(profile).scores)
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
    voted = profile.voters
    more: Result = {
        "others": {
            method.value: list(tallies[method].winners) if voted else []
            for method in METHODS[Kind.RANKING]
            if method != question.method
        },
        "rounds": rounds,
        "matrix": {
            str(one): {str(other): votes for other, votes in row.items()}
            for one, row in schulze.preferences.items()
        },
        "points": {
            str(number): _plain(score) for number, score in sorted(tallies[Method.BORDA].scores.items())
        },
        "firsts": {
            str(number): _plain(score) for number, score in sorted(count_plurality(profile).scores.items())
        },
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
        profile = profile_of(question, answers)
        return settle_runoff(profile, lambda last: max(last, key=drawn))
    return min(winners, key=drawn)


def _key(answer: Answer) -> str:
    if isinstance(answer, str):
        return answer
    if answer and isinstance(answer[0], str):
        return in_file_order(answer)
    return ",".join(":".join(map(str, each)) if isinstance(each, list) else str(each) for each in answer)


def _numbers(key: str) -> list[int]:
    return [int(number) for number in key.split(",")]


def _pairs(key: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(number), int(points)) for number, points in (pair.split(":") for pair in key.split(","))
    )


def _plain(score: Fraction) -> int | float:
    return int(score) if score.denominator == 1 else round(float(score), 4)
