"""What this room hands over about a member, and forgets."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forum.core.database import db, write_transaction
from forum.core.outbox.work import drain
from forum.discussions.models import Draft, Following, Post, PostState
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.personal import erase, export
from tests.conversations import NOON, answer, opening, quoting
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def test_a_member_gets_everything_they_wrote(cast: SimpleNamespace) -> None:
    alice = cast.viewer("alice")
    post = opening(alice, "First words", title="My topic")
    with write_transaction():
        edit_post(
            db.session.get_one(Post, post.id),
            source="Later words",
            editor=alice,
            now=NOON,
            based_on_revision=0,
        )
        save_draft(alice, "topic:new", {"body": "Half a thought"}, based_on_version=0, now=NOON)
    handed_over = str(export(cast.alice.id))
    for words in ("First words", "Later words", "My topic", "Half a thought"):
        assert words in handed_over


def test_but_not_what_others_wrote_and_moderators_hid(cast: SimpleNamespace) -> None:
    secret = opening(cast.viewer("chloe"), "The sauce is miso")
    answer(secret, cast.viewer("alice"), quoting(secret, "chloe", "The sauce is miso", "Mine is salt"))
    with write_transaction():
        hide_post_text(db.session.get_one(Post, secret.id), reason_key="off-topic", now=NOON)
    handed_over = str(export(cast.alice.id))
    assert "Mine is salt" in handed_over
    assert "miso" not in handed_over


@pytest.mark.parametrize("emptied", [True, False])
def test_leaving_forgets_what_is_theirs_alone_and_posts_if_they_wish(
    cast: SimpleNamespace, emptied: bool
) -> None:
    alice = cast.viewer("alice")
    post = opening(alice, "The sauce is miso")
    answer(post, cast.viewer("chloe"), quoting(post, "alice", "The sauce is miso"))
    with write_transaction():
        save_draft(alice, "topic:new", {"body": "x"}, based_on_version=0, now=NOON)
    with write_transaction():
        erase(cast.alice.id, emptied)
    drain()
    db.session.rollback()
    fresh = db.session.get_one(Post, post.id, populate_existing=True)
    assert fresh.state == (PostState.PURGED if emptied else PostState.VISIBLE)
    words = " ".join(f"{each.source} {each.html}" for each in db.session.query(Post))
    assert ("miso" in words) is not emptied
    assert db.session.query(Draft).count() == 0
    assert db.session.query(Following).filter_by(member_id=cast.alice.id).count() == 0
    assert_all_counters_are_right()
