"""A campaign from its brief to its trail, through the pages that the brand and fans use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from tests.campaigns import (
    LATER,
    a_decided,
    end,
    publish,
)
from tests.conversations import shelf

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER + timedelta(minutes=1))


def test_a_campaign_goes_from_brief_to_trail(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    place = shelf("kitchen")
    dana, alice, chloe = (browser_of(name) for name in ("dana", "alice", "chloe"))
    brief = {"form": "flavour", "title": "The winter flavour", "body": "Which one?", "category": place.id}
    _send(dana, "/campaigns/new", "/campaigns", brief)
    page = "/campaigns/1"
    assert "Everybody can propose ideas now." in guest.get(page).text
    for fan, title in ((alice, "Hazelnut"), (chloe, "Cherry")):
        _send(fan, f"{page}/ideas/new", f"{page}/ideas", {"title": title, "body": f"{title} is best."})
    assert "2 ideas" in guest.get(page).text
    _send(dana, page, f"{page}/shortlist", {})
    for idea in (2, 3):
        answer = f"/campaigns/ideas/{idea}/answer"
        _send(dana, answer, answer, {"state": "kept", "sentence": "Yum.", "into": 0})
    _send(dana, f"{page}/vote", f"{page}/vote", {"question": "Which?", "kind": "one", "shown": "after-close"})
    asked = guest.get(page).text
    assert "Hazelnut" in asked and "Choose and vote" in asked
    for fan in (alice, chloe):
        _send(fan, page, "/polls/1/ballot", {"q1": "2"}, status=200)
    end(1, at=LATER + timedelta(minutes=2))
    assert "Answer awaited since" in guest.get(page).text
    form = dana.get(f"{page}/outcome").text
    assert re.search(r'<option selected value="3">', form), "the winner is offered first"
    _send(
        dana, f"{page}/outcome", f"{page}/outcome", {"outcome": "as-is", "chosen": 3, "body": "Cherry it is."}
    )
    _send(dana, f"{page}/steps", f"{page}/steps", {"kind": "shelf", "on_day": "2026-12-01", "text": "Soon!"})
    shown = guest.get(page).text
    for words in (
        "You decided this",
        "Cherry it is.",
        "Chloé Clove",
        "2 people voted",
        "On the shelf",
        "Soon!",
    ):
        assert words in shown, words
    assert "Answer awaited" not in shown


def _send(browser: FlaskClient, form: str, act: str, data: dict[str, object], status: int = 303) -> None:
    page = browser.get(form)
    assert page.status_code == 200, (form, page.status_code)
    answer = browser.post(act, data=data)
    assert answer.status_code == status, (act, answer.status_code, answer.text)


@pytest.mark.parametrize("is_secret", [True, False])
def test_who_voted_is_told_that_they_are_one_of_those_who_decided(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, is_secret: bool
) -> None:
    dana, fans = cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")]
    campaign_id, ideas = a_decided(dana, fans, is_secret=is_secret)
    publish(dana, campaign_id, ideas[0])
    page = f"/campaigns/{campaign_id}"
    for browser, is_one in ((browser_of("alice"), True), (browser_of("bruno"), False), (guest, False)):
        shown = browser.get(page).text
        assert "2 people voted." in shown
        assert ("You are one of them." in shown) is is_one
        assert ("/voters" in shown) is not is_secret
