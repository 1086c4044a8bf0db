"""The form of a poll that cannot be asked like that: said where it stands, with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.limits import DAY, RATES
from forum.polls.models import Poll
from tests.conversations import opening
from tests.integration.polls.ballots import filled

pytestmark = pytest.mark.usefixtures("alice_is_trusted", "an_hour_later")

BrowserOf = Callable[[str], FlaskClient]


LONG = "Oat, rye and a great deal of spelt " * 4
WRONG = {
    "no question": ({"questions-0-text": " "}, "A question has 1 to 300 characters.", "questions-0-text"),
    "a long question": ({"questions-0-text": "W" * 301}, "1 to 300 characters.", "questions-0-text"),
    "one option": ({"questions-0-options-1-title": ""}, "to 60 options. You gave 1.", "questions-0-options"),
    "one option twice": (
        {"questions-0-options-2-title": "oat "},
        "More than once: “Oat”",
        "questions-0-options",
    ),
    "two that differ by the width of a space": (
        {"questions-0-options-1-title": "Oui\u202f!", "questions-0-options-2-title": "Oui !"},
        "More than once: “Oui\u202f!”",
        "questions-0-options",
    ),
    "a name that is too long": (
        {"questions-0-options-2-title": LONG},
        "Too long: “Oat, rye and a great deal of spelt Oat,…”",
        "questions-0-options",
    ),
    "words without a name": (
        {"questions-0-options-2-text": "From the mill"},
        "Name each option",
        "questions-0-options",
    ),
    "too much about one": (
        {"questions-0-options-1-text": "W" * 601},
        "Too long: “Rye”",
        "questions-0-options",
    ),
    "2,001 for a duel": (
        {"questions-0-kind": "duel", "questions-0-lines": "\n".join(f"Slogan {n}" for n in range(1_999))},
        "Give 3 to 2,000 options. You gave 2,001.",
        "questions-0-lines",
    ),
    "21 to be ranked": (
        {"questions-0-kind": "ranking", "questions-0-lines": "\n".join(map(str, range(19)))},
        "Give 2 to 20 options. You gave 21.",
        "questions-0-lines",
    ),
    "a close in the past": ({"closes_at": "2020-01-01T10:00"}, "between now and a year", "closes_at"),
    "a close in ten years": ({"closes_at": "2099-01-01T10:00"}, "between now and a year", "closes_at"),
    "a method that does not fit": (
        {"questions-0-method": "borda"},
        "cannot be counted like that",
        "questions-0-method",
    ),
    "more than there is": (
        {"questions-0-kind": "approval", "questions-0-most": "5"},
        "there are 2 options",
        "questions-0-most",
    ),
    "at least more than at most": (
        {"questions-0-kind": "approval", "questions-0-least": "2", "questions-0-most": "1"},
        "At least and at most do not fit",
        "questions-0-most",
    ),
    "at least none": (
        {"questions-0-kind": "approval", "questions-0-least": "0"},
        "At least and at most do not fit",
        "questions-0-most",
    ),
    "no number": ({"questions-0-least": "some"}, "Not a valid integer value", "questions-0-least"),
    "a kind that is none": ({"questions-0-kind": "magic"}, "Not a valid choice", "questions-0-kind"),
    "an age below nought": ({"min_age_days": "-1"}, "between 0 and 3650", "min_age_days"),
}
"""What is sent, what is said about it, and beside which field."""


def said_beside(page: str, field: str) -> str:
    """Return what is said below a field."""
    return page.partition(f'id="{field}-errors">')[2].partition("</p>")[0]


@pytest.mark.parametrize(("sent", "message", "field"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_asked_is_explained_where_it_stands_and_nothing_is_kept(
    cast: SimpleNamespace, browser_of: BrowserOf, sent: dict[str, str], message: str, field: str
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    form = filled("Oat", "Rye", **sent)
    answer = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=form)
    page = unescape(answer.text)
    assert (answer.status_code, message in said_beside(page, field)) == (422, True)
    assert "1 thing is missing or wrong." in page and page.count(message) == 2
    assert 'value="Oat"' in page
    assert db.session.query(Poll).count() == 0


def test_what_is_wrong_with_a_question_is_told_in_the_language_of_its_author(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("dana")).topic_id
    second = {"questions-1-text": "Why?", "questions-1-kind": "magic", "questions-1-method": "usual"}
    with write_transaction():
        db.session.merge(cast.dana).language = "de"
    page = browser_of("dana").post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", **second)).text
    assert "Keine gültige Auswahl" in said_beside(page, "questions-1-kind")
    assert '<a href="#questions-1-kind">Frage 2, Wie wird geantwortet?</a> – Keine gültige' in page


def test_ballots_are_not_promised_where_only_the_team_sees_the_result(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("dana")).topic_id
    form = filled("Oat", "Rye", shown="brand", publishes_ballots="y")
    answer = browser_of("dana").post(f"/topics/{topic_id}/poll/new", data=form)
    assert "Choose one of the two" in said_beside(answer.text, "publishes_ballots")
    assert db.session.query(Poll).count() == 0


def test_a_question_without_its_words_is_not_dropped_with_its_options(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    topic_id = opening(cast.viewer("dana")).topic_id
    second = {"questions-1-kind": "one", "questions-1-method": "usual", "questions-1-options-0-title": "Fig"}
    path = f"/topics/{topic_id}/poll/new"
    answer = browser_of("dana").post(path, data=filled("Oat", "Rye", **second))
    assert "A question has 1 to" in said_beside(answer.text, "questions-1-text")
    assert db.session.query(Poll).count() == 0
    second["questions-1-options-0-title"] = " "
    assert browser_of("dana").post(path, data=filled("Oat", "Rye", **second)).status_code == 303


@pytest.mark.parametrize("more", ["7", "x", "²", "9" * 5_000])
def test_more_room_for_a_question_that_is_not_there_gives_the_form_back(
    cast: SimpleNamespace, browser_of: BrowserOf, more: str
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    answer = browser_of("alice").post(f"/topics/{topic_id}/poll/new", data=filled("Oat", "Rye", more=more))
    assert (answer.status_code, 'value="Oat"' in answer.text) == (200, True)


def test_more_room_in_the_form_costs_none_of_the_posts_of_a_minute(
    cast: SimpleNamespace, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    monkeypatch.setitem(RATES, "post", ((1, DAY),))
    alice, path = browser_of("alice"), f"/topics/{topic_id}/poll/new"
    more = [alice.post(path, data=filled("Oat", "Rye", more="0")).status_code for _ in range(3)]
    assert (more, alice.post(path, data=filled("Oat", "Rye")).status_code) == ([200] * 3, 303)
