"""What is being written and not yet published."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, Viewer
from forum.discussions.models import Draft, Post
from forum.discussions.operations.drafts import (
    MOST_DRAFTS,
    DraftConflict,
    discard_draft,
    forget_old_drafts,
    save_draft,
)
from forum.discussions.operations.hiding import hide_post_text
from tests.conversations import NOON, opening, quoting, shelf, team_shelf
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("app")


def save(who: Viewer, body: str, *, version: int = 0, place: str = "topic:new") -> Draft:
    with write_transaction():
        return save_draft(who, place, {"body": body}, based_on_version=version, now=NOON)


def test_a_draft_goes_on_from_version_to_version(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    assert save(alice, "One").version == 1
    kept = save(alice, "One, two", version=1)
    assert (kept.version, kept.fields) == (2, {"body": "One, two"})


def test_a_second_window_does_not_overwrite_the_first(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    save(alice, "Here")
    save(alice, "Here and there", version=1)
    for version in (0, 1):
        with pytest.raises(DraftConflict) as conflict:
            save(alice, "Elsewhere", version=version)
        assert (conflict.value.fields, conflict.value.version) == ({"body": "Here and there"}, 2)


def test_of_fifty_saves_of_one_version_one_is_kept(app: Flask, cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    save(alice, "Start")

    def try_to_save(turn: int) -> bool:
        with app.app_context():
            try:
                save(alice, f"Turn {turn}", version=1)
            except DraftConflict:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_to_save, range(50))) == 1
    db.session.rollback()
    assert db.session.query(Draft.version).all() == [(2,)]


def test_of_fifty_first_saves_one_is_kept(app: Flask, cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")

    def try_to_save(turn: int) -> bool:
        with app.app_context():
            try:
                save(alice, f"Turn {turn}")
            except DraftConflict:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_to_save, range(50))) == 1
    db.session.rollback()
    assert db.session.query(Draft.version).all() == [(1,)]


def test_a_draft_that_was_discarded_elsewhere_begins_anew(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    save(alice, "Gone")
    with write_transaction():
        discard_draft(alice, "topic:new")
    assert save(alice, "Back", version=1).version == 1


@pytest.mark.parametrize("place", ["", "topic:old", "reply:x", "reply:" + "9" * 20, "edit:1;drop", "../etc"])
def test_a_place_that_is_none_keeps_nothing(cast: SimpleNamespace, place: str) -> None:
    with pytest.raises(Invalid):
        save(cast.viewer("alice"), "Text", place=place)


def test_there_is_an_end_to_drafts(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    with write_transaction():
        for number in range(1, MOST_DRAFTS + 1):
            save_draft(alice, f"reply:{number}", {"body": "x"}, based_on_version=0, now=NOON)
    with pytest.raises(Invalid):
        save(alice, "One more")
    assert save(alice, "y", place="reply:7", version=1).version == 2


def test_drafts_that_nobody_touches_are_forgotten(cast: SimpleNamespace) -> None:
    save(cast.viewer("alice"), "Old")
    with write_transaction():
        assert forget_old_drafts(before=NOON) == 0
        assert forget_old_drafts(before=NOON + timedelta(days=1)) == 1


def test_the_editor_saves_and_the_form_brings_it_back(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    place = f"reply:{first.topic_id}"
    saved = chloe.post(f"/drafts/{place}", data={"body": "Half a tho", "draft_version": 0, "pinned": "1"})
    assert saved.json == {"version": 1}
    page = chloe.get(f"/topics/{first.topic_id}/posts/new").text
    assert "Half a tho" in page
    assert "This is your draft." in page
    assert "Into the pot" in chloe.get("/drafts").text
    assert db.session.query(Draft).one().fields == {"body": "Half a tho"}


def test_another_window_is_told_what_was_kept(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    alice = browser_of("alice")
    alice.post("/drafts/topic:new", data={"title": "Here", "draft_version": 0})
    answer = alice.post("/drafts/topic:new", data={"title": "There", "draft_version": 0})
    assert (answer.status_code, answer.json) == (409, {"fields": {"title": "Here"}, "version": 1})


def test_publishing_ends_the_draft(cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]) -> None:
    first = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    chloe.post(f"/drafts/reply:{first.topic_id}", data={"body": "Half", "draft_version": 0})
    chloe.post(f"/topics/{first.topic_id}/posts", data={"body": "Half and half"})
    alice = browser_of("alice")
    alice.post("/drafts/topic:new", data={"title": "Soup", "draft_version": 0})
    topic = {"kind": "discussion", "category": shelf().id, "title": "Soup", "body": "Warm."}
    assert alice.post("/topics", data=topic).status_code == 303
    alice.post(f"/drafts/edit:{first.id}", data={"body": "Better", "draft_version": 0})
    alice.post(
        f"/posts/{first.id}/revisions", data={"body": "Better", "title": "Into the pot", "revision": 0}
    )
    db.session.rollback()
    assert db.session.query(Draft).count() == 0


def test_drafts_are_their_writers_own(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    shelf()
    browser_of("alice").post("/drafts/topic:new", data={"title": "My secret soup", "draft_version": 0})
    for who in ("chloe", "bruno", "emil"):
        other = browser_of(who)
        assert "secret soup" not in other.get("/drafts").text
        assert "secret soup" not in other.get("/topics/new").text
        other.post("/drafts/topic:new/delete")
    assert db.session.query(Draft).count() == 1


def test_a_draft_does_not_keep_words_readable_that_were_hidden(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"), "The sauce is miso")
    chloe = browser_of("chloe")
    body = quoting(first, "alice", "The sauce is miso", "Really?")
    chloe.post(f"/drafts/reply:{first.topic_id}", data={"body": body, "draft_version": 0})
    with write_transaction():
        hide_post_text(db.session.get_one(Post, first.id), reason_key="off-topic", now=NOON)
    page = chloe.get(f"/topics/{first.topic_id}/posts/new").text
    assert "miso" not in page
    assert "Really?" in page
    conflict = chloe.post(f"/drafts/reply:{first.topic_id}", data={"body": "Other", "draft_version": 0})
    assert "miso" not in conflict.text


def test_the_list_names_no_topic_that_one_may_not_know_of(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    secret = opening(cast.viewer("dana"), title="Prices in May", category=team_shelf())
    save(cast.viewer("chloe"), "Guess", place=f"reply:{secret.topic_id}")
    save(cast.viewer("chloe"), "Guess", place=f"edit:{secret.id}")
    assert "Prices" not in browser_of("chloe").get("/drafts").text


def test_the_list_shows_how_each_draft_begins(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"))
    save(cast.viewer("chloe"), "**Salt** goes\n\nin last. " + "And stir. " * 90)
    save(cast.viewer("chloe"), "A pinch, no more", place=f"reply:{first.topic_id}")
    page = browser_of("chloe").get("/drafts").text
    assert '<p class="draft-words">Salt goes in last. And stir.' in page
    assert len(re.findall(r"And stir", page)) < 20
    assert '<p class="draft-words">A pinch, no more</p>' in page


def test_the_list_shows_no_words_of_others(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"), "The sauce is miso")
    body = quoting(first, "alice", "The sauce is miso", "Really?")
    save(cast.viewer("chloe"), body, place=f"reply:{first.topic_id}")
    page = browser_of("chloe").get("/drafts").text
    assert '<p class="draft-words">Really?</p>' in page
    assert "miso" not in page


def test_one_draft_and_fifty_cost_the_same(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    chloe, cost = browser_of("chloe"), []
    first = opening(cast.viewer("alice"))
    for places in (
        ["topic:new", f"reply:{first.topic_id}"],
        [f"reply:{number}" for number in range(100, 148)],
    ):
        for place in places:
            save(cast.viewer("chloe"), "A pinch, no more", place=place)
        chloe.get("/drafts")
        with statements(app) as seen:
            assert chloe.get("/drafts").text.count("A pinch") == (50 if cost else 2)
        cost.append(len(seen))
    assert cost[0] == cost[1]


def test_guests_keep_drafts_on_their_own_device(app: Flask, guest: FlaskClient) -> None:
    assert guest.post("/drafts/topic:new", data={"body": "Hi"}).status_code in (302, 303)


def test_the_list_names_no_topic_whose_title_was_hidden(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    first = opening(cast.viewer("alice"), title="Buy miracle pans")
    save(cast.viewer("chloe"), "Really?", place=f"reply:{first.topic_id}")
    with write_transaction():
        hide_post_text(db.session.get_one(Post, first.id), reason_key="spam", now=NOON)
    page = browser_of("chloe").get("/drafts").text
    assert "Really?" in page and "miracle" not in page
