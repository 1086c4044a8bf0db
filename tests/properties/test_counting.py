"""Ten thousand small elections drawn at random, counted by us and by libraries that share no code with us."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from pyrankvote import Ballot, Candidate, instant_runoff_voting  # type: ignore[import-untyped]
from votelib.convert import RankedToCondorcetVotes, RankedToFirstPreference  # type: ignore[import-untyped]
from votelib.evaluate.condorcet import CondorcetWinner, Schulze  # type: ignore[import-untyped]
from votelib.evaluate.core import Plurality, Tie  # type: ignore[import-untyped]

from forum.polls.counting.pairwise import count_schulze
from forum.polls.counting.positional import Unlisted, count_borda, count_plurality
from forum.polls.counting.profile import Profile
from forum.polls.counting.runoff import count_runoff, settle_runoff

ELECTIONS = 10_000
Orders = Counter[tuple[int, ...]]


def elections(number: int = ELECTIONS) -> Iterator[tuple[Profile, Orders]]:
    """Yield elections of three to six options and one to twelve different ballots, some of them cut short."""
    chance = random.Random(20_260_314)
    for _ in range(number):
        options = range(1, chance.randint(3, 6) + 1)
        orders: Orders = Counter()
        for _ in range(chance.randint(1, 12)):
            order = chance.sample(options, chance.choice([len(options), chance.randint(1, len(options))]))
            orders[tuple(order)] += chance.randint(1, 9)
        ballots = {tuple((option,) for option in order): voters for order, voters in orders.items()}
        yield Profile(tuple(options), ballots), orders


def theirs(found: list[Any]) -> tuple[int, ...]:
    [first] = found
    return tuple(sorted(first)) if isinstance(first, Tie) else (first,)


def everybody_is_named(profile: Profile, orders: Orders) -> bool:
    """Their converters do not know of options that no ballot names."""
    return {option for order in orders for option in order} == set(profile.options)


def test_plurality_agrees() -> None:
    for profile, orders in elections():
        votes = RankedToFirstPreference().convert(orders)
        assert count_plurality(profile).winners == theirs(Plurality().evaluate(votes, 1))


def test_schulze_and_condorcet_agree() -> None:
    compared = 0
    for profile, orders in elections():
        if not everybody_is_named(profile, orders):
            continue
        ours, pairs = count_schulze(profile), RankedToCondorcetVotes().convert(orders)
        found = CondorcetWinner().evaluate(pairs)
        assert ([ours.condorcet_winner] if ours.condorcet_winner else []) == found
        unbeaten = Schulze().evaluate(pairs, 1)
        assert set(theirs(unbeaten) if unbeaten else profile.options) <= set(ours.tally.winners)
        assert found == [] or (found[0],) == ours.tally.winners
        compared += 1
    assert compared > 0.9 * ELECTIONS


def test_instant_runoff_agrees_wherever_no_tie_must_be_broken() -> None:
    compared = 0
    for profile, orders in elections():
        counted = count_runoff(profile)
        if any(each.is_tied for each in counted.rounds):
            continue
        people = {option: Candidate(str(option)) for option in profile.options}
        ballots = [
            Ballot([people[option] for option in order])
            for order, voters in orders.items()
            for _ in range(voters)
        ]
        [first] = instant_runoff_voting(list(people.values()), ballots).get_winners()
        assert counted.tally.winners == (int(first.name),)
        compared += 1
    assert compared > 0.5 * ELECTIONS


def test_a_rule_for_ties_chooses_among_those_who_can_win() -> None:
    for profile, _orders in elections(1_000):
        assert settle_runoff(profile.orders(), max) in count_runoff(profile).tally.winners


@pytest.mark.parametrize("unlisted", list(Unlisted))
def test_borda_hands_out_all_its_points(unlisted: Unlisted) -> None:
    for profile, orders in elections(1_000):
        highest = len(profile.options) - 1
        given = sum(count_borda(profile, unlisted).scores.values())
        if unlisted is Unlisted.AVERAGE:
            assert given == profile.voters * highest * (highest + 1) / 2
        else:
            assert given == sum(
                voters * sum(highest - place for place in range(len(order)))
                for order, voters in orders.items()
            )
