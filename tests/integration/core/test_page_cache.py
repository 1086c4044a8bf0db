"""Whole pages for guests: given again while they are true, never to somebody else, never when they have changed."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.http import SECURITY_HEADERS
from forum.core.page_cache import page_cache_of
from forum.core.settings import set_setting
from forum.discussions.models import Post
from forum.discussions.operations.hiding import hide_post_text
from forum.factory import create_app
from forum.reactions.operations import like_post
from tests.conversations import NOON, answer, opening
from tests.houses import House
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]

KEPT = ["versions, read before Flask"]


@pytest.fixture
def post(app: Flask, cast: SimpleNamespace) -> Post:
    return opening(cast.viewer("alice"), "A pinch of salt.", silent=True)


def address(post: Post) -> str:
    return f"/topics/{post.topic_id}/into-the-pot"


def asked(app: Flask, browser: FlaskClient, path: str, **given: object) -> list[str]:
    with statements(app) as seen:
        browser.get(path, **given)
    return seen


def test_a_page_is_kept_from_the_first_guest_on(app: Flask, post: Post, guest: FlaskClient) -> None:
    guest.get(address(post))
    assert asked(app, guest, address(post)) == KEPT


def test_a_reply_shows_at_the_next_request(post: Post, cast: SimpleNamespace, guest: FlaskClient) -> None:
    guest.get(address(post))
    answer(post, cast.viewer("chloe"), "And pepper.", silent=True)
    assert "And pepper." in guest.get(address(post)).text


def test_hidden_words_are_gone_at_the_next_request(post: Post, guest: FlaskClient) -> None:
    guest.get(address(post))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="off-topic", now=NOON)
    assert "A pinch of salt." not in guest.get(address(post)).text


def test_a_change_by_another_process_shows_at_the_next_request(
    house: House, post: Post, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    for _ in range(2):
        guest.get(address(post))
    with create_app(house.app.extensions["potluck.config"]).app_context():
        answer(post, cast.viewer("chloe"), "From elsewhere.", silent=True)
    assert "From elsewhere." in guest.get(address(post)).text


def test_a_like_does_not_make_the_page_anew(
    app: Flask, post: Post, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    guest.get(address(post))
    with write_transaction():
        like_post(db.session.get_one(Post, post.id), actor=cast.viewer("chloe"), now=NOON)
    assert asked(app, guest, address(post)) == KEPT


def test_members_never_get_a_kept_page(post: Post, guest: FlaskClient, browser_of: BrowserOf) -> None:
    guest.get(address(post))
    page = browser_of("chloe").get(address(post))
    assert "Chloé Clove" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_guests_never_get_a_member_s_page(post: Post, guest: FlaskClient, browser_of: BrowserOf) -> None:
    browser_of("chloe").get(address(post))
    assert "Chloé Clove" not in guest.get(address(post)).text


def test_pages_for_guests_set_no_cookie(post: Post, guest: FlaskClient) -> None:
    paths = ("/", "/latest", "/categories", "/tags", "/top", address(post))
    assert [guest.get(path).headers.get("Set-Cookie") for path in paths] == [None] * len(paths)


@pytest.mark.parametrize(
    ("accepted", "words"), [("fr-CH, fr;q=0.9", "Actualité"), ("de", "Aktuell"), ("", "Latest")]
)
def test_each_language_has_its_own_page(post: Post, guest: FlaskClient, accepted: str, words: str) -> None:
    guest.get("/latest", headers={"Accept-Language": "en"})
    guest.get("/latest", headers={"Accept-Language": accepted})
    assert f">{words}<" in guest.get("/latest", headers={"Accept-Language": accepted}).text


def test_a_chosen_language_beats_the_browser_s(post: Post, guest: FlaskClient) -> None:
    guest.get("/latest")
    guest.set_cookie("language", "de", domain="127.0.0.1")
    assert ">Aktuell<" in guest.get("/latest").text


def test_each_appearance_has_its_own_page(post: Post, guest: FlaskClient) -> None:
    guest.get("/latest")
    guest.set_cookie("theme", "dark", domain="127.0.0.1")
    assert 'data-theme="dark"' in guest.get("/latest").text


@pytest.mark.parametrize("query", ["utm_source=letter", "fbclid=x&utm_campaign=y"])
def test_words_that_newsletters_add_find_the_kept_page(
    app: Flask, post: Post, guest: FlaskClient, query: str
) -> None:
    guest.get(address(post))
    assert asked(app, guest, f"{address(post)}?{query}") == KEPT


def test_what_was_made_for_a_strange_address_is_not_given_to_others(post: Post, guest: FlaskClient) -> None:
    guest.get(f"{address(post)}?utm_source=strange&page=1")
    assert "strange" not in guest.get(f"{address(post)}?page=1").text


def test_unknown_words_in_an_address_are_answered_by_flask(
    app: Flask, post: Post, guest: FlaskClient
) -> None:
    guest.get(address(post))
    assert asked(app, guest, f"{address(post)}?x=1") != KEPT


def test_another_host_is_refused_even_where_a_page_is_kept(post: Post, guest: FlaskClient) -> None:
    guest.get(address(post))
    assert guest.get(address(post), base_url="http://evil.example").status_code == 400


def test_a_kept_page_carries_every_header_of_safety(post: Post, guest: FlaskClient) -> None:
    guest.get(address(post))
    headers = guest.get(address(post)).headers
    assert [headers.get(name) for name, _ in SECURITY_HEADERS] == [value for _, value in SECURITY_HEADERS]


def test_a_browser_that_has_the_page_is_told_that_it_still_stands(post: Post, guest: FlaskClient) -> None:
    tag = guest.get(address(post)).headers["ETag"]
    again = guest.get(address(post), headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_a_browser_whose_page_has_changed_gets_the_new_one(
    post: Post, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    tag = guest.get(address(post)).headers["ETag"]
    answer(post, cast.viewer("chloe"), silent=True)
    assert guest.get(address(post), headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_page_comes_as_small_as_the_browser_takes_it(
    post: Post, guest: FlaskClient, accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    plain = guest.get(address(post)).data
    answered = guest.get(address(post), headers={"Accept-Encoding": accepted})
    assert (answered.headers.get("Content-Encoding"), unpack(answered.data)) == (encoding, plain)


def test_asking_for_the_head_only_gives_the_length_and_no_body(post: Post, guest: FlaskClient) -> None:
    page = guest.get(address(post))
    head = guest.head(address(post))
    assert (head.data, head.headers["Content-Length"]) == (b"", page.headers["Content-Length"])


def test_nothing_is_kept_for_strangers_once_the_house_is_for_members_only(
    post: Post, guest: FlaskClient
) -> None:
    guest.get(address(post))
    with write_transaction():
        set_setting("site.members_only", True)
    assert "A pinch of salt." not in guest.get(address(post), follow_redirects=True).text


def test_a_new_name_shows_within_a_minute(
    app: Flask, post: Post, cast: SimpleNamespace, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest.get(address(post))
    with write_transaction():
        db.session.execute(update(Member).where(Member.id == cast.alice.id).values(name="Alice Aniseed"))
    for kept in (page_cache_of(app).kept, app.extensions["potluck.topic_contents"]):
        monkeypatch.setattr(kept, "tick", lambda: time.monotonic() + 60)
    assert "Alice Aniseed" in guest.get(address(post)).text


def test_a_page_that_is_missing_is_made_by_one(app: Flask, post: Post) -> None:
    with statements(app) as seen, ThreadPoolExecutor(8) as guests:
        pages = list(guests.map(lambda _: app.test_client().get(address(post)).status_code, range(8)))
    heads = [statement for statement in seen if "topic.closed_note" in statement]
    assert (pages, len(heads)) == ([200] * 8, 1)


def test_guests_do_not_notice_that_the_cache_cannot_reach_the_database(
    app: Flask, post: Post, guest: FlaskClient
) -> None:
    guest.get(address(post))
    for connection in page_cache_of(app).reader.idle:
        connection.close()
    assert guest.get(address(post)).status_code == 200
