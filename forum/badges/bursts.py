"""Finding bursts: many new accounts that, within hours, like one author and hardly anybody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

NEW_FOR = timedelta(days=7)
WINDOW = timedelta(hours=24)
LEAST_ACCOUNTS = 6
DEVOTED = 0.6
"""Of what such an account gives, so much at least goes to the one author."""


@dataclass(frozen=True, slots=True)
class YoungLike:
    """A like that was given by an account younger than a week."""

    post_id: int
    author_id: int
    member_id: int
    at: datetime
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Burst:
    """New accounts that like one author within a day: how many hours it took, how old they were in the middle."""

    author_id: int
    members: tuple[int, ...]
    likes: tuple[tuple[int, int], ...]
    hours: float
    age_hours: float
    began_at: datetime


def find_bursts(likes: Iterable[YoungLike], given: Mapping[int, int]) -> list[Burst]:
    """Return every burst among `likes`; `given` says how many likes each member has given in all."""
    by_author: dict[int, list[YoungLike]] = defaultdict(list)
    for like in likes:
        by_author[like.author_id].append(like)
    found = [_of_author(author, own, given) for author, own in sorted(by_author.items())]
    return [burst for burst in found if burst is not None]


def _of_author(author_id: int, likes: list[YoungLike], given: Mapping[int, int]) -> Burst | None:
    """Return the burst with the most accounts within one window."""
    to_author: dict[int, int] = defaultdict(int)
    for like in likes:
        to_author[like.member_id] += 1
    devoted = {
        member for member, number in to_author.items() if number >= DEVOTED * given.get(member, number)
    }
    ordered = sorted(
        (like for like in likes if like.member_id in devoted), key=lambda like: (like.at, like.member_id)
    )
    best: list[YoungLike] = []
    most = 0
    start = 0
    for end, like in enumerate(ordered):
        while like.at - ordered[start].at > WINDOW:
            start += 1
        window = ordered[start : end + 1]
        accounts = len({each.member_id for each in window})
        if (accounts, len(window)) > (most, len(best)):
            best, most = window, accounts
    if most < LEAST_ACCOUNTS:
        return None
    members = tuple(sorted({like.member_id for like in best}))
    ages = sorted((like.at - like.joined_at).total_seconds() / 3600 for like in best)
    return Burst(
        author_id,
        members,
        tuple(sorted((like.post_id, like.member_id) for like in best)),
        (best[-1].at - best[0].at).total_seconds() / 3600,
        ages[len(ages) // 2],
        best[0].at,
    )
