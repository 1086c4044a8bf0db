"""Points: means and medians, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from forum.polls.counting.scores import count_mean, count_median, mean_of, median_of

BALLOTS = {((1, 5), (2, 3)): 2, ((1, 1), (2, 3)): 1, ((2, 4),): 1}


def test_the_mean_is_over_those_who_gave_points() -> None:
    counted = count_mean((1, 2, 3), BALLOTS)
    assert counted.tally.scores == {1: Fraction(11, 3), 2: Fraction(13, 4), 3: Fraction(0)}
    assert counted.tally.winners == (1,)


def test_the_median_forgets_extremes() -> None:
    counted = count_median((1, 2), {((1, 5), (2, 4)): 1, ((1, 1), (2, 4)): 1, ((1, 2), (2, 4)): 1})
    assert counted.tally.scores == {1: 2, 2: 4}


@pytest.mark.parametrize(
    ("spread", "median"),
    [({}, 0), ({3: 1}, 3), ({1: 1, 2: 1}, Fraction(3, 2)), ({1: 2, 5: 2}, 3), ({1: 2, 5: 3}, 5)],
)
def test_the_median_of_an_even_number_lies_between_the_two_in_the_middle(
    spread: dict[int, int], median: Fraction
) -> None:
    assert median_of(spread) == median


def test_nobody_s_points_are_no_points() -> None:
    assert mean_of({}) == 0
