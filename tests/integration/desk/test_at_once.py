"""Moderators who act on the same thing at the same moment: one act counts, all others are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, Viewer
from forum.desk.models import Answer, DeskItem
from forum.desk.operations.answers import ignore, like_as_team
from forum.desk.operations.care import claim
from forum.discussions.models import Post
from tests.conversations import NOON, opening
from tests.desk import reported

TIMES = 100
pytestmark = pytest.mark.usefixtures("app")


def at_once(app: Flask, act: Callable[[int], object]) -> Counter[str]:
    def one(number: int) -> str:
        with app.app_context():
            try:
                with write_transaction():
                    act(number)
            except Invalid:
                return "refused"
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(one, range(TIMES)))


def test_of_a_hundred_acts_on_one_item_one_counts(app: Flask, cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    item = reported(post, cast.viewer("chloe"))
    viewers: list[Viewer] = [cast.viewer("bruno"), cast.viewer("emil")]

    def answer(number: int) -> None:
        row = db.session.get_one(DeskItem, item.id, populate_existing=True, with_for_update=True)
        fresh = db.session.get_one(Post, post.id)
        act = ignore if number % 2 else like_as_team
        act(fresh, actor=viewers[number // 2 % 2], now=NOON, item=row)

    assert at_once(app, answer) == {"done": 1, "refused": TIMES - 1}
    db.session.rollback()
    assert db.session.query(Answer).filter(Answer.undone_at.is_(None)).count() == 1


def test_the_database_itself_refuses_a_second_act(app: Flask, cast: SimpleNamespace) -> None:
    item = reported(opening(cast.viewer("alice")), cast.viewer("chloe"))

    def insert(number: int) -> None:
        db.session.add(Answer(kind=0, act="report:decide", item_id=item.id, actor_id=cast.bruno.id, at=NOON))

    with write_transaction():
        insert(0)
    with pytest.raises(Exception, match=r"(?i)unique"), write_transaction():
        insert(1)


def test_of_a_hundred_claims_by_two_one_of_them_has_it(app: Flask, cast: SimpleNamespace) -> None:
    item = reported(opening(cast.viewer("alice")), cast.viewer("chloe"))
    viewers: list[Viewer] = [cast.viewer("bruno"), cast.viewer("emil")]

    def take(number: int) -> None:
        row = db.session.get_one(DeskItem, item.id, populate_existing=True, with_for_update=True)
        claim(row, actor=viewers[number % 2], now=NOON)

    assert at_once(app, take) == {"done": TIMES // 2, "refused": TIMES // 2}
