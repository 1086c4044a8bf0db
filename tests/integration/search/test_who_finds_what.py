"""Nobody finds, counts or is offered what they may not read, not even for the moment until the index has followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.gates import Outcome, Verdict, gates
from forum.core.outbox.models import OutboxRow
from forum.core.policy import GUEST, Audience
from forum.core.registries import EXTENSION
from forum.core.search import Hit
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.blackout import blackout_passage
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.topic_care import move_topic
from forum.discussions.operations.withdrawals import withdraw_post
from forum.moderation.operations import hide_post, unhide_post
from forum.search.hits import hit_rows
from tests.conversations import answer, opening, shelf, team_shelf
from tests.replaying import replayed

SECRET = "zanzibar"


@pytest.fixture
@replayed
def secret(cast: SimpleNamespace) -> SimpleNamespace:
    """A topic in which Chloé's reply says the secret word, indexed."""
    place = shelf("kitchen")
    first = opening(cast.viewer("alice"), "Which spice is it?", category=place, title="Guess the spice")
    reply = answer(first, cast.viewer("chloe"), f"It is spice from {SECRET}, call 555-0199.")
    outbox.drain()
    return SimpleNamespace(place=place, first=first, reply=reply, topic_id=first.topic_id)


def found_by(client: FlaskClient, query: str = SECRET) -> bool:
    """Whether a search of this browser, finished or still being typed, shows anything."""
    html = client.get("/search", query_string={"q": query}).text
    typed = client.get("/search/suggestions", query_string={"q": query}).text
    shown = "topic-row-title" in html
    assert shown == ('class="suggestions"' in typed)
    return shown


def counted_by(client: FlaskClient, query: str) -> int:
    """Return how many posts a search counts, checking that the facets count no others."""
    html = client.get("/search", query_string={"q": query}).text
    match = re.search(r'class="dot">(\d+) posts?<', html)
    posts = int(match[1]) if match else 0
    assert all(int(count) <= posts for count in re.findall(r'search-facet-count">(\d+)<', html))
    return posts


def act(operation: Callable[..., object], thing: Post | Topic, **how: object) -> None:
    with write_transaction():
        operation(db.session.get_one(type(thing), thing.id), now=clock.now(), **how)


def hide(post: Post, cast: SimpleNamespace) -> None:
    act(hide_post, post, reason="off-topic", actor=cast.viewer("bruno"))


