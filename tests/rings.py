"""A seeded community in which 20 rings hide among 100 circles of honest people."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

from forum.badges.rings import Ring

RINGS = 20
HONEST = 100
POPULAR = 40
"""Members whom everybody reads."""


@dataclass(frozen=True)
class Planted:
    """All likes, and who belongs together: in rings, and in honest circles of friends."""

    likes: dict[tuple[int, int], int]
    rings: list[frozenset[int]]
    circles: list[frozenset[int]]


def plant_rings(seed: int) -> Planted:
    """Return a community: circles of friends who like each other and many others, and rings that hide among them.

    Rings have 3 to 8 members; up to 35 % of what they give goes to others, as a disguise, and honest readers like
    some of what they write. Friends read each other two to six times as often as strangers. Some circles are so close
    that half of their likes stay inside, some members like nearly nothing.
    """
    chance = random.Random(seed)
    likes: Counter[tuple[int, int]] = Counter()
    groups = [chance.randint(3, 8) for _ in range(RINGS + HONEST)]
    members = list(range(1, sum(groups) + 1 + POPULAR))
    popular = members[-POPULAR:]
    parted = iter(members)
    sets = [frozenset(next(parted) for _ in range(size)) for size in groups]
    rings, circles = sets[:RINGS], sets[RINGS:]

    def give(giver: int, number: int, authors: list[int]) -> None:
        for _ in range(number):
            author = chance.choice(authors)
            if author != giver:
                likes[giver, author] += 1

    for ring in rings:
        disguise = chance.uniform(0.0, 0.35)
        for member in ring:
            number = chance.randint(15, 60)
            outside = int(number * disguise)
            give(member, number - outside, sorted(ring - {member}))
            give(member, outside, popular if chance.random() < 0.5 else members)
    for circle in circles:
        closeness = chance.choice((0.05, 0.1, 0.2, 0.35, 0.5))
        for member in circle:
            number = chance.choice((0, 3, 10, 25, 60, 150))
            inside = int(number * closeness)
            give(member, inside, sorted(circle - {member}))
            give(member, (number - inside) // 2, popular)
            give(member, number - inside - (number - inside) // 2, members)
    for member in popular:
        give(member, chance.randint(10, 80), members)
    return Planted(dict(likes), rings, circles)


def judge(planted: Planted, found: list[Ring]) -> tuple[float, float]:
    """Return which share of the rings was found, and of the honest circles was accused.

    A ring is found when most of it is named in one finding that names hardly anybody else. A circle is accused when
    anybody of it is named.
    """
    named = [frozenset(ring.members) for ring in found]
    caught = sum(
        any(len(one & ring) >= 0.6 * len(ring) and len(one & ring) >= 0.6 * len(one) for one in named)
        for ring in planted.rings
    )
    accused = sum(any(one & circle for one in named) for circle in planted.circles)
    return caught / len(planted.rings), accused / len(planted.circles)
