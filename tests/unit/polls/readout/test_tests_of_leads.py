"""The formulas for leads, against examples worked out in print and against every case counted one by one."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from forum.polls.readout.statistics import pairs
from forum.polls.readout.statistics.bootstrap import Resampler, poisson, stays_first
from forum.polls.readout.statistics.holm import holm
from forum.polls.readout.statistics.intervals import wilson
from forum.polls.readout.statistics.pairs import permutation_test, signed_rank_test
from forum.polls.readout.statistics.signs import sign_test

DARWIN = Counter([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
"""Heights of fifteen pairs of maize plants, in eighths of an inch (Fisher, The Design of Experiments, table 3)."""


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_newcombes_table(count: int, total: int, low: float, high: float) -> None:
    """Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998."""
    assert wilson(count, total) == pytest.approx((low, high), abs=6e-5)


def test_the_permutation_test_is_fishers_of_darwins_maize() -> None:
    assert permutation_test(DARWIN) == 1726 / 32768


def test_wilcoxons_test_of_the_same_maize_is_that_of_his_tables() -> None:
    """A rank sum of 24 among fifteen pairs: 0.0413 (any table of Wilcoxon's test; R's wilcox.test says the same)."""
    assert signed_rank_test(DARWIN) == pytest.approx(0.04126, abs=5e-6)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_sign_test_counts_every_throw_of_the_coin(one: int, other: int) -> None:
    trials, far = one + other, abs(one - other)
    ways = [1]
    for _ in range(trials):
        ways = [a + b for a, b in zip([0, *ways], [*ways, 0], strict=True)]
    extreme = sum(way for heads, way in enumerate(ways) if abs(2 * heads - trials) >= far)
    assert sign_test(one, other) == pytest.approx(float(Fraction(extreme, 2**trials)), rel=1e-9)


def test_the_sign_test_of_a_million_votes_is_quick_and_right() -> None:
    """By the normal distribution with its correction for continuity: z = 0.999, twice the tail 0.3178."""
    assert sign_test(500_500, 499_500) == pytest.approx(0.31779, abs=2e-5)


@settings(max_examples=40)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=8))
def test_paired_tests_count_every_way_to_swap(differences: list[int]) -> None:
    sizes = sorted(abs(each) for each in differences if each)
    rank = {size: Fraction(2 * sizes.index(size) + sizes.count(size) + 1, 2) for size in sizes}
    for weights, test in (
        ([abs(each) for each in differences if each], permutation_test),
        ([rank[abs(each)] for each in differences if each], signed_rank_test),
    ):
        signs = [1 if each > 0 else -1 for each in differences if each]
        found = abs(sum(weight * sign for weight, sign in zip(weights, signs, strict=True)))
        ways = list(product((1, -1), repeat=len(weights)))
        extreme = sum(
            abs(sum(weight * sign for weight, sign in zip(weights, way, strict=True))) >= found
            for way in ways
        )
        assert test(Counter(differences)) == pytest.approx(extreme / len(ways))


def test_many_pairs_give_about_what_the_exact_distribution_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    differences = Counter({1: 60, -1: 45, 2: 50, -3: 30, 4: 30})
    nearly = signed_rank_test(differences), permutation_test(differences)
    monkeypatch.setattr(pairs, "EXACT_UP_TO", 300)
    assert nearly == pytest.approx((signed_rank_test(differences), permutation_test(differences)), abs=0.002)


def test_holms_correction_is_that_of_the_usual_example() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_a_bootstrap_can_be_repeated_and_is_as_sure_as_the_lead() -> None:
    def firsts(ballots: dict[str, int]) -> list[int]:
        most = max(ballots.values())
        return [int(ballot) for ballot, count in ballots.items() if count == most]

    def stays(ballots: dict[str, int]) -> float:
        return stays_first(Resampler.of(ballots), 1, firsts, "a seed", range(300)) / 300

    assert stays({"1": 40, "2": 40}) == pytest.approx(0.5, abs=0.08)
    assert stays({"1": 60, "2": 20}) == 1.0
    assert stays({"1": 44, "2": 36}) == stays({"2": 36, "1": 44})
    assert stays({"1": 5_100, "2": 4_900}) == pytest.approx(0.977, abs=0.03)


def test_poisson_numbers_have_their_mean_and_spread() -> None:
    chance = Random(7)
    for mean in (3, 400):
        drawn = [poisson(mean, chance) for _ in range(4_000)]
        average = sum(drawn) / len(drawn)
        assert average == pytest.approx(mean, rel=0.05)
        assert sum((each - average) ** 2 for each in drawn) / len(drawn) == pytest.approx(mean, rel=0.1)
