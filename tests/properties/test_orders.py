"""Orders counted as text say what the same ballots say when they are gone through one by one."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings, strategies as st

from forum.polls.counting.orders import Orders, letters_for, spelled
from forum.polls.counting.pairwise import preferences_of
from forum.polls.counting.positional import borda_of, count_borda, count_plurality
from forum.polls.counting.profile import Profile

MOST_OPTIONS = 60


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Draw ballots over two to sixty options, most of them cut short, cast by one voter or by many."""
    options = range(1, draw(st.integers(2, MOST_OPTIONS)) + 1)
    chance = Random(draw(st.integers(0, 2**32)))
    ballots: Counter[tuple[tuple[int, ...], ...]] = Counter()
    for _ in range(draw(st.integers(0, 12))):
        order = chance.sample(options, chance.randint(1, len(options)))
        ballots[tuple((option,) for option in order)] += draw(st.sampled_from([1, 1, 2, 3, 1_000]))
    return Profile(tuple(options), dict(ballots))


def as_text(profile: Profile) -> Orders:
    """Spell a profile as a poll does, from what stands in its file."""
    written = [",".join(str(group[0]) for group in ranking) for ranking in profile.ballots]
    letters = spelled(profile.options, written)
    return Orders.of(profile.options, zip(letters, profile.ballots.values(), strict=True))


@settings(max_examples=150, deadline=None)
@given(profiles())
def test_first_places_preferences_and_points_are_those_of_the_ballots(profile: Profile) -> None:
    orders = as_text(profile)
    assert orders == profile.orders()
    assert orders.voters == profile.voters
    assert orders.votes() == count_plurality(profile).scores
    assert orders.preferences() == preferences_of(profile)
    assert borda_of(orders.preferences(), orders.voters) == count_borda(profile)


@settings(max_examples=80, deadline=None)
@given(profiles(), st.data())
def test_who_leaves_makes_room_for_the_next(profile: Profile, data: st.DataObject) -> None:
    left = data.draw(st.sets(st.sampled_from(profile.options), max_size=len(profile.options) - 1))
    expected = dict.fromkeys((option for option in profile.options if option not in left), 0)
    for ranking, voters in profile.ballots.items():
        standing = [group[0] for group in ranking if group[0] not in left]
        if standing:
            expected[standing[0]] += voters
    found = as_text(profile).without(left)
    assert found.votes() == expected
    assert found.voters == profile.voters


def test_what_is_no_order_is_an_empty_one() -> None:
    letters = letters_for([1, 2, 12])
    assert spelled([1, 2, 12], ["12,1", "none", "2"]) == [letters[12] + letters[1], "", letters[2]]
    assert spelled([1, 2], []) == []
