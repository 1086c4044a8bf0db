"""The ranking of duels against published figures and another way of computing it, and what voters are asked next."""

from __future__ import annotations

import math
import random

import pytest

from forum.core.policy import Invalid
from forum.polls.counting.duels import PRIOR, Comparisons, count_duels
from forum.polls.operations.questions import NewOption, NewQuestion, checked_question
from forum.polls.pairing import MOST_PAIRS, Known, next_pair
from forum.polls.words import Kind

WINS = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)
"""The American League of 1987 (Agresti, Categorical Data Analysis, table 10.10): wins of the row over the column."""
PUBLISHED = (1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0.0)
"""The maximum likelihood estimates of the same page, Baltimore being 0."""


def test_the_american_league_has_its_published_strengths() -> None:
    games = {
        ((one, other, 1.0),): wins for one, row in enumerate(WINS) for other, wins in enumerate(row) if wins
    }
    scores = count_duels(range(7), games, prior=0).tally.scores
    assert [round(float(scores[team] - scores[6]), 3) for team in range(7)] == list(PUBLISHED)


def some_ballots(chance: random.Random, options: int, voters: int) -> Comparisons:
    """Return ballots of one to eight answers, some of them "alike"."""
    ballots = {}
    for _voter in range(voters):
        pairs = {tuple(sorted(chance.sample(range(options), 2))) for _turn in range(chance.randint(1, 8))}
        answers = []
        for one, other in sorted(pairs):
            if chance.random() < 0.1:
                answers.append((one, other, 0.5))
            else:
                won = chance.random() < 1 / (1 + math.exp((one - other) / 2))
                answers.append((other, one, 1.0) if won else (one, other, 1.0))
        ballots[tuple(answers)] = 1
    return ballots


def test_many_voters_do_not_make_the_strengths_settle_slowly() -> None:
    ballots = some_ballots(random.Random(11), 30, 2_000)
    quick = count_duels(range(30), ballots, most_turns=200).tally.scores
    settled = count_duels(range(30), ballots).tally.scores
    assert max(abs(float(quick[option] - settled[option])) for option in range(30)) < 1e-4


def climbed(options: int, ballots: Comparisons) -> list[float]:
    """Return the scores that plain gradient ascent finds on the likelihood, written down once more."""
    people = sum(ballots.values())
    mean = sum(len(answers) * count for answers, count in ballots.items()) / people
    scores = [0.0] * options
    for _turn in range(4_000):
        slope = [PRIOR * (0.5 - 1 / (1 + math.exp(-score))) for score in scores]
        for answers, count in ballots.items():
            for one, other, share in answers:
                gap = share - 1 / (1 + math.exp(scores[other] - scores[one]))
                slope[one] += gap * count * mean / len(answers)
                slope[other] -= gap * count * mean / len(answers)
        scores = [score + 0.05 * push for score, push in zip(scores, slope, strict=True)]
    return scores


@pytest.mark.parametrize("seed", range(3))
def test_another_way_of_computing_finds_the_same_strengths(seed: int) -> None:
    ballots = some_ballots(random.Random(seed), 6, 15)
    found = count_duels(range(6), ballots).tally.scores
    assert [float(found[option]) for option in range(6)] == pytest.approx(climbed(6, ballots), abs=1e-5)


def test_the_ranges_hold_what_drawing_the_voters_again_shows() -> None:
    """The standard error of each score against the spread of 60 bootstrap samples of the voters."""
    chance = random.Random(7)
    ballots = some_ballots(chance, 4, 60)
    drawn: list[list[float]] = []
    for _turn in range(60):
        again = dict.fromkeys(ballots, 0)
        for answers in chance.choices(list(ballots), k=len(ballots)):
            again[answers] += 1
        scores = count_duels(range(4), {key: count for key, count in again.items() if count}).tally.scores
        drawn.append([float(scores[option]) for option in range(4)])
    found = count_duels(range(4), ballots)
    for option in range(4):
        column = [scores[option] for scores in drawn]
        middle = sum(column) / len(column)
        spread = math.sqrt(sum((score - middle) ** 2 for score in column) / (len(column) - 1))
        assert found.errors[option] == pytest.approx(spread, rel=0.3)


def test_equal_strengths_are_a_tie_and_parts_that_never_met_are_told() -> None:
    circle = count_duels((1, 2, 3, 4), {((1, 2, 1.0), (2, 3, 1.0), (1, 3, 0.0)): 5})
    assert (circle.tally.winners, circle.groups, circle.compared[4]) == ((1, 2, 3), ((1, 2, 3),), 0)
    apart = count_duels((1, 2, 3, 4), {((1, 2, 1.0),): 3, ((4, 3, 1.0),): 1})
    assert (apart.tally.winners, apart.groups) == ((1, 4), ((1, 2), (3, 4)))


def test_an_option_that_cannot_be_told_from_the_first_is_named() -> None:
    few = {((1, 2, 1.0), (1, 3, 1.0)): 4, ((2, 1, 1.0), (2, 3, 1.0)): 3}
    assert count_duels((1, 2, 3), few).level == (2,)
    many = {answers: 200 * count for answers, count in few.items()}
    assert count_duels((1, 2, 3), many).level == ()


def test_a_voter_is_asked_each_pair_once_and_the_same_when_asked_again() -> None:
    answered: list[tuple[int, int]] = []
    while (pair := next_pair(range(1, 13), answered, seed="chloe")) is not None:
        assert pair == next_pair(range(1, 13), answered, seed="chloe")
        answered.append(pair)
    assert len(answered) == 66 == len(set(map(frozenset, answered)))
    assert next_pair(range(1, 2_001), [(n, n + 1) for n in range(1, MOST_PAIRS + 1)], seed="chloe") is None


def test_what_was_asked_least_is_asked_first_against_a_rival_of_about_its_strength() -> None:
    known = Known(dict.fromkeys(range(2, 9), 9), {3: 0.1, **dict.fromkeys(range(4, 9), 4.0), 2: 4.0})
    assert {frozenset(next_pair(range(1, 9), [], known, seed=str(n)) or ()) for n in range(9)} == {
        frozenset((1, 3))
    }


@pytest.mark.parametrize(("count", "is_fine"), [(2, False), (3, True), (2_000, True), (2_001, False)])
def test_a_duel_has_three_to_two_thousand_options(count: int, is_fine: bool) -> None:
    asked = NewQuestion("Which?", Kind.DUEL, [NewOption(f"Slogan {number}") for number in range(count)])
    if is_fine:
        assert len(checked_question(asked).options) == count
    else:
        with pytest.raises(Invalid):
            checked_question(asked)
