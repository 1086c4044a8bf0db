"""Weights to shares that the brand gives: once, with where they come from, and only where they carry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.polls.readout.models import PollMargins, PollReadout
from forum.polls.words import Kind
from tests.integration.polls.ballots import LATER, a_poll, asking, question
from tests.integration.polls.readout.crowds import HAZEL, OAT, RYE, crowd, seal_and_make
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
GIVEN = {"activity:reads": "50", "activity:writes-often": "50", "source": "Survey of spring"}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(seconds=30))


@pytest.fixture
@replayed
def poll_id(cast: SimpleNamespace) -> int:
    """A poll that readers decide by 60 to 30 and writers the other way round, by 6 to 24."""
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, {OAT: 60, HAZEL: 30}, bands=[{"activity": "reads"}])
    crowd(poll_id, {OAT: 6, HAZEL: 24}, bands=[{"activity": "writes-often"}])
    seal_and_make(poll_id)
    return poll_id


def figures_of(poll_id: int) -> dict[str, Any]:
    db.session.rollback()
    found = db.session.get_one(PollReadout, poll_id, populate_existing=True).figures
    assert found is not None
    return found


def test_raw_and_weighted_stand_side_by_side(browser_of: BrowserOf, poll_id: int) -> None:
    dana = browser_of("dana")
    assert "Weight to other shares" in dana.get(f"/polls/{poll_id}/readout").text
    assert dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN).status_code == 303
    page = dana.get(f"/polls/{poll_id}/readout").text
    part = page[page.index("Weighted to shares given by the brand") :]
    assert "Source: Survey of spring." in part
    assert '<td class="number">55.0 %</td><td class="number">43.3 %</td>' in part
    assert "Design effect 1.333" in part and "as much as 90 would" in part


def test_what_a_cross_table_hides_is_not_told_by_a_weighted_share(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id = a_poll(cast.viewer("dana"))
    crowd(poll_id, {OAT: 60, HAZEL: 27, RYE: 3}, bands=[{"activity": "reads"}])
    crowd(poll_id, {OAT: 6, HAZEL: 24}, bands=[{"activity": "writes-often"}])
    seal_and_make(poll_id)
    dana = browser_of("dana")
    dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN)
    page = dana.get(f"/polls/{poll_id}/readout").text
    part = page[page.index("Weighted to shares given by the brand") :]
    assert '<td class="number">2.5 %</td><td class="number">·</td>' in part


def test_they_are_given_once_and_the_database_keeps_them(browser_of: BrowserOf, poll_id: int) -> None:
    dana = browser_of("dana")
    dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN)
    again = {**GIVEN, "activity:reads": "90", "activity:writes-often": "10"}
    assert dana.post(f"/polls/{poll_id}/readout/margins", data=again).status_code == 403
    assert "Weight to other shares" not in dana.get(f"/polls/{poll_id}/readout").text
    with pytest.raises(DBAPIError), write_transaction():
        db.session.execute(db.text("UPDATE poll_margins SET source = 'Another'"))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"source": "Survey"}, "Give the shares of one group at least."),
        ({**GIVEN, "activity:reads": "40"}, "have to add up to 100"),
        ({**GIVEN, "activity:reads": "-50"}, "A share is a number from 0 to 100."),
        ({**GIVEN, "activity:reads": "nan"}, "A share is a number from 0 to 100."),
        ({**GIVEN, "source": " "}, "Say where these shares come from"),
    ],
)
def test_shares_that_cannot_be_are_refused(
    browser_of: BrowserOf, poll_id: int, typed: dict[str, str], why: str
) -> None:
    answer = browser_of("dana").post(f"/polls/{poll_id}/readout/margins", data=typed)
    assert answer.status_code == 422 and why in answer.text
    assert db.session.query(PollMargins).count() == 0


def test_only_the_brand_gives_them(guest: FlaskClient, browser_of: BrowserOf, poll_id: int) -> None:
    for browser in (browser_of("alice"), browser_of("bruno")):
        assert browser.post(f"/polls/{poll_id}/readout/margins", data=GIVEN).status_code == 403
        assert browser.get(f"/polls/{poll_id}/readout/margins").status_code == 403
    assert guest.get(f"/polls/{poll_id}/readout/margins").status_code == 303


def test_the_share_of_an_approval_is_one_of_the_voters_who_named_an_option(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    asked = question(Kind.APPROVAL, most=None, allows_none=True)
    poll_id = a_poll(cast.viewer("dana"), asking(questions=[asked]))
    crowd(poll_id, {"[1,2]": 60, "[2]": 20, '"none"': 10}, bands=[{"activity": "reads"}])
    crowd(poll_id, {"[1,2]": 10, "[2]": 10, '"none"': 10}, bands=[{"activity": "writes-often"}])
    seal_and_make(poll_id)
    dana = browser_of("dana")
    dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN)
    page = dana.get(f"/polls/{poll_id}/readout").text
    part = page[page.index("Weighted to shares given by the brand") :]
    assert '<td class="number">70.0 %</td><td class="number">64.3 %</td>' in part


def test_how_many_named_no_option_is_told_neither_by_a_sum_nor_by_a_weighted_share(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    asked = [question(Kind.ONE), question(Kind.APPROVAL, most=None, allows_none=True)]
    poll_id = a_poll(cast.viewer("dana"), asking(questions=asked))
    for band, named, none in (("reads", 60, 2), ("writes-often", 30, 3)):
        crowd(poll_id, {"[1],[1,2]": named, '[1],"none"': none}, bands=[{"activity": band}])
    seal_and_make(poll_id)
    tables = [
        next(table["rows"] for table in each["tables"] if table["attribute"] == "activity")
        for each in figures_of(poll_id)["questions"]
    ]
    assert [sorted(row["n"] for row in rows) for rows in tables] == [[33, 62], [33, 62]]
    dana = browser_of("dana")
    dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN)
    page = dana.get(f"/polls/{poll_id}/readout").text
    part = page[page.rindex("Weighted to shares given by the brand") :]
    assert '<td class="number">100.0 %</td><td class="number">·</td>' in part


def test_a_share_of_those_who_chose_does_not_tell_how_few_chose_nothing(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    asked = asking(questions=[question(Kind.ONE, allows_none=True)])
    poll_id = a_poll(cast.viewer("dana"), asked)
    crowd(poll_id, {OAT: 60, HAZEL: 20, '"none"': 2}, bands=[{"activity": "reads"}])
    crowd(poll_id, {OAT: 20, HAZEL: 30, '"none"': 6}, bands=[{"activity": "writes-often"}])
    seal_and_make(poll_id)
    dana = browser_of("dana")
    dana.post(f"/polls/{poll_id}/readout/margins", data=GIVEN)
    page = dana.get(f"/polls/{poll_id}/readout").text
    part = page[page.index("Weighted to shares given by the brand") :]
    assert '<td class="number">61.5 %</td><td class="number">·</td>' in part
