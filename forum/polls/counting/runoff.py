"""Instant runoff: the option with the fewest first places leaves, until one has more than half of the ballots left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forum.polls.counting.orders import Option, Orders
from forum.polls.counting.profile import Profile, Tally

MOST_STATES = 100_000
"""How many sets of remaining options are looked at when ties branch. Fifteen options have 32,768 at the most."""

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
    return runoff_of(profile.orders(), leaves_first)


def runoff_of(orders: Orders, leaves_first: Preference = min) -> Runoff:
    """Count orders by instant runoff, as `count_runoff` does."""
    rounds = _one_course(orders, leaves_first)
    scores = {option: Fraction(votes) for option, votes in rounds[0].votes.items()} if rounds else {}
    return Runoff(Tally("irv", tuple(sorted(runoff_winners(orders))), scores), rounds)


def settle_runoff(orders: Orders, leaves_first: Preference) -> Option:
    """Return the one winner when `leaves_first` decides every tie, the last one too."""
    while len(orders.letters) > 1:
        votes = orders.votes()
        if won := _majority(votes):
            return won[0]
        orders = orders.without(_next_to_leave(votes, leaves_first)[0])
    return orders.options[0]


def runoff_winners(orders: Orders) -> set[Option]:
    """Return who wins in some course, and nothing besides: for counting again and again.

    Follows every course that ties allow; each set of remaining options is looked at once.

    Raises:
        TooManyTies: when there are too many courses to follow.
    """
    winners: set[Option] = set()
    seen, waiting = {frozenset(orders.letters)}, [orders]
    while waiting:
        standing = waiting.pop()
        remaining, votes = frozenset(standing.letters), standing.votes()
        if won := _majority(votes):
            winners.update(won)
            continue
        for after in _afterwards(votes, remaining):
            if not after:
                winners.update(remaining)
            elif after not in seen:
                seen.add(after)
                waiting.append(standing.without(remaining - after))
        if len(seen) > MOST_STATES:
            raise TooManyTies
    return winners


def _one_course(orders: Orders, leaves_first: Preference) -> tuple[Round, ...]:
    rounds: list[Round] = []
    total = orders.voters
    while orders.letters:
        votes = orders.votes()
        exhausted = total - sum(votes.values())
        if len(votes) == 1 or _majority(votes) or len(set(votes.values())) == 1:
            rounds.append(Round(votes, exhausted, (), len(votes) > 1 and not _majority(votes)))
            break
        leaving, is_tied = _next_to_leave(votes, leaves_first)
        rounds.append(Round(votes, exhausted, leaving, is_tied))
        orders = orders.without(leaving)
    return tuple(rounds)


def _next_to_leave(votes: Mapping[Option, int], leaves_first: Preference) -> tuple[tuple[Option, ...], bool]:
    fewest = min(votes.values())
    last = sorted(option for option, count in votes.items() if count == fewest)
    if fewest == 0 and len(last) < len(votes):
        return tuple(last), False
    return (leaves_first(last),), len(last) > 1


def _afterwards(votes: Mapping[Option, int], remaining: frozenset[Option]) -> Iterable[frozenset[Option]]:
    """Return the sets that may remain after this round; the empty one when nobody is left to leave."""
    if len(remaining) == 1 or not any(votes.values()):
        return [frozenset()]
    fewest = min(votes.values())
    last = frozenset(option for option, count in votes.items() if count == fewest)
    if fewest == 0:
        return [remaining - last]
    return [remaining - {option} for option in last]


def _majority(votes: Mapping[Option, int]) -> tuple[Option, ...]:
    """Return the option with more than half of the votes that still speak for somebody, if there is one."""
    alive = sum(votes.values())
    return tuple(option for option, count in votes.items() if 2 * count > alive)
