"""What the pages of campaigns cost: as many statements with fifty ideas as with one, whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.discussions.operations.posts import reply
from tests.campaigns import LATER, a_campaign, a_decided, an_idea, publish
from tests.conversations import NOON
from tests.followers import make_members
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def test_a_campaign_costs_the_same_with_fifty_ideas(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    page = f"/campaigns/{a_campaign(cast.viewer('dana'))}"
    pages = (page, f"{page}?sort=liked", f"{page}/similar?title=number")
    looks = [(browser, page) for browser in (guest, browser_of("chloe")) for page in pages]
    costs = []
    for ideas in (1, 49):
        for number in range(ideas):
            an_idea(cast.viewer("alice"), 1, f"Oat number {number}", now=NOON + timedelta(minutes=4 * number))
        for browser, page in looks:
            browser.get(page).close()
            with statements(app) as seen:
                assert "Oat number" in browser.get(page).text
            costs.append(len(seen))
    assert costs[: len(looks)] == costs[len(looks) :], costs


def test_the_list_costs_the_same_with_many_campaigns(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    chloe, costs = browser_of("chloe"), []
    for more in (1, 8):
        for number in range(more):
            a_campaign(cast.viewer("dana"), title=f"Flavour {number}")
        chloe.get("/campaigns").close()
        with statements(app) as seen:
            assert "Flavour 0" in chloe.get("/campaigns").text
        costs.append(len(seen))
    assert costs[0] == costs[1], costs


def test_the_page_of_those_who_helped_costs_the_same_with_fifty_of_them(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    campaign_id, ideas = a_decided(cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")])
    publish(cast.viewer("dana"), campaign_id, ideas[0])
    page, costs = f"/campaigns/{campaign_id}/helped", []
    fans = iter(make_members(50, NOON))
    for more in (1, 49):
        with write_transaction():
            topic = db.session.get_one(Topic, ideas[0])
            for fan in islice(fans, more):
                author = viewer_of(db.session.get_one(Member, fan))
                reply(topic, source=f"With salt, says fan {fan}.", author=author, now=LATER, silent=True)
        for browser in (guest, browser_of("chloe")):
            browser.get(page).close()
            with statements(app) as seen:
                assert browser.get(page).text.count("/members/fan-") == (1 if more == 1 else 50)
            costs.append(len(seen))
    assert costs[:2] == costs[2:], costs
