"""Votes that few people cast are noticed, and untidy honest polls are left alone."""

from __future__ import annotations

from benchmarks.stuffing import simulate
from forum.polls.readout.statistics.bursts import bursts
from forum.polls.readout.statistics.stuffing import Favour, Mark, is_odd, looks_stuffed


def test_stuffed_polls_are_found_among_honest_ones() -> None:
    """A hundred honest polls, and twenty with a stuffing planted; more runs: `python -m benchmarks.stuffing`."""
    rates = simulate("the suite")
    assert rates.recall >= 0.9
    assert rates.false_alarms <= 0.02


def test_no_mark_alone_makes_a_vote_odd() -> None:
    assert not any(is_odd(mark) for mark in Mark)
    assert not is_odd(Mark.NETWORK | Mark.SILENT)
    assert is_odd(Mark.NETWORK | Mark.NEW)
    assert is_odd(Mark.BURST | Mark.NEW | Mark.SILENT)


def test_a_burst_stands_out_from_the_hours_around_it() -> None:
    quiet = dict.fromkeys(range(0, 600, 3), 1)
    assert bursts({**quiet, 300: 14}) == {300}
    assert bursts(quiet) == frozenset()
    assert bursts(dict.fromkeys(range(600), 14)) == frozenset()
    assert bursts({}) == frozenset()


def test_odd_votes_that_vote_like_all_others_raise_no_alarm() -> None:
    assert looks_stuffed(20, 200, [Favour(1, 8, 90), Favour(2, 12, 110)]) is None
    assert looks_stuffed(20, 200, [Favour(1, 1, 90), Favour(2, 19, 40)]) == 2
    assert looks_stuffed(4, 200, [Favour(1, 4, 2)]) is None
