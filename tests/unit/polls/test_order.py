"""Each voter sees the options in an order of their own, and always in the same one."""

from __future__ import annotations

from forum.polls.sheet import Option, Question, Sheet
from forum.polls.words import Kind, Method, Roll, Shown, State

OPTIONS = tuple(Option(number, f"Option {number}") for number in range(1, 7))
QUESTION = Question(1, Kind.ONE, Method.PLURALITY, "Which?", OPTIONS)
VOTERS = [str(number) for number in range(40)]


def sheet(*, seed: str = "seed", shuffles: bool = True) -> Sheet:
    return Sheet(
        id=1,
        topic_id=1,
        author_id=1,
        state=State.OPEN,
        shown=Shown.ALWAYS,
        is_secret=True,
        may_change=True,
        publishes_ballots=False,
        shuffles=shuffles,
        draws_ties=False,
        roll=Roll.OPEN,
        min_age_days=0,
        team_only=False,
        seed=seed,
        secret_key=None,
        opened_at=None,
        closes_at=None,
        closed_at=None,
        held_at=None,
        eligible=None,
        voters=None,
        questions=(QUESTION,),
    )


def test_the_order_is_each_voter_s_own_and_remembered() -> None:
    orders = [sheet().in_order_for(QUESTION, voter) for voter in VOTERS]
    assert orders == [sheet().in_order_for(QUESTION, voter) for voter in VOTERS]
    assert len(set(orders)) > len(VOTERS) / 2 and all(set(order) == set(OPTIONS) for order in orders)
    assert {order[0] for order in orders} == set(OPTIONS), "every option comes first for somebody"


def test_without_shuffling_all_see_the_order_of_the_list() -> None:
    assert {sheet(shuffles=False).in_order_for(QUESTION, voter) for voter in VOTERS} == {OPTIONS}
