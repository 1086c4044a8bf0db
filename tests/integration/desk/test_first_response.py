"""The first-response clock, and what a page of the queue costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.attention import Thing, ask_for_human
from forum.core.database import db, write_transaction
from forum.desk.operations.first_response import mark_complaint
from forum.desk.operations.queue import wake_due
from forum.discussions.kinds import QUESTION
from forum.discussions.models import Post
from tests.conversations import NOON, answer, opening
from tests.desk import item_of
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]
LATER = NOON + timedelta(hours=25)
pytestmark = pytest.mark.usefixtures("app")


def state_later(post: Post) -> str:
    with write_transaction():
        wake_due(now=LATER)
    return str(item_of(post).state)


def test_a_question_sleeps_until_it_is_older_than_promised(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind=QUESTION)
    assert item_of(question).state == "asleep"
    assert state_later(question) == "open"


def test_anybodys_answer_stops_the_clock_of_a_question(cast: SimpleNamespace) -> None:
    question = opening(cast.viewer("alice"), kind=QUESTION)
    answer(question, cast.viewer("alice"), "Nobody?")
    assert item_of(question).state == "asleep"
    answer(question, cast.viewer("chloe"))
    assert state_later(question) == "done"


def test_only_the_teams_answer_stops_the_clock_of_a_complaint(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        mark_complaint(db.session.get_one(Post, post.id), actor=cast.viewer("dana"), now=NOON)
    answer(post, cast.viewer("chloe"))
    assert state_later(post) == "open"
    answer(post, cast.viewer("dana"))
    assert item_of(post).state == "done"


def test_a_phrase_of_the_brand_marks_a_complaint(cast: SimpleNamespace) -> None:
    assert item_of(opening(cast.viewer("alice"), "I want a REFUND for this.")) is not None
    assert item_of(opening(cast.viewer("alice"), "A refundable deposit.")) is None


def test_a_page_of_the_queue_costs_the_same_for_one_and_for_fifty(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    bruno, costs = browser_of("bruno"), []
    for numbers in (range(1, 2), range(2, 51)):
        with write_transaction():
            for number in numbers:
                ask_for_human("talk", number, about=Thing("talk", number), now=NOON)
        bruno.get("/desk")
        with statements(app) as seen:
            bruno.get("/desk")
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 10
