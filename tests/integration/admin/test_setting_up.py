"""A new community: the one-time link, the first administrator, settings, categories, roles, invitations."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from forum.accounts.models import Member
from forum.audit.models import AuditEntry
from forum.core.database import db
from forum.core.policy import Audience
from forum.core.settings import get_setting
from forum.discussions.models import Category, Post
from tests.cast import PASSWORD
from tests.conversations import opening, shelf

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")

FIRST = {
    "site_name": "Cocoa House",
    "main_language": "fr",
    "languages": ["fr", "de"],
    "name": "Frida Fennel",
    "email": "frida@example.org",
    "password": PASSWORD,
}
SITE = {"site_languages": ["en"], "site_main_language": "en", "site_tagline_en": "Slurp."}
CATEGORY = {
    "names-en": "Soups",
    "descriptions-en": "Hot ones.",
    "colour": "hue-3",
    "parent_id": "0",
    "read_level": "0",
    "reply_level": "1",
    "start_level": "1",
}


@pytest.fixture
def link(app: Flask) -> str:
    """The path of the link that the console prints."""
    printed = app.test_cli_runner().invoke(args=["setup", "link"]).output
    return re.sub(r"^https?://[^/]+", "", printed.strip())


def test_the_first_administrator_sets_the_community_up(link: str, guest: FlaskClient) -> None:
    assert guest.get(link).status_code == 200
    assert guest.post(link, data=FIRST).status_code == 303
    assert get_setting("site.name") == "Cocoa House"
    assert db.session.query(Member).one().is_administrator
    assert guest.get("/admin/settings").status_code == 200


def test_a_new_community_has_rules_and_a_place_to_talk(link: str, guest: FlaskClient) -> None:
    guest.post(link, data=FIRST)
    assert guest.get("/topics/new").status_code == 200
    assert "Autour de la table" in guest.get("/categories").text
    assert [guest.get(path).status_code for path in ("/charter", "/privacy")] == [200, 200]


def test_the_link_works_once(link: str, app: Flask, guest: FlaskClient) -> None:
    guest.post(link, data=FIRST)
    again = app.test_client().post(link, data={**FIRST, "email": "other@example.org", "name": "Other"})
    assert again.status_code == 410
    assert db.session.query(Member).count() == 1


def test_a_wrong_field_keeps_what_was_typed_and_the_link(link: str, guest: FlaskClient) -> None:
    answer = guest.post(link, data={**FIRST, "password": "short"})
    assert answer.status_code == 422
    assert "Cocoa House" in answer.text
    assert db.session.query(Member).count() == 0
    assert guest.post(link, data=FIRST).status_code == 303


def test_pages_speak_only_languages_that_are_offered(link: str, app: Flask, guest: FlaskClient) -> None:
    guest.post(link, data=FIRST)
    page = app.test_client().get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="fr"' in page


def test_no_second_link_is_given_while_there_is_an_administrator(app: Flask, cast: SimpleNamespace) -> None:
    assert app.test_cli_runner().invoke(args=["setup", "link"]).exit_code == 1


@pytest.mark.parametrize(
    "path", ["/admin/settings", "/admin/categories", "/admin/categories/new", "/admin/members"]
)
@pytest.mark.parametrize("handle", ["alice", "bruno", "dana"])
def test_only_administrators_come_behind_the_counter(browser_of: BrowserOf, path: str, handle: str) -> None:
    assert browser_of(handle).get(path).status_code == 403


def test_settings_are_stored_and_recorded(browser_of: BrowserOf, guest: FlaskClient) -> None:
    emil = browser_of("emil")
    page = emil.get("/admin/settings").text
    assert "Stands at the top of every page" in page
    data = {
        "site_name": "Soup House",
        "site_languages": ["en"],
        "site_main_language": "en",
        "site_tagline_en": "Slurp.",
    }
    assert emil.post("/admin/settings", data=data).status_code == 303
    assert "Soup House" in guest.get("/").text
    assert (
        "site.name" in db.session.query(AuditEntry).filter_by(action="settings.changed").one().details["keys"]
    )


def test_one_wrong_setting_stores_none(browser_of: BrowserOf) -> None:
    data = {
        "site_name": "x" * 61,
        "site_languages": ["en"],
        "site_main_language": "en",
        "site_tagline_en": "Slurp.",
    }
    answer = browser_of("emil").post("/admin/settings", data=data)
    assert "A name has 1 to 60 letters." in answer.text
    assert get_setting("site.tagline") == {}


def test_a_category_is_made_and_seen_by_everybody(browser_of: BrowserOf, guest: FlaskClient) -> None:
    assert browser_of("emil").post("/admin/categories/new", data=CATEGORY).status_code == 303
    assert "Soups" in guest.get("/categories").text


def test_a_category_without_a_name_keeps_what_was_typed(browser_of: BrowserOf) -> None:
    answer = browser_of("emil").post("/admin/categories/new", data={**CATEGORY, "names-en": ""})
    assert answer.status_code == 422
    assert "Hot ones." in answer.text
    assert db.session.query(Category).count() == 0


def test_categories_are_nested_once_only(browser_of: BrowserOf) -> None:
    emil = browser_of("emil")
    emil.post("/admin/categories/new", data=CATEGORY)
    top = db.session.query(Category).one()
    emil.post("/admin/categories/new", data={**CATEGORY, "names-en": "Broths", "parent_id": str(top.id)})
    db.session.rollback()
    child = db.session.query(Category).filter_by(slug="broths").one()
    emil.post("/admin/categories/new", data={**CATEGORY, "names-en": "Dashi", "parent_id": str(child.id)})
    db.session.rollback()
    assert db.session.query(Category).filter_by(slug="dashi").count() == 0
    emil.post("/admin/categories/new", data={**CATEGORY, "names-en": "Teas"})
    db.session.rollback()
    teas = db.session.query(Category).filter_by(slug="teas").one()
    emil.post(f"/admin/categories/{top.id}", data={**CATEGORY, "parent_id": str(teas.id)})
    db.session.rollback()
    assert db.session.get_one(Category, top.id, populate_existing=True).parent_id is None


def test_closing_a_category_to_members_takes_its_posts_along_at_once(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    place = shelf("soups")
    post = opening(cast.viewer("alice"), "Onion soup needs time.", category=place)
    page = f"/topics/{post.topic_id}/into-the-pot"
    assert "Onion soup needs time." in guest.get(page).text
    browser_of("emil").post(f"/admin/categories/{place.id}", data={**CATEGORY, "read_level": "1"})
    assert "Onion soup needs time." not in guest.get(page, follow_redirects=True).text
    db.session.rollback()
    assert db.session.get_one(Post, post.id, populate_existing=True).read_level == Audience.MEMBERS


def test_categories_change_places(browser_of: BrowserOf) -> None:
    first, second = shelf("first"), shelf("second")
    browser_of("emil").post(f"/admin/categories/{second.id}/place", data={"by": "up"})
    db.session.expire_all()
    assert second.position < first.position


def test_roles_are_given_and_recorded(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    assert (
        browser_of("emil").post(f"/admin/members/{cast.chloe.id}", data={"moderator": "y"}).status_code == 303
    )
    assert browser_of("chloe").get("/moderation/reports").status_code == 200
    assert (
        db.session.query(AuditEntry).filter_by(subject_type="member", subject_id=cast.chloe.id).count() == 1
    )


def test_an_invitation_is_shown_once_and_lets_somebody_join(browser_of: BrowserOf, app: Flask) -> None:
    dana = browser_of("dana")
    dana.post("/admin/invitations", data={"note": "for Gustav"})
    page = dana.get("/admin/invitations").text
    link = re.search(r"https?://[^/<]+(/join/[\w-]+)", page)
    assert link is not None
    assert "/join/" not in dana.get("/admin/invitations").text
    assert app.test_client().get(link[1], follow_redirects=True).status_code == 200


def test_the_record_is_only_ever_added_to(browser_of: BrowserOf, cast: SimpleNamespace) -> None:
    browser_of("emil").post(f"/admin/members/{cast.chloe.id}", data={"moderator": "y"})
    entry = (
        db.session.query(AuditEntry).filter_by(action="member.roles-changed", subject_id=cast.chloe.id).one()
    )
    assert (entry.details["before"], entry.details["after"]) == ([], ["moderator"])
    for forbidden in ("DELETE FROM audit_entry", "UPDATE audit_entry SET action = 'nothing'"):
        with pytest.raises(Exception, match="only ever added to"):
            db.session.execute(text(forbidden))
        db.session.rollback()


def test_whoever_sets_up_in_german_is_offered_german_and_goes_on_in_it(link: str, app: Flask) -> None:
    german = app.test_client()
    german.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    assert '<option selected value="de">' in german.get(link).text
    german.post(link, data=FIRST)
    assert get_setting("site.main_language") == "fr"
    assert db.session.query(Member).one().language == "de"
