"""Finding rings: members whose likes go mostly to each other, much more than the size of their group explains.

Friends read each other, too. What tells a ring from a circle of friends is how little of what its members give goes
to anybody else, both ways, between nearly all of them. Only numbers come in and go out; a moderator judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

Likes = Mapping[tuple[int, int], int]
"""How often somebody (first) likes what somebody else (second) wrote."""

LEAST_MEMBERS = 3
MOST_MEMBERS = 60
LEAST_BETWEEN_TWO = 2
LEAST_EACH = 6
SHARE_OF_ONE = 0.05
GIVEN_INSIDE = 0.6
RECEIVED_INSIDE = 0.3
PAIRS = 0.5
TIMES_EXPECTED = 3.0


@dataclass(frozen=True, slots=True)
class Ring:
    """Members who mostly like each other: which shares of their likes stay inside, of how many pairs, how many."""

    members: tuple[int, ...]
    given_inside: float
    received_inside: float
    pairs: float
    likes: int


class _Community:
    """All likes, from both sides."""

    def __init__(self, likes: Likes) -> None:
        self.likes = likes
        self.given: dict[int, int] = defaultdict(int)
        self.received: dict[int, int] = defaultdict(int)
        for (giver, author), number in likes.items():
            self.given[giver] += number
            self.received[author] += number
        self.total = sum(self.given.values())

    def inside(self, member: int, group: Collection[int]) -> tuple[int, int]:
        """Return how many likes `member` gives to and receives from the others of `group`."""
        others = [other for other in group if other != member]
        return (
            sum(self.likes.get((member, other), 0) for other in others),
            sum(self.likes.get((other, member), 0) for other in others),
        )

    def is_loyal(self, member: int, group: Collection[int]) -> bool:
        """Whether most of what `member` gives and receives stays in `group`."""
        given, received = self.inside(member, group)
        return (
            given >= LEAST_EACH
            and given >= GIVEN_INSIDE * self.given[member]
            and received >= RECEIVED_INSIDE * self.received[member]
        )


def find_rings(likes: Likes) -> list[Ring]:
    """Return every ring in `likes`, those with the most likes first."""
    community = _Community(likes)
    rings = [
        ring
        for group in _circles(community)
        if (loyal := _peel(community, group)) and (ring := _judged(community, loyal)) is not None
    ]
    return sorted(rings, key=lambda ring: (-ring.likes, ring.members))


def _circles(community: _Community) -> Iterator[set[int]]:
    """Yield the groups of members who are connected by liking each other, both ways, with weight."""
    friends: dict[int, set[int]] = defaultdict(set)
    for giver, author in community.likes:
        if giver < author and _is_strong(community, giver, author) and _is_strong(community, author, giver):
            friends[giver].add(author)
            friends[author].add(giver)
    seen: set[int] = set()
    for member in sorted(friends):
        if member in seen:
            continue
        group, waiting = set(), [member]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting.extend(friends[one] - group)
        seen |= group
        yield group


def _is_strong(community: _Community, giver: int, author: int) -> bool:
    number = community.likes.get((giver, author), 0)
    return number >= LEAST_BETWEEN_TWO and number >= SHARE_OF_ONE * community.given[giver]


def _peel(community: _Community, group: set[int]) -> set[int]:
    """Take out of `group` who does not mostly stay inside, until all who are left do."""
    left = set(group)
    while True:
        strangers = {member for member in left if not community.is_loyal(member, left)}
        if not strangers:
            return left
        weakest = min(
            strangers, key=lambda one: (community.inside(one, left)[0] / max(1, community.given[one]), one)
        )
        left.discard(weakest)


def _judged(community: _Community, group: set[int]) -> Ring | None:
    if not LEAST_MEMBERS <= len(group) <= MOST_MEMBERS:
        return None
    inside = [community.inside(member, group) for member in group]
    likes = sum(given for given, _ in inside)
    given = likes / sum(community.given[member] for member in group)
    received = likes / sum(community.received[member] for member in group)
    possible = len(group) * (len(group) - 1)
    pairs = sum(1 for one in group for other in group if one != other and (one, other) in community.likes)
    expected = sum(community.received[member] for member in group) / max(1, community.total)
    if pairs < PAIRS * possible or given < TIMES_EXPECTED * expected:
        return None
    return Ring(tuple(sorted(group)), given, received, pairs / possible, likes)
