"""Instant runoff: the option with the fewest first places leaves, until one has more than half of the ballots left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forum.polls.counting.profile import Option, Profile, Tally

MOST_STATES = 100_000
"""How many sets of remaining options are looked at when ties branch. Fifteen options have 32,768 at the most."""

Orders = Mapping[tuple[Option, ...], int]
Preference = Callable[[Sequence[Option]], Option]


class TooManyTies(Exception):
    """The ties branch into more courses than can be followed; a rule for ties must decide."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the votes of those still in it, the ballots that speak for nobody any more, and who leaves."""

    votes: Mapping[Option, int]
    exhausted: int
    leaving: tuple[Option, ...]
    is_tied: bool
    """Whether somebody else might have left as well."""


@dataclass(frozen=True, slots=True)
class Runoff:
    """The tally, and the rounds of one course that the count may take."""

    tally: Tally
    rounds: tuple[Round, ...]


def count_runoff(profile: Profile, leaves_first: Preference = min) -> Runoff:
    """Count by instant runoff.

    Winners are all who win in some course, whichever of the tied options leaves each time: with more than one the
    count is tied. Options without any first place leave together, since none of them can be saved by another's leaving
    before it has votes.

    Args:
        profile: the ballots.
        leaves_first: chooses who of several tied options leaves, for the rounds that are shown.

    Raises:
        TooManyTies: when there are too many courses to follow.
    """
    orders = _orders(profile)
    rounds = _one_course(orders, profile.options, leaves_first)
    winners = _winners_of_any_course(orders, frozenset(profile.options))
    scores = {option: Fraction(votes) for option, votes in rounds[0].votes.items()} if rounds else {}
    return Runoff(Tally("irv", tuple(sorted(winners)), scores), rounds)


def settle_runoff(profile: Profile, leaves_first: Preference) -> Option:
    """Return the one winner when `leaves_first` decides every tie, the last one too."""
    orders = _orders(profile)
    remaining = set(profile.options)
    while len(remaining) > 1 and not (won := _majority(_votes(orders, remaining))):
        remaining -= set(_next_to_leave(_votes(orders, remaining), leaves_first)[0])
    return won[0] if len(remaining) > 1 else next(iter(remaining))


def runoff_winners(profile: Profile) -> set[Option]:
    """Return who wins in some course, and nothing besides: for counting again and again.

    Raises:
        TooManyTies: when there are too many courses to follow.
    """
    return _winners_of_any_course(_orders(profile), frozenset(profile.options))


def _orders(profile: Profile) -> Counter[tuple[Option, ...]]:
    orders: Counter[tuple[Option, ...]] = Counter()
    for order, voters in profile.cut_at_ties():
        orders[order] += voters
    return orders


def _one_course(orders: Orders, options: Iterable[Option], leaves_first: Preference) -> tuple[Round, ...]:
    rounds: list[Round] = []
    remaining = set(options)
    total = sum(orders.values())
    while remaining:
        votes = _votes(orders, remaining)
        exhausted = total - sum(votes.values())
        if len(remaining) == 1 or _majority(votes) or len(set(votes.values())) == 1:
            rounds.append(Round(votes, exhausted, (), len(remaining) > 1 and not _majority(votes)))
            break
        leaving, is_tied = _next_to_leave(votes, leaves_first)
        rounds.append(Round(votes, exhausted, leaving, is_tied))
        remaining -= set(leaving)
    return tuple(rounds)


def _next_to_leave(votes: Mapping[Option, int], leaves_first: Preference) -> tuple[tuple[Option, ...], bool]:
    fewest = min(votes.values())
    last = sorted(option for option, count in votes.items() if count == fewest)
    if fewest == 0 and len(last) < len(votes):
        return tuple(last), False
    return (leaves_first(last),), len(last) > 1


def _winners_of_any_course(orders: Orders, options: frozenset[Option]) -> set[Option]:
    """Follow every course that ties allow; each set of remaining options is looked at once."""
    winners: set[Option] = set()
    seen, waiting = {options}, [(options, orders)]
    while waiting:
        remaining, before = waiting.pop()
        standing = _standing(before, remaining)
        votes = dict.fromkeys(sorted(remaining), 0)
        for order, voters in standing.items():
            votes[order[0]] += voters
        if won := _majority(votes):
            winners.update(won)
            continue
        for after in _afterwards(votes, remaining):
            if not after:
                winners.update(remaining)
            elif after not in seen:
                seen.add(after)
                waiting.append((after, standing))
        if len(seen) > MOST_STATES:
            raise TooManyTies
    return winners


def _standing(orders: Orders, remaining: frozenset[Option]) -> dict[tuple[Option, ...], int]:
    """Return the orders without those who have left at their head; those that are equal from there on are one."""
    found: dict[tuple[Option, ...], int] = {}
    for order, voters in orders.items():
        place, length = 0, len(order)
        while place < length and order[place] not in remaining:
            place += 1
        if place < length:
            ahead = order[place:] if place else order
            found[ahead] = found.get(ahead, 0) + voters
    return found


def _afterwards(votes: Mapping[Option, int], remaining: frozenset[Option]) -> Iterable[frozenset[Option]]:
    """Return the sets that may remain after this round; the empty one when nobody is left to leave."""
    if len(remaining) == 1 or not any(votes.values()):
        return [frozenset()]
    fewest = min(votes.values())
    last = frozenset(option for option, count in votes.items() if count == fewest)
    if fewest == 0:
        return [remaining - last]
    return [remaining - {option} for option in last]


def _votes(orders: Orders, remaining: Iterable[Option]) -> dict[Option, int]:
    votes = dict.fromkeys(sorted(remaining), 0)
    for order, voters in orders.items():
        first = next((option for option in order if option in votes), None)
        if first is not None:
            votes[first] += voters
    return votes


def _majority(votes: Mapping[Option, int]) -> tuple[Option, ...]:
    """Return the option with more than half of the votes that still speak for somebody, if there is one."""
    alive = sum(votes.values())
    return tuple(option for option, count in votes.items() if 2 * count > alive)
