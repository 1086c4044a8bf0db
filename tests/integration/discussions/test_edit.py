"""Changing what a post says."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core import events, outbox
from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed, Viewer
from forum.discussions.events import PostEdited
from forum.discussions.models import Post, Revision, Topic
from forum.discussions.operations.editing import EditConflict, edit_post, rename_topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.withdrawals import withdraw_post
from tests.conversations import NOON, answer, opening, quoting
from tests.counting import assert_all_counters_are_right
from tests.letters import told

pytestmark = pytest.mark.usefixtures("app")

LATER = NOON + timedelta(minutes=5)


def edit(post_id: int, editor: Viewer, source: str, *, based_on: int = 0, **given: object) -> Post:
    with write_transaction():
        post = db.session.get_one(Post, post_id)
        return edit_post(post, source=source, editor=editor, now=LATER, based_on_revision=based_on, **given)


def test_an_edit_keeps_what_was_there(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), "Carrots")
    edited = edit(post.id, cast.viewer("alice"), "Carrots and *leeks*")
    kept = db.session.query(Revision).one()
    assert (edited.text, edited.revision_count, edited.edited_at) == ("Carrots and leeks", 1, LATER)
    assert (kept.source, kept.title, kept.number, kept.editor_id) == (
        "Carrots",
        "Into the pot",
        1,
        cast.alice.id,
    )


def test_a_mention_still_leads_to_whoever_has_changed_their_name(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    post = opening(cast.viewer("chloe"), "Thank you, @Alice.")
    browser_of("alice").post("/settings/profile", data={"name": "Lise Linde"})
    told_before = told(cast.alice.id)
    edit(post.id, cast.viewer("chloe"), "Thank you again, @Alice.")
    outbox.drain()
    page = guest.get(f"/topics/{post.topic_id}", follow_redirects=True).text
    assert 'again, <a href="/members/lise-linde" class="mention">@Alice</a>' in page
    assert told(cast.alice.id) == told_before


def test_a_name_taken_back_leads_to_its_owner(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    alice = browser_of("alice")
    for name in ("Lise Linde", "Alice"):
        alice.post("/settings/profile", data={"name": name})
    thanks = opening(cast.viewer("chloe"), "Thank you, @alice and @lise-linde.").html
    assert thanks.count('href="/members/alice"') == 2


def test_saving_the_same_text_is_no_edit(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), "Carrots")
    assert edit(post.id, cast.viewer("alice"), "Carrots\r\n").edited_at is None
    assert db.session.query(Revision).count() == 0


@pytest.mark.parametrize(
    ("who", "allowed"), [("alice", True), ("bruno", True), ("chloe", False), ("dana", False)]
)
def test_who_may_edit(cast: SimpleNamespace, who: str, allowed: bool) -> None:
    post = opening(cast.viewer("alice"))
    if allowed:
        assert edit(post.id, cast.viewer(who), "Other").source == "Other"
    else:
        with pytest.raises(NotAllowed):
            edit(post.id, cast.viewer(who), "Other")


def test_of_two_edits_of_one_text_the_second_is_told_of_the_first(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), "Carrots")
    edit(post.id, cast.viewer("bruno"), "Carrots, peeled")
    with pytest.raises(EditConflict) as conflict:
        edit(post.id, cast.viewer("alice"), "Leeks")
    assert (conflict.value.source, conflict.value.title, conflict.value.revision) == (
        "Carrots, peeled",
        "Into the pot",
        1,
    )
    assert db.session.get_one(Post, post.id, populate_existing=True).source == "Carrots, peeled"


def test_of_twenty_edits_at_once_one_is_kept(app: Flask, cast: SimpleNamespace) -> None:
    post_id = opening(cast.viewer("alice")).id
    alice = cast.viewer("alice")

    def try_to_edit(turn: int) -> bool:
        with app.app_context():
            try:
                edit(post_id, alice, f"Text {turn}")
            except EditConflict:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_to_edit, range(20))) == 1
    db.session.rollback()
    assert db.session.query(Revision).count() == 1


def test_the_first_post_carries_the_title(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    edit(post.id, cast.viewer("alice"), post.source, title="Out of the pot", tags=["soup"])
    topic = db.session.get_one(Topic, post.topic_id, populate_existing=True)
    assert (topic.title, topic.slug) == ("Out of the pot", "out-of-the-pot")
    assert db.session.query(Revision).one().title == "Into the pot"
    assert_all_counters_are_right()


def test_a_moderator_renames_a_topic(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        rename_topic(
            db.session.get_one(Topic, post.topic_id), title="Better", actor=cast.viewer("bruno"), now=LATER
        )
    assert db.session.get_one(Topic, post.topic_id, populate_existing=True).title == "Better"
    with pytest.raises(NotAllowed), write_transaction():
        rename_topic(
            db.session.get_one(Topic, post.topic_id), title="Mine", actor=cast.viewer("chloe"), now=LATER
        )


def test_only_those_newly_mentioned_are_told(app: Flask, cast: SimpleNamespace) -> None:
    heard: list[PostEdited] = []
    events.listen(app, PostEdited, heard.append)
    post = opening(cast.viewer("alice"), "Ask @bruno")
    edit(post.id, cast.viewer("alice"), "Ask @bruno or @dana")
    assert heard[-1].newly_mentioned == (cast.dana.id,)


def test_a_post_taken_back_cannot_be_edited(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        withdraw_post(db.session.get_one(Post, post.id), actor=cast.viewer("alice"), now=NOON)
    for who in ("alice", "bruno"):
        with pytest.raises(NotAllowed):
            edit(post.id, cast.viewer(who), "Back again")


def test_words_of_a_hidden_post_are_not_in_the_form_and_come_back_with_it(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    secret = opening(cast.viewer("alice"), "The secret sauce is miso")
    quoter = answer(
        secret, cast.viewer("chloe"), quoting(secret, "alice", "The secret sauce is miso", "Thanks!")
    )
    with write_transaction():
        hide_post_text(db.session.get_one(Post, secret.id), reason_key="off-topic", now=NOON)
    chloe = browser_of("chloe")
    page = chloe.get(f"/posts/{quoter.id}/edit").text
    assert "secret sauce" not in page
    assert "The quoted text is hidden." in page

    marker = page.split("&gt; ⟦")[1].split("⟧")[0]
    body = f"> [@alice](/posts/{secret.id}):\n> ⟦{marker}⟧\n\nThanks a lot!"
    chloe.post(f"/posts/{quoter.id}/revisions", data={"body": body, "revision": 0})
    edited = db.session.get_one(Post, quoter.id, populate_existing=True)
    assert "secret sauce" not in edited.html
    assert "secret sauce" not in chloe.get(f"/posts/{quoter.id}/revisions").text
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, secret.id), now=NOON)
    assert "secret sauce is miso" in db.session.get_one(Post, quoter.id, populate_existing=True).html


def test_a_conflict_is_shown_with_both_texts(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    post = opening(cast.viewer("alice"), "Peel the carrots")
    alice, bruno = browser_of("alice"), browser_of("bruno")
    same = {"title": "Into the pot", "revision": 0}
    bruno.post(f"/posts/{post.id}/revisions", data={"body": "Peel the orange carrots", **same})
    answer = alice.post(f"/posts/{post.id}/revisions", data={"body": "Wash the carrots", **same})
    assert answer.status_code == 409
    assert "Wash the carrots" in answer.text
    assert "Peel the orange carrots" in answer.text
    assert '<input id="revision" name="revision" type="hidden" value="1">' in answer.text
    again = {"body": "Wash the carrots", "title": "Into the pot", "revision": 1}
    assert alice.post(f"/posts/{post.id}/revisions", data=again).status_code == 303


def test_a_stranger_has_no_form(cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]) -> None:
    post = opening(cast.viewer("alice"))
    chloe = browser_of("chloe")
    assert chloe.get(f"/posts/{post.id}/edit").status_code == 403
    assert (
        chloe.post(
            f"/posts/{post.id}/revisions", data={"body": "Mine", "title": "x", "revision": 0}
        ).status_code
        == 403
    )


def test_what_changed_can_be_read_word_by_word(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"), "Boil for ten minutes")
    edit(post.id, cast.viewer("alice"), "Boil for eight minutes", title="Into a pot")
    page = guest.get(f"/posts/{post.id}/revisions").text
    assert "Alice Almond" in page
    for sign, word in (("ins", "eight"), ("del", "ten"), ("ins", "a"), ("del", "the")):
        assert f"<{sign}>" in page
        assert f"</span>{word}<span" in page
    assert guest.get(f"/posts/{post.id}/revisions?edit=2").status_code == 404


def test_a_post_that_was_never_changed_has_no_history(cast: SimpleNamespace, guest: FlaskClient) -> None:
    assert guest.get(f"/posts/{opening(cast.viewer('alice')).id}/revisions").status_code == 404


def test_the_history_of_a_hidden_post_is_for_its_author_and_moderators(
    cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient], guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"), "Something rude")
    edit(post.id, cast.viewer("alice"), "Something ruder")
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="off-topic", now=NOON)
    address = f"/posts/{post.id}/revisions"
    assert "ruder" in browser_of("alice").get(address).text
    assert "ruder" in browser_of("bruno").get(address).text
    for reader in (browser_of("chloe"), guest):
        assert "rude" not in reader.get(address, follow_redirects=True).text