def test_a_hidden_post_is_gone_from_search_at_once(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    assert found_by(guest)
    assert counted_by(guest, "spice") == 2
    hide(secret.reply, cast)
    assert not found_by(guest)
    assert counted_by(guest, "spice") == 1
    outbox.drain()
    assert not found_by(guest)
    assert counted_by(guest, "spice") == 1


def test_a_moderator_finds_what_was_hidden_and_others_do_not(
    browser_of: Callable[[str], FlaskClient], cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    hide(secret.reply, cast)
    outbox.drain()
    assert found_by(browser_of("bruno"))
    assert not found_by(browser_of("alice"))
    assert not found_by(browser_of("dana"))


def test_a_post_that_is_shown_again_is_found_again(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    hide(secret.reply, cast)
    outbox.drain()
    act(unhide_post, secret.reply, actor=cast.viewer("bruno"))
    outbox.drain()
    assert found_by(guest)


def test_with_the_first_post_its_title_is_hidden_for_the_replies_too(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    assert found_by(guest, "guess")
    assert found_by(guest, f"guess {SECRET}")
    hide(secret.first, cast)
    for _ in range(2):
        assert not found_by(guest, "guess")
        assert not found_by(guest, f"guess {SECRET}")
        assert "Guess the spice" not in guest.get(f"/search?q={SECRET}").text
        outbox.drain()
    assert found_by(guest, SECRET)


def test_a_withdrawn_post_is_gone_at_once_for_everybody(
    guest: FlaskClient,
    browser_of: Callable[[str], FlaskClient],
    cast: SimpleNamespace,
    secret: SimpleNamespace,
) -> None:
    act(withdraw_post, secret.reply, actor=cast.viewer("chloe"))
    for client in (guest, browser_of("bruno")):
        assert not found_by(client)
    outbox.drain()
    for client in (guest, browser_of("bruno")):
        assert not found_by(client)


def test_a_blacked_out_passage_is_gone_at_once(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    assert found_by(guest, '"555-0199"')
    act(blackout_passage, secret.reply, passage="555-0199", actor=cast.viewer("bruno"))
    assert not found_by(guest, '"555-0199"')
    outbox.drain()
    assert not found_by(guest, '"555-0199"')
    assert found_by(guest, SECRET)


def test_what_an_edit_took_out_is_gone_at_once(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    act(edit_post, secret.reply, source="Cumin, I think.", editor=cast.viewer("chloe"), based_on_revision=0)
    assert not found_by(guest)
    outbox.drain()
    assert not found_by(guest)
    assert found_by(guest, "cumin")


def test_a_topic_that_moves_behind_a_door_is_gone_at_once(
    guest: FlaskClient,
    browser_of: Callable[[str], FlaskClient],
    cast: SimpleNamespace,
    secret: SimpleNamespace,
) -> None:
    members = shelf("members", read_level=Audience.MEMBERS)
    topic = db.session.get_one(Topic, secret.topic_id)
    act(move_topic, topic, category=members, actor=cast.viewer("bruno"))
    assert not found_by(guest)
    outbox.drain()
    assert not found_by(guest)
    assert found_by(browser_of("chloe"))


def test_a_category_that_closes_is_closed_to_search_at_once(
    guest: FlaskClient, secret: SimpleNamespace
) -> None:
    with write_transaction():
        db.session.get_one(Category, secret.place.id).read_level = Audience.MEMBERS
    assert not found_by(guest)
    assert counted_by(guest, "spice") == 0


def test_the_team_finds_its_own_and_nobody_else_does(
    guest: FlaskClient, browser_of: Callable[[str], FlaskClient], cast: SimpleNamespace
) -> None:
    opening(cast.viewer("dana"), f"The launch is in {SECRET}.", category=team_shelf(), title="Launch")
    outbox.drain()
    assert found_by(browser_of("dana"))
    assert not found_by(guest)
    assert not found_by(browser_of("alice"))
    assert "launch" not in guest.get("/search?q=category:back-room").text.lower()


def test_a_word_that_only_hidden_posts_have_is_not_suggested(
    guest: FlaskClient,
    browser_of: Callable[[str], FlaskClient],
    cast: SimpleNamespace,
    secret: SimpleNamespace,
) -> None:
    slip = "/search?q=zanzbar"
    assert f"q={SECRET}" in guest.get(slip).text
    hide(secret.reply, cast)
    for _ in range(2):
        assert SECRET not in guest.get(slip).text
        outbox.drain()
    assert f"q={SECRET}" in browser_of("bruno").get(slip).text


def test_hits_are_read_again_through_the_viewer_whatever_the_index_says(
    cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    hit = [Hit(secret.reply.id, secret.topic_id, 1.0)]
    assert hit_rows(hit, GUEST, [])
    hide(secret.reply, cast)
    assert hit_rows(hit, GUEST, []) == []
    assert hit_rows(hit, cast.viewer("bruno"), [])


def test_work_that_was_given_up_keeps_a_post_out(
    guest: FlaskClient, cast: SimpleNamespace, secret: SimpleNamespace
) -> None:
    hide(secret.reply, cast)
    with write_transaction():
        db.session.execute(OutboxRow.__table__.update().values(parked_at=clock.now()))  # type: ignore[attr-defined]  # a Table
    assert not found_by(guest)


def test_posts_that_wait_for_a_moderator_are_not_found(
    guest: FlaskClient, cast: SimpleNamespace, app: Flask
) -> None:
    gates.add(app, "test.hold", lambda submission: Verdict(Outcome.HOLD, gate="test.hold"))
    try:
        opening(cast.viewer("alice"), f"Buy {SECRET}!", category=shelf("kitchen"), title="Offer")
        outbox.drain()
        assert not found_by(guest)
    finally:
        app.extensions[EXTENSION][gates.name].pop("test.hold")
