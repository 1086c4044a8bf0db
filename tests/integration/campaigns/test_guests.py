"""A guest picks an option of a campaign's vote, joins, and finds it kept."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.clock import SystemClock
from tests.campaigns import LATER, a_campaign, an_idea, ask, keep
from tests.integration.accounts.letters import last_letter
from tests.integration.accounts.test_sign_up import ADDRESS, FELIX


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def test_a_guest_who_picks_an_option_joins_and_finds_it_kept(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    dana, alice = cast.viewer("dana"), cast.viewer("alice")
    campaign_id = a_campaign(dana)
    keep(dana, *(an_idea(alice, campaign_id, title) for title in ("Oat", "Rye")))
    poll_id = ask(dana, campaign_id)

    door = guest.post(f"/polls/{poll_id}/ballot", data={"q1": "2"}, follow_redirects=True).text
    assert "What you chose is kept" in door
    way = _found(r'href="(/sign-up[^"]*)"[^>]*>Join us', door)
    wanted = _found(r'name="next"[^>]*value="([^"]*)"', guest.get(way).text)
    guest.post("/sign-up", data={**FELIX, "next": wanted})
    code = last_letter(app, ADDRESS).code
    back = guest.post("/sign-up/check", data={"code": code}, follow_redirects=True)

    assert back.request.path == f"/polls/{poll_id}"
    assert 'value="2" checked' in back.text and "What you chose is still here." in back.text


def test_the_way_to_the_other_door_is_kept_in_both_directions(guest: FlaskClient) -> None:
    for door, other in (("/sign-in", "/sign-up"), ("/sign-up", "/sign-in")):
        page = guest.get(f"{door}?next=/polls/7").text
        assert f'href="{other}?next=/polls/7"' in page
        origin = guest.application.config["PUBLIC_URL"]
        referrer = {"Referer": f"{origin}{door}?next=/polls/7"}
        assert 'value="/polls/7"' in guest.get(other, headers=referrer).text


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None, pattern
    return unescape(found[1])
