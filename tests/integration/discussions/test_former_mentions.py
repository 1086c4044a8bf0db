"""Somebody leaves whom others mentioned and quoted: what readers, writers and whoever comes next meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from forum.accounts.models import Member
from forum.accounts.operations import leaving
from forum.core import former_mentions, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.former_mentions import strike_portion, words_for_former
from forum.core.markup.former import FormerMember
from forum.discussions.mentions import MENTIONING
from forum.discussions.models import Post, Revision
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from tests.cast import ALICE
from tests.conversations import NOON, answer, opening, quoting
from tests.leaving import leave
from tests.letters import told
from tests.replaying import replayed
from tests.statements import statements

BrowserOf = Callable[[str], FlaskClient]


def page_of(browser: FlaskClient, post: Post) -> str:
    return browser.get(f"/topics/{post.topic_id}", follow_redirects=True).text


@pytest.fixture
@replayed
def conversation(cast: SimpleNamespace) -> SimpleNamespace:
    """Alice asks, Chloé thanks and quotes her, and edits what she said; Alice is mentioned before and after."""
    alice, chloe, bruno = (cast.viewer(who) for who in ("alice", "chloe", "bruno"))
    first = opening(alice, "Simmer the plums slowly.")
    thanks = answer(first, chloe, "Thank you @alice, that worked. Greetings to @bruno!")
    quote = answer(first, bruno, quoting(first, "alice wrote", "Simmer the plums slowly."))
    with write_transaction():
        edit_post(
            db.session.get_one(Post, thanks.id),
            source="Thank you, @Alice, it worked. Greetings to @bruno!",
            editor=chloe,
            now=NOON + timedelta(hours=1),
            based_on_revision=0,
        )
    outbox.drain()
    return SimpleNamespace(first=first, thanks=thanks, quote=quote)


@pytest.mark.parametrize("empty_posts", [False, True])
def test_readers_meet_words_where_they_were_mentioned_and_quoted(
    cast: SimpleNamespace, conversation: SimpleNamespace, guest: FlaskClient, empty_posts: bool
) -> None:
    before = page_of(guest, conversation.first)
    assert 'href="/members/alice" class="mention">@Alice</a>' in before and "@alice wrote</a>" in before
    leave(cast, empty_posts=empty_posts)
    page = page_of(guest, conversation.first)
    assert "Thank you, Former member, it worked." in page and ">Former member wrote</a>" in page
    assert 'href="/members/bruno" class="mention">@bruno</a>' in page
    assert "@alice" not in page.lower() and "/members/alice" not in page and "former-" not in page


def test_in_the_language_of_the_text(cast: SimpleNamespace, guest: FlaskClient) -> None:
    thanks = opening(
        cast.viewer("chloe"), "Merci beaucoup @alice, la recette est vraiment excellente avec le beurre."
    )
    leave(cast)
    assert "<p>Merci beaucoup Ancien membre, la recette" in page_of(guest, thanks)


def test_search_finds_the_post_without_the_handle(
    cast: SimpleNamespace, conversation: SimpleNamespace, guest: FlaskClient
) -> None:
    assert f"/topics/{conversation.first.topic_id}" in guest.get("/search?q=worked+alice").text
    leave(cast)
    assert f"/topics/{conversation.first.topic_id}" not in guest.get("/search?q=worked+alice").text
    found = guest.get("/search?q=worked+greetings").text
    assert f"/topics/{conversation.first.topic_id}" in found and "Former member, it" in found


def test_earlier_texts_say_it_too_and_no_edit_is_told(
    cast: SimpleNamespace, conversation: SimpleNamespace, browser_of: BrowserOf
) -> None:
    notices = told(cast.chloe.id), told(cast.bruno.id)
    was = edits_of(conversation)
    leave(cast)
    shown = browser_of("chloe").get(f"/posts/{conversation.thanks.id}/revisions").text
    assert "Former member" in shown and "alice" not in shown.lower() and "former-" not in shown
    assert edits_of(conversation) == was
    assert (told(cast.chloe.id), told(cast.bruno.id)) == notices


def edits_of(conversation: SimpleNamespace) -> list[object]:
    db.session.rollback()
    numbers = [post.id for post in vars(conversation).values()]
    posts = select(Post.id, Post.edited_at, Post.revision_count).where(Post.id.in_(numbers)).order_by(Post.id)
    return [*db.session.execute(posts), *db.session.execute(select(Revision.id, Revision.number))]


def test_a_quote_stays_one_so_that_hiding_hides_its_words(
    cast: SimpleNamespace, conversation: SimpleNamespace, guest: FlaskClient
) -> None:
    leave(cast)
    with write_transaction():
        hide_post_text(db.session.get_one(Post, conversation.first.id), reason_key="spam", now=NOON)
    withheld = page_of(guest, conversation.quote)
    assert "Simmer the plums" not in withheld and ">Former member wrote</a>" in withheld
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, conversation.first.id), now=NOON)
    assert "Simmer the plums" in page_of(guest, conversation.quote)


def test_whoever_takes_the_name_next_is_led_to_from_nothing_old(
    cast: SimpleNamespace, conversation: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    leave(cast)
    chloe = browser_of("chloe")
    chloe.post("/settings/profile", data={"name": "Alice"})
    assert guest.get("/members/alice").status_code == 404
    assert guest.get("/members/alice-2").status_code == 200
    answer(conversation.first, cast.viewer("bruno"), "As @alice said.")
    assert "<p>As @alice said.</p>" in page_of(guest, conversation.first)
    hashes = db.session.execute(text("SELECT handle_hash FROM retired_handle")).scalars().all()
    assert len(hashes) == 1 and "alice" not in str(hashes)


def test_names_given_up_before_leaving_go_as_well(
    cast: SimpleNamespace, conversation: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    browser_of("alice").post("/settings/profile", data={"name": "Lise Linde"})
    later = answer(conversation.first, cast.viewer("bruno"), "And @lise-linde knows.")
    leave(cast)
    page = page_of(guest, later)
    assert "And Former member knows." in page and "Thank you, Former member, it worked." in page
    browser_of("chloe").post("/settings/profile", data={"name": "Alice"})
    assert guest.get("/members/alice").status_code == 404


def test_until_it_is_done_nobody_takes_the_handle_and_nobody_is_led_to_it(
    cast: SimpleNamespace, conversation: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    with write_transaction():
        leaving.begin_erasure(db.session.get_one(Member, cast.alice.id), empty_posts=False, now=NOON)
    browser_of("chloe").post("/settings/profile", data={"name": "Alice"})
    db.session.rollback()
    assert db.session.get_one(Member, cast.chloe.id, populate_existing=True).handle == "alice-2"
    late = answer(conversation.first, cast.viewer("bruno"), "Where is @alice going?")
    assert "<p>Where is @alice going?</p>" in page_of(guest, late)


def test_a_job_that_fails_midway_goes_on_where_it_stood(
    cast: SimpleNamespace,
    conversation: SimpleNamespace,
    guest: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(former_mentions, "PORTION", 1)
    calls = iter(range(1_000))

    def failing(*given: object) -> int | None:
        if next(calls) == 1:
            raise RuntimeError("the light went out")
        return strike_portion(*given)  # type: ignore[arg-type]  # what it is given

    monkeypatch.setattr(leaving, "strike_portion", failing)
    with write_transaction():
        leaving.begin_erasure(db.session.get_one(Member, cast.alice.id), empty_posts=False, now=clock.now())
    outbox.drain()
    db.session.rollback()
    assert db.session.get_one(Member, cast.alice.id, populate_existing=True).handle == ALICE.handle
    with write_transaction():
        db.session.execute(text("UPDATE outbox SET run_after = created_at"))
    outbox.drain()
    page = page_of(guest, conversation.first)
    assert "@alice" not in page.lower() and page.count("Former member wrote") == 1
    assert guest.get("/members/alice").status_code == 404


def test_a_portion_of_fifty_takes_as_many_statements_as_one_of_one(app: Flask, cast: SimpleNamespace) -> None:
    first = opening(cast.viewer("chloe"), "Hello @alice.")
    leaver = FormerMember(cast.alice.id, ("alice",), "https://pot.example", words_for_former)

    def struck() -> int:
        outbox.drain()
        with statements(app) as seen, write_transaction():
            assert strike_portion(MENTIONING[0], leaver, 0) is None
        return len(seen)

    alone = struck()
    for _ in range(50):
        answer(first, cast.viewer("chloe"), "Hello again @alice.", silent=True)
    many = struck()
    assert many == alone
    assert all("@former-" in source for source in db.session.scalars(select(Post.source)))


def test_a_text_that_grew_past_what_can_be_written_is_still_rendered(
    cast: SimpleNamespace, conversation: SimpleNamespace, guest: FlaskClient
) -> None:
    with write_transaction():
        long = quoting(conversation.first, "alice", "Simmer the plums slowly.", then="")
        db.session.execute(
            update(Post)
            .where(Post.id == conversation.quote.id)
            .values(source=long + "x" * (50_000 - len(long)))
        )
    leave(cast)
    with write_transaction():
        hide_post_text(db.session.get_one(Post, conversation.first.id), reason_key="spam", now=NOON)
    assert "Simmer the plums" not in page_of(guest, conversation.quote)
