"""Who is told of what, once, and only what they may read."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.limits import RATES
from forum.core.notices import Pace, notice_kinds
from forum.discussions.models import FollowTarget, Post, Topic
from forum.discussions.operations.followings import block, follow, mute
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.queries.followings import mode_of
from forum.notifications.mailing import compose
from forum.notifications.models import Notification
from forum.notifications.operations import choose
from forum.notifications.queries import choices_of
from forum.notifications.unsubscribing import unsubscribe_token
from forum.reactions.operations import like_post
from tests.conversations import NOON, answer, opening, quoting, shelf, team_shelf
from tests.letters import letters_to, told as notices_of

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


def told(handle: str, cast: SimpleNamespace) -> list[str]:
    """The kinds of notice that somebody has, in order."""
    return notices_of(getattr(cast, handle).id)


def test_who_is_answered_is_told(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert told("alice", cast) == ["reply"]
    assert "Chloé Clove answers you in “Into the pot”." in browser_of("alice").get("/notifications").text


def test_one_post_is_told_once_by_its_closest_kind(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    answer(
        post, cast.viewer("chloe"), quoting(post, "alice", "What do you put into your pot?", "@alice look")
    )
    assert told("alice", cast) == ["mention"]


def test_who_is_quoted_is_told(cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("bruno"))
    assert told("alice", cast) == []
    post = answer(first, cast.viewer("alice"))
    answer(first, cast.viewer("chloe"), quoting(post, "alice", "Carrots, always."))
    assert told("alice", cast) == ["quote"]


def test_nobody_is_told_of_what_they_did_themselves(cast: SimpleNamespace) -> None:
    answer(opening(cast.viewer("alice")), cast.viewer("alice"), "And @alice says so too.")
    assert told("alice", cast) == []


def test_likes_are_joined_into_one_notice(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    post = opening(cast.viewer("alice"))
    for handle in ("bruno", "chloe", "dana"):
        with write_transaction():
            like_post(db.session.get_one(Post, post.id), actor=cast.viewer(handle), now=NOON)
    assert told("alice", cast) == ["like"]
    assert "and 2 more like your post" in browser_of("alice").get("/notifications").text


def test_nobody_is_told_of_what_they_may_not_read(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("dana"), category=team_shelf())
    answer(post, cast.viewer("bruno"), "Let us surprise @alice with a cake.")
    assert told("alice", cast) == []


def test_what_is_hidden_before_delivery_is_not_told(cast: SimpleNamespace) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    assert told("alice", cast) == []


def test_what_is_hidden_after_delivery_is_not_mailed(app: Flask, cast: SimpleNamespace) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"), "Secret sauce")
    assert told("alice", cast) == ["reply"]
    notice = db.session.query(Notification).filter_by(member_id=cast.alice.id).one()
    assert compose(notice.id) is not None
    with write_transaction():
        hide_post_text(db.session.get_one(Post, post.id), reason_key="spam", now=NOON)
    assert compose(notice.id) is None


def test_a_muted_topic_is_silent(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        mute(cast.viewer("alice"), FollowTarget.TOPIC, post.topic_id, now=NOON)
    answer(post, cast.viewer("chloe"))
    assert told("alice", cast) == []


def test_a_muted_member_is_silent(cast: SimpleNamespace) -> None:
    with write_transaction():
        mute(cast.viewer("alice"), FollowTarget.MEMBER, cast.chloe.id, now=NOON)
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert told("alice", cast) == []


def test_followers_of_a_category_hear_of_new_topics(cast: SimpleNamespace) -> None:
    place = shelf("soups")
    with write_transaction():
        follow(cast.viewer("alice"), FollowTarget.CATEGORY, place.id, now=NOON)
    opening(cast.viewer("chloe"), category=place)
    assert told("alice", cast) == ["followed"]


def test_imports_and_the_demo_call_nobody(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), silent=True)
    answer(post, cast.viewer("chloe"), silent=True)
    assert told("alice", cast) == []


def test_a_mail_goes_out_once_with_its_words_and_a_way_to_stop_it(app: Flask, cast: SimpleNamespace) -> None:
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"), "Carrots, always.")
    (letter,) = letters_to("alice")
    assert letter["Subject"] == "Chloé Clove answers you in “Into the pot”."
    assert "Carrots, always." in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_one_click_stops_mails_of_that_kind_without_signing_in(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"))
    answer(post, cast.viewer("chloe"))
    (letter,) = letters_to("alice")
    address = re.search(r"<https?://[^/]+(/[^>]+)>", letter["List-Unsubscribe"])
    assert address is not None
    assert guest.get(address[1]).status_code == 200
    assert guest.post(address[1], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    answer(post, cast.viewer("chloe"), "And salt.")
    assert len(letters_to("alice")) == 1
    assert told("alice", cast) == ["reply", "reply"]


def test_looking_at_the_address_alone_stops_nothing(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"))
    answer(post, cast.viewer("chloe"))
    (letter,) = letters_to("alice")
    guest.get(letter["List-Unsubscribe"].strip("<>"))
    answer(post, cast.viewer("chloe"), "And salt.")
    assert len(letters_to("alice")) == 2


def test_a_tampered_address_is_not_known(guest: FlaskClient) -> None:
    assert guest.post("/unsubscribe/WzEsInJlcGx5Il0.forged").status_code == 404


def test_a_member_chooses_what_to_hear(cast: SimpleNamespace) -> None:
    with write_transaction():
        choose(cast.alice.id, "reply", page=False, pace=Pace.NONE, push=False)
        choose(cast.alice.id, "followed", page=False, pace=Pace.NONE, push=False)
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    assert told("alice", cast) == []


def test_the_choices_page_stores_what_was_ticked(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    assert alice.post("/settings/notifications", data={"page-reply": "on"}).status_code == 303
    page = alice.get("/settings/notifications").text
    assert re.search(r'name="page-reply"[^>]* checked', page)
    assert re.search(r'name="pace-reply".*?value="none" selected', page, re.DOTALL)


def test_opening_a_notice_marks_it_as_read_and_leads_to_the_post(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told("alice", cast)
    notice = db.session.query(Notification).filter_by(member_id=cast.alice.id).one()
    alice = browser_of("alice")
    opened = alice.post(f"/notifications/{notice.id}/opening")
    assert opened.location == f"/posts/{post.id}"
    db.session.rollback()
    assert db.session.get_one(Notification, notice.id, populate_existing=True).read_at is not None


def test_nobody_opens_somebody_elses_notice(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    answer(opening(cast.viewer("alice")), cast.viewer("chloe"))
    told("alice", cast)
    notice = db.session.query(Notification).filter_by(member_id=cast.alice.id).one()
    assert browser_of("chloe").post(f"/notifications/{notice.id}/opening").status_code == 404


def test_between_who_blocked_and_who_is_blocked_nothing_is_told(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"), silent=True)
    with write_transaction():
        follow(cast.viewer("chloe"), FollowTarget.MEMBER, cast.alice.id, now=NOON)
        block(cast.viewer("alice"), cast.chloe.id, now=NOON)
    answer(post, cast.viewer("chloe"), "Look, @alice!")
    opening(cast.viewer("alice"), "What do you say, @chloe?")
    assert told("alice", cast) == []
    assert told("chloe", cast) == []
    assert mode_of(cast.viewer("chloe"), FollowTarget.MEMBER, cast.alice.id) is None


def test_every_kind_that_may_be_mailed_can_be_stopped_from_its_mail(
    app: Flask, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, "settings", ((1_000, 60),))
    optional = [kind.key for kind in notice_kinds if not kind.mandatory]
    assert len(optional) > 8
    for key in optional:
        address = f"/unsubscribe/{unsubscribe_token(cast.alice.id, key)}"
        assert app.test_client().post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    db.session.rollback()
    paces = {kind.key: pace for kind, _page, pace, _push in choices_of(cast.alice.id)}
    assert {paces[key] for key in optional} == {Pace.NONE}


def test_what_is_mandatory_cannot_be_stopped(app: Flask, cast: SimpleNamespace) -> None:
    mandatory = [kind.key for kind in notice_kinds if kind.mandatory]
    assert "post-hidden" in mandatory
    for key in mandatory:
        assert (
            app.test_client().post(f"/unsubscribe/{unsubscribe_token(cast.alice.id, key)}").status_code == 404
        )


def test_a_title_cannot_add_a_header_to_a_mail(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with write_transaction():
        db.session.get_one(Topic, post.topic_id).title = "Pot\r\nBcc: everybody@example.org\r\n\r\nHello"
    answer(post, cast.viewer("chloe"))
    (letter,) = letters_to("alice")
    assert letter["Bcc"] is None
    assert "Bcc: everybody@example.org" in letter["Subject"]
