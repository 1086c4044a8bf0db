"""A member's page, and what it never tells."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.core.clock import clock
from forum.core.database import db
from tests.cast import ALICE, BRUNO, DANA

HOSTILE = "</script><script>alert(1)</script>"


def test_the_page_shows_name_text_and_counts(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser_of("alice").post(
        "/settings/profile", data={"name": ALICE.name, "about": "I *bake* bread.", "languages": ["en", "fr"]}
    )
    page = guest.get("/members/alice").text
    assert "<em>bake</em>" in page and "Français" in page and "likes received" in page


def test_neither_address_nor_first_name_is_told(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    for browser in (guest, browser_of("chloe"), browser_of("bruno"), browser_of("dana")):
        page = browser.get("/members/alice").text
        assert ALICE.email not in page
        assert ">Alice<" not in page


def test_the_page_describes_itself_to_search_engines(cast: SimpleNamespace, guest: FlaskClient) -> None:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', guest.get("/members/alice").text, re.DOTALL
    )
    described = {each["@type"]: each for each in map(json.loads, found)}
    assert described["ProfilePage"]["mainEntity"]["name"] == ALICE.name


def test_a_closing_tag_in_the_text_keeps_the_description_valid(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser_of("alice").post("/settings/profile", data={"name": ALICE.name, "about": HOSTILE})
    page = guest.get("/members/alice").text
    assert "<script>alert" not in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found and json.loads(found[1])


@pytest.mark.parametrize(("person", "mark"), [(DANA, "Team"), (BRUNO, "Moderator"), (ALICE, None)])
def test_the_mark_stands_beside_those_who_have_one(
    cast: SimpleNamespace, guest: FlaskClient, person: SimpleNamespace, mark: str | None
) -> None:
    page = guest.get(f"/members/{person.handle}").text
    assert [each for each in ("Team", "Moderator") if f"</svg>{each}</span>" in page] == (
        [mark] if mark else []
    )


def test_a_former_name_leads_to_the_present_one_and_stays_reserved(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    browser_of("alice").post("/settings/profile", data={"name": "Almond Baker"})
    answer = guest.get("/members/alice")
    assert (answer.status_code, answer.location) == (301, "/members/almond-baker")
    browser_of("chloe").post("/settings/profile", data={"name": "Alice"})
    assert guest.get("/members/alice-2").status_code == 200


def test_a_member_cannot_take_the_name_of_another_or_of_the_team(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("chloe")
    for name in ("AIice AImond", "Potluck", "Moderator Chloe", "Аlice Almond"):
        assert browser.post("/settings/profile", data={"name": name}).status_code == 422


def test_fields_that_the_form_does_not_have_change_nothing(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    columns = {column.name: "1" for column in Member.__table__.columns} | {"name": ALICE.name}
    browser = browser_of("alice")
    for path in ("/settings/profile", "/settings/account", "/settings/privacy"):
        browser.post(path, data={**columns, "language": "fr", "time_zone": "UTC"})
    db.session.rollback()
    alice = db.session.get_one(Member, cast.alice.id, populate_existing=True)
    assert alice.email == ALICE.email and alice.handle in ("alice", "alice-almond")
    assert not (alice.is_administrator or alice.is_brand or alice.is_moderator)
    assert alice.post_count == 0 and alice.active and alice.created_at < clock.now()


def test_a_language_that_does_not_exist_is_refused(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    assert browser.post("/settings/account", data={"language": "tlh", "time_zone": "UTC"}).status_code == 422
    assert browser.post("/settings/account", data={"language": "de", "time_zone": "UTC"}).status_code == 303
    assert 'lang="de"' in browser.get("/settings/account").text


def test_a_guest_chooses_a_language_for_this_device(guest: FlaskClient) -> None:
    assert 'lang="en"' in guest.get("/sign-in").text
    assert guest.post("/language", data={"language": "fr", "next": "/sign-in"}).status_code == 303
    assert 'lang="fr"' in guest.get("/sign-in").text
