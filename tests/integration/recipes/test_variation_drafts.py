"""A variation that is being written begins with somebody else's words: they go when the original goes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions import personal
from forum.discussions.models import Draft, Post
from forum.discussions.operations.blackout import blackout_passage
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.purging import purge_post
from tests.conversations import NOON
from tests.creations import document, recipe

BrowserOf = Callable[[str], FlaskClient]
WORDS = "zqsecretqz"


@pytest.fixture
def original(cast: SimpleNamespace) -> Post:
    """Alice's recipe, of which Chloe has begun to write a version of her own."""
    post = recipe(cast.viewer("alice"), document(f"7 {WORDS}"), title=f"Pie of {WORDS}")
    typed = {
        "title": f"My {WORDS}",
        "ingredients": f"8 {WORDS}",
        "parts": f'{{"steps":[{{"text":"{WORDS}"}}]}}',
    }
    with write_transaction():
        save_draft(cast.viewer("chloe"), f"vary:{post.topic_id}", typed, based_on_version=0, now=NOON)
    return post


def all_that_is_shown(chloe: FlaskClient, cast: SimpleNamespace, original: Post) -> str:
    """Return every page and file on which Chloe meets her draft."""
    pages = (f"/recipes/new?variation_of={original.topic_id}", "/drafts")
    shown = [chloe.get(page).get_data(as_text=True) for page in pages]
    return "".join(shown) + str(personal.export(cast.chloe.id)["drafts"])


def test_while_the_original_is_hidden_so_are_its_words(
    cast: SimpleNamespace, browser_of: BrowserOf, original: Post
) -> None:
    chloe = browser_of("chloe")
    assert WORDS in all_that_is_shown(chloe, cast, original)
    with write_transaction():
        hide_post_text(db.session.get_one(Post, original.id), reason_key="spam", now=NOON)
    assert WORDS not in all_that_is_shown(chloe, cast, original)
    with write_transaction():
        unhide_post_text(db.session.get_one(Post, original.id), now=NOON)
    assert WORDS in all_that_is_shown(chloe, cast, original)


def test_when_the_original_is_gone_for_good_nothing_is_kept(cast: SimpleNamespace, original: Post) -> None:
    with write_transaction():
        purge_post(db.session.get_one(Post, original.id), now=clock.now())
    assert db.session.query(Draft).count() == 0


def test_a_black_bar_covers_the_draft_too(cast: SimpleNamespace, original: Post) -> None:
    with write_transaction():
        post = db.session.get_one(Post, original.id)
        blackout_passage(post, WORDS, actor=cast.viewer("bruno"), now=clock.now())
    db.session.expire_all()
    assert WORDS not in str(db.session.query(Draft).one().fields)
