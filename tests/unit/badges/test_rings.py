"""Rings are found, and honest friends left in peace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forum.badges.bursts import YoungLike, find_bursts
from forum.badges.rings import find_rings
from tests.rings import judge, plant_rings

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(10))
def test_of_20_rings_among_100_honest_circles_nine_tenths_are_found_and_hardly_anybody_is_wronged(
    seed: int,
) -> None:
    planted = plant_rings(seed)
    recall, false_alarms = judge(planted, find_rings(planted.likes))
    assert recall >= 0.9
    assert false_alarms <= 0.02


def test_a_small_community_in_which_all_like_all_is_no_ring() -> None:
    likes = {(one, other): 10 for one in range(5) for other in range(5) if one != other}
    assert find_rings(likes) == []


def test_one_fan_is_no_ring() -> None:
    likes = {(1, 2): 50, (3, 2): 4, (2, 4): 3, (4, 5): 9, (5, 6): 8}
    assert find_rings(likes) == []


def young(member: int, author: int, hours: float, *, age: float = 2.0) -> YoungLike:
    at = NOON + timedelta(hours=hours)
    return YoungLike(author * 10, author, member, at, at - timedelta(hours=age))


def test_new_accounts_that_like_one_author_within_hours_are_a_burst() -> None:
    likes = [young(member, 1, member / 4) for member in range(100, 110)]
    (burst,) = find_bursts(likes, dict.fromkeys(range(100, 110), 1))
    assert (burst.author_id, len(burst.members), burst.age_hours) == (1, 10, 2.0)


def test_newcomers_who_read_around_are_none() -> None:
    likes = [young(member, author, member / 4) for member in range(100, 110) for author in range(1, 6)]
    assert find_bursts(likes, dict.fromkeys(range(100, 110), 5)) == []


def test_new_members_who_come_over_weeks_are_none() -> None:
    likes = [young(member, 1, 48 * (member - 100)) for member in range(100, 110)]
    assert find_bursts(likes, dict.fromkeys(range(100, 110), 1)) == []
