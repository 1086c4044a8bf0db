"""Everybody can see what was decided, why, how long it took and what was taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.audit.verifying import verify
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.reasons import reason_name
from forum.core.transparency import middle
from forum.discussions.models import Post
from forum.moderation.models import Objection, Report, Statement
from forum.moderation.operations.hiding import hide_post
from forum.moderation.operations.objections import decide_objection, object_to_statement
from tests.conversations import opening
from tests.desk import reported

BrowserOf = Callable[[str], FlaskClient]
HOUR = timedelta(hours=1)


def rows(page: str) -> dict[str, list[str]]:
    """Return the rows of all tables by their names."""
    found = re.findall(r'<tr role="row"><th [^>]*scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {name: re.findall(r"<td[^>]*>(.*?)</td>", cells) for name, cells in found}


def test_reports_decisions_and_objections_are_counted_with_their_times(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    now = clock.now()
    post = opening(cast.viewer("alice"), now=now)
    reported(post, cast.viewer("chloe"), reason="off-topic", now=now)
    with write_transaction():
        hide_post(
            db.session.get_one(Post, post.id),
            reason="off-topic",
            actor=cast.viewer("bruno"),
            now=now + 3 * HOUR,
        )
    with write_transaction():
        statement = db.session.query(Statement).one()
        object_to_statement(
            statement, text="It is about soup.", actor=cast.viewer("alice"), now=now + 4 * HOUR
        )
    with write_transaction():
        decide_objection(
            db.session.query(Objection).one(),
            upheld=True,
            answer="You are right.",
            actor=cast.viewer("emil"),
            now=now + 9 * HOUR,
        )
    page = guest.get("/transparency").text
    found = rows(page)
    assert found[reason_name("off-topic")] == ["1", "0", "1", "0", "0", "0", "1"]
    assert found["Reports by members"] == ["1", "1", "0", "3 hours"]
    assert found["By those concerned"] == ["1", "1", "0", "5 hours"]
    assert db.session.query(Report).one().state == "upheld"
    assert verify().head in page


@pytest.mark.parametrize("period", ["2020", "2020-02", "never", "2026-13", "99999", "2026-1x"])
def test_a_period_in_which_nothing_happened_says_so(
    cast: SimpleNamespace, guest: FlaskClient, period: str
) -> None:
    answer = guest.get(f"/transparency?period={period}")
    assert answer.status_code == 200
    assert "Nothing in this period." in answer.text


def test_it_is_found_from_every_page(cast: SimpleNamespace, guest: FlaskClient) -> None:
    assert 'href="/transparency"' in guest.get("/").text


def test_the_middle_of_some_times_is_said_in_words(app: Flask) -> None:
    with app.test_request_context():
        assert middle([]) == "–"
        assert middle([timedelta(minutes=1)]) == "1 minute"
        assert middle([HOUR, 2 * HOUR, 90 * HOUR]) == "2 hours"
        assert middle([timedelta(days=3), timedelta(days=5)]) == "4 days"
