"""The home page: the life of the community, and a place at the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.discussions.models import Post
from forum.reactions.operations import like_post
from tests.conversations import opening

BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")


def test_a_guest_is_invited(guest: FlaskClient) -> None:
    page = guest.get("/").text
    assert 'href="/sign-up"' in page
    assert "Everybody brings something to the table." in page


def test_the_invitation_speaks_with_the_brand_s_words(guest: FlaskClient) -> None:
    with write_transaction():
        set_setting("site.tagline", {"en": "Where chocolate talks."})
        set_setting("site.invitation", {"en": "Bring a spoon."})
    page = guest.get("/").text
    assert "Where chocolate talks." in page
    assert "Bring a spoon." in page


def test_a_member_is_greeted_by_first_name(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    assert "Good to see you, Chloé." in browser_of("chloe").get("/").text


def test_what_happened_stands_on_it(cast: SimpleNamespace, guest: FlaskClient) -> None:
    now = clock.now()
    opening(cast.viewer("dana"), kind="announcement", title="The spring bar is here", now=now, silent=True)
    opening(cast.viewer("alice"), kind="question", title="Who knows a good salt?", now=now, silent=True)
    liked = opening(
        cast.viewer("alice"), title="A cake to remember", now=now - timedelta(days=1), silent=True
    )
    with write_transaction():
        like_post(db.session.get_one(Post, liked.id), actor=cast.viewer("chloe"), now=now)
    page = guest.get("/").text
    news, _, rest = page.partition('id="home-latest"')
    latest, _, rest = rest.partition('id="home-open"')
    waiting, _, rest = rest.partition('id="home-members"')
    joined, _, loved = rest.partition('id="home-liked"')
    assert "The spring bar is here" in news
    assert "Who knows a good salt?" in latest
    assert "Who knows a good salt?" in waiting
    assert "Emil Estragon" in joined
    assert "A cake to remember" in loved


def test_an_empty_community_invites_to_begin(guest: FlaskClient) -> None:
    assert "The table is laid" in guest.get("/").text


def test_health_tells_that_the_database_answers(guest: FlaskClient) -> None:
    answered = guest.get("/healthz")
    assert (answered.status_code, answered.text, answered.headers["Cache-Control"]) == (
        200,
        "ok\n",
        "no-store",
    )


def test_robots_are_kept_out_of_a_house_for_members_only(guest: FlaskClient) -> None:
    open_house = guest.get("/robots.txt").text
    with write_transaction():
        set_setting("site.members_only", True)
    assert ("Disallow: /\n" in open_house, "Disallow: /\n" in guest.get("/robots.txt").text) == (False, True)


@pytest.mark.parametrize(("path", "key"), [("/charter", "site.charter"), ("/privacy", "site.privacy")])
def test_a_legal_text_is_shown_once_there_is_one(guest: FlaskClient, path: str, key: str) -> None:
    before = guest.get(path).status_code
    with write_transaction():
        set_setting(key, {"en": "## Be kind\n\nAnd **bring** a spoon."})
    assert (before, "<strong>bring</strong>" in guest.get(path).text) == (404, True)


def test_the_news_is_in_the_reader_s_language_where_there_is_some(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    now = clock.now()
    for minutes, text in (
        (2, "Nous avons une nouvelle tablette pour vous."),
        (1, "We have a new bar for you."),
    ):
        opening(
            cast.viewer("dana"),
            text,
            kind="announcement",
            title=text,
            now=now - timedelta(minutes=minutes),
            silent=True,
        )
    for language, expected in (("fr", "Nous avons"), ("en", "We have"), ("de", "We have")):
        page = guest.get("/", headers={"Accept-Language": language}).text
        news, _, _ = page.partition('id="home-latest"')
        assert expected in news.partition('id="home-news"')[2], language
