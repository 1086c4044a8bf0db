"""Whatever happens to likes, the badges that stand are those that an exact count gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from forum.accounts.models import Member
from forum.accounts.operations.members import lift_suspension, suspend_member
from forum.accounts.viewers import viewer_of
from forum.badges.models import BadgeAward
from forum.badges.rules import all_rules
from forum.badges.settling import differences
from forum.core.database import db, write_transaction
from forum.core.metrics import metrics
from forum.core.personal_data import personal_data
from forum.core.policy import SYSTEM, Invalid, NotAllowed
from forum.discussions.models import Category, Post, PostState, Topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.tags import set_tags
from forum.discussions.operations.topic_care import move_topic
from forum.discussions.operations.withdrawals import withdraw_post
from forum.reactions.honesty import discount_likes, lift_discount
from forum.reactions.models import Like, LikeDiscount
from forum.reactions.operations import like_post, unlike_post
from tests.conversations import NOON, answer, opening, shelf
from tests.counting import assert_all_counters_are_right
from tests.houses import House
from tests.integration.badges.kitchen import a_rule, guests
from tests.replaying import replay

PEOPLE, POSTS = 6, 4
person = st.integers(0, PEOPLE - 1)
which = st.integers(0, POSTS - 1)


class History(RuleBasedStateMachine):
    """Six people, four posts with some likes, and all that can happen between them.

    What has an opposite is done and undone by one rule, so that a short history holds many turns.
    """

    house: House

    @initialize(likes=st.tuples(*(st.integers(1, 4) for _ in range(POSTS))))
    def begin(self, likes: tuple[int, ...]) -> None:
        self.house.empty()
        self.context = self.house.app.app_context()
        self.context.push()
        self.now, self.turn = NOON, 0
        self.people, self.shelves, self.posts = replay(self.house, "a history begins", self._set_out)
        self.earned: dict[int, datetime] = {}
        for number, count in enumerate(likes):
            for one in range(2, 2 + count):
                self._like(one, number)

    def _set_out(self) -> tuple[list[int], list[int], list[int]]:
        """Have people, shelves, rules and posts without likes; gives the numbers of all but the rules."""
        self.people = [viewer.id for viewer in guests(PEOPLE)]
        kitchen, garden = shelf("kitchen"), shelf("garden")
        a_rule("likes-on-one", (2, 3, 4), name="One")
        a_rule("likes-on-one", (2,), kind="question", name="Question")
        a_rule("likes-on-one", (2,), category_id=kitchen.id, name="Here")
        a_rule("likes-on-all", (3, 5), name="All")
        a_rule("likes-on-all", (2, 3, 4), kind="discussion", name="Talk")
        a_rule("topics", (1, 2), name="Topics")
        first = opening(self._viewer(0), category=kitchen, kind="question")
        second = opening(self._viewer(1), category=kitchen)
        reply = answer(first, self._viewer(0))
        third = opening(self._viewer(0), category=garden)
        return self.people, [kitchen.id, garden.id], [first.id, second.id, reply.id, third.id]

    def teardown(self) -> None:
        if hasattr(self, "context"):
            db.session.remove()
            self.context.pop()

    def _viewer(self, number: int) -> Any:
        return viewer_of(db.session.get_one(Member, self.people[number], populate_existing=True))

    def _post(self, number: int) -> Post:
        return db.session.get_one(Post, self.posts[number], populate_existing=True)

    def _later(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    def _like(self, one: int, number: int) -> None:
        with write_transaction():
            like_post(self._post(number), actor=self._viewer(one), now=self._later())

    @rule(one=person, number=which)
    def like_or_unlike(self, one: int, number: int) -> None:
        if db.session.get(Like, (self.posts[number], self.people[one]), populate_existing=True) is not None:
            with write_transaction():
                unlike_post(self._post(number), actor=self._viewer(one), now=self._later())
        elif db.session.get_one(Member, self.people[one], populate_existing=True).erased_at is None:
            with suppress(NotAllowed):
                self._like(one, number)

    @rule(number=which)
    def hide_or_show(self, number: int) -> None:
        with write_transaction():
            post = self._post(number)
            if post.state == PostState.VISIBLE:
                hide_post_text(post, reason_key="spam", now=self._later())
            elif post.state == PostState.HIDDEN:
                unhide_post_text(post, now=self._later())

    @rule(number=which)
    def withdraw_or_purge(self, number: int) -> None:
        with write_transaction():
            post = self._post(number)
            author = db.session.get_one(Member, post.author_id)
            if post.state == PostState.VISIBLE:
                withdraw_post(post, actor=viewer_of(author), now=self._later())
            elif post.state == PostState.WITHDRAWN:
                purge_post(post, now=self._later())

    @rule(one=person)
    def suspend_or_lift(self, one: int) -> None:
        with write_transaction():
            member = db.session.get_one(Member, self.people[one], populate_existing=True)
            if member.suspended_until is None:
                until = self._later() + timedelta(days=9)
                suspend_member(member, until=until, reason="a pause", actor=SYSTEM, now=self.now)
            else:
                lift_suspension(member, actor=SYSTEM, now=self._later())

    @rule(number=which, some=st.sets(person, min_size=1))
    def discount(self, number: int, some: set[int]) -> None:
        post_id = self.posts[number]
        pairs = [(post_id, self.people[one]) for one in some]
        if db.session.get_one(Post, post_id, populate_existing=True).like_count:
            try:
                with write_transaction():
                    discount_likes(pairs, reason="a ring", finding="ring", actor=SYSTEM, now=self._later())
            except Invalid as error:  # none of them likes it
                assert "not there" in str(error)

    @rule()
    def lift_a_discount(self) -> None:
        with write_transaction():
            act = db.session.query(LikeDiscount).filter_by(lifted_at=None).first()
            if act is not None:
                lift_discount(act, because="friends", actor=SYSTEM, now=self._later())

    @rule(number=which)
    def move(self, number: int) -> None:
        with write_transaction():
            topic = db.session.get_one(Topic, self._post(number).topic_id, populate_existing=True)
            elsewhere = next(each for each in self.shelves if each != topic.category_id)
            category = db.session.get_one(Category, elsewhere)
            move_topic(topic, category=category, actor=SYSTEM, now=self._later())

    @rule(number=which)
    def tag(self, number: int) -> None:
        with write_transaction():
            topic = db.session.get_one(Topic, self._post(number).topic_id, populate_existing=True)
            set_tags(topic, ["soup"], actor=SYSTEM, now=self._later())

    @rule(one=person)
    def leave(self, one: int) -> None:
        with write_transaction():
            for keeping in personal_data:
                keeping.erase(self.people[one], False)

    @invariant()
    def nothing_is_to_be_corrected(self) -> None:
        if not hasattr(self, "earned"):
            return
        db.session.rollback()
        self.turn += 1
        for award in db.session.query(BadgeAward).execution_options(populate_existing=True):
            assert self.earned.setdefault(award.id, award.earned_at) == award.earned_at
        if self.turn % 2:
            for each in all_rules().values():
                found = differences(each, metrics[each.metric], None)
                assert found.count == 0, (each.names, found)
        else:
            assert_all_counters_are_right()


@pytest.fixture
def history(house: House) -> Iterator[type[History]]:
    """The machine on one of the two databases."""
    History.house = house
    yield History
    house.empty()


def test_the_nightly_look_finds_nothing_to_correct_after_any_history(history: type[History]) -> None:
    run_state_machine_as_test(
        history,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
