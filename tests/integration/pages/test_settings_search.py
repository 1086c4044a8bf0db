"""Finding a setting: for the brand and for members, in the words that people use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from forum.pages.member_settings import SETTINGS
from tests.houses import SQLITE

BrowserOf = Callable[[str], FlaskClient]

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.parametrize("house", [SQLITE], indirect=True)]


def test_the_brand_finds_a_setting_with_default_and_effect(browser_of: BrowserOf) -> None:
    page = browser_of("emil").get("/admin/settings/find?q=Age").text
    assert "#accounts.minimum_age" in page
    assert "Default: 16" in page
    assert "#site.tagline" not in page


def test_every_setting_says_its_default_where_it_is_set(browser_of: BrowserOf) -> None:
    for group, default in (
        ("members", "Default: off"),
        ("community", "Default: 24"),
        ("site", "Default: Potluck"),
    ):
        page = browser_of("emil").get(f"/admin/settings/{group}", follow_redirects=True).text
        assert default in page, group


@pytest.mark.parametrize(
    ("asked", "found"),
    [("avatar", "Your picture"), ("ONLINE", "Showing that you are here"), ("delete account", "My data")],
)
def test_a_member_finds_a_setting_by_another_word(browser_of: BrowserOf, asked: str, found: str) -> None:
    page = browser_of("alice").get("/settings", query_string={"q": asked}).text.partition("found-settings")[2]
    assert found in page and "Second step" not in page


def test_an_accent_is_no_hurdle(browser_of: BrowserOf) -> None:
    page = browser_of("alice").get("/settings", query_string={"q": "securite", "hl": "fr"}).text
    assert "Seconde étape" in page.partition("found-settings")[2]


def test_where_nothing_is_found_it_is_said(browser_of: BrowserOf) -> None:
    assert "No setting is called so" in browser_of("alice").get("/settings?q=xyzzy").text
    assert browser_of("alice").get("/admin/settings/find?q=x").status_code == 403


def test_a_member_s_settings_begin_with_every_page_and_what_is_on_it(browser_of: BrowserOf) -> None:
    page = browser_of("alice").get("/settings").text
    listed = page.partition("section-list")[2].partition("</ul>")[0]
    for href, about in (
        ("/settings/profile", "Display name, Your picture, About you"),
        ("/settings/account", "Language and time, E-mail address"),
        ("/settings/security", "Password, Second step and passkeys"),
        ("/settings/notifications", "What is told to you in the page, by mail, at once or gathered."),
    ):
        assert f'href="{href}"' in listed and about in listed, href
    every = page.partition("found-settings")[2]
    assert every.count("Unless you change it:") == len(SETTINGS)


def test_behind_the_counter_everybody_sees_what_they_may_do(browser_of: BrowserOf) -> None:
    pages = {handle: browser_of(handle).get("/admin") for handle in ("emil", "dana", "alice")}
    assert pages["alice"].status_code == 403
    assert 'href="/admin/members"' in pages["emil"].text and 'name="q"' in pages["emil"].text
    assert 'href="/admin/invitations"' in pages["dana"].text
    assert 'href="/admin/members"' not in pages["dana"].text
