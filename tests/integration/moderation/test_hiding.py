"""Hide instead of delete: who still reads it, who is told, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.audit.models import AuditEntry
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Post
from forum.moderation.operations import hide_post, unhide_post
from tests.conversations import NOON, answer, opening, quoting
from tests.replaying import replayed

SECRET = "The moon is made of Gruyère."
BrowserOf = Callable[[str], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")


def hide(post: Post, viewer: object, reason: str = "off-topic") -> None:
    with write_transaction():
        hide_post(db.session.get_one(Post, post.id), reason=reason, actor=viewer, now=NOON)


def unhide(post: Post, viewer: object) -> None:
    with write_transaction():
        unhide_post(db.session.get_one(Post, post.id), actor=viewer, now=NOON)


@pytest.fixture
@replayed
def hidden(cast: SimpleNamespace) -> Post:
    """A reply of Alice's that Bruno has hidden, in a topic of Chloé's."""
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"), SECRET)
    hide(post, cast.viewer("bruno"))
    return post


def page_with(post: Post) -> str:
    return f"/topics/{post.topic_id}/into-the-pot"


def test_readers_see_a_placeholder_with_the_reason(hidden: Post, guest: FlaskClient) -> None:
    page = guest.get(page_with(hidden)).text
    assert SECRET not in page
    assert "off topic" in page


def test_strangers_see_the_same_placeholder(hidden: Post, browser_of: BrowserOf) -> None:
    assert SECRET not in browser_of("chloe").get(page_with(hidden)).text


def test_the_author_still_reads_the_text(hidden: Post, browser_of: BrowserOf) -> None:
    assert SECRET in browser_of("alice").get(page_with(hidden)).text


def test_moderators_still_read_the_text(hidden: Post, browser_of: BrowserOf) -> None:
    assert SECRET in browser_of("bruno").get(page_with(hidden)).text


def test_shown_again_everybody_reads_it(hidden: Post, cast: SimpleNamespace, guest: FlaskClient) -> None:
    unhide(hidden, cast.viewer("bruno"))
    assert SECRET in guest.get(page_with(hidden)).text


def test_quotes_of_it_are_withheld_and_come_back(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"), SECRET)
    answer(post, cast.viewer("chloe"), quoting(post, "alice", SECRET))
    hide(post, cast.viewer("bruno"))
    assert SECRET not in guest.get(page_with(post)).text
    unhide(post, cast.viewer("bruno"))
    assert guest.get(page_with(post)).text.count(SECRET) >= 2


def test_the_author_is_told_why(hidden: Post, browser_of: BrowserOf) -> None:
    drain()
    page = browser_of("alice").get("/notifications").text
    assert "was hidden by moderation" in page
    assert "off topic" in page


def test_it_is_on_record(hidden: Post) -> None:
    entry = db.session.query(AuditEntry).filter_by(action="post.hidden").one()
    assert (entry.subject_id, entry.reason) == (hidden.id, "off-topic")
    assert entry.details == {"before": "visible", "after": "hidden"}


def test_hiding_needs_a_known_reason(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with pytest.raises(Invalid):
        hide(post, cast.viewer("bruno"), "because")


def test_hiding_what_is_hidden_is_answered_clearly(hidden: Post, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="somebody was here before you"):
        hide(hidden, cast.viewer("bruno"))


@pytest.mark.parametrize("handle", ["alice", "chloe", "dana"])
def test_only_moderators_hide(cast: SimpleNamespace, handle: str) -> None:
    post = opening(cast.viewer("alice"))
    with pytest.raises(NotAllowed):
        hide(post, cast.viewer(handle))


def test_no_moderator_judges_their_own_post(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("bruno"))
    with pytest.raises(NotAllowed):
        hide(post, cast.viewer("bruno"))


def test_a_moderator_hides_from_the_page_itself(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"), SECRET)
    bruno = browser_of("bruno")
    assert SECRET in bruno.get(f"/posts/{post.id}/hiding").text
    answered = bruno.post(f"/posts/{post.id}/hiding", data={"reason": "off-topic", "note": "again"})
    assert answered.status_code == 303
    assert SECRET not in guest.get(page_with(post)).text


def test_hiding_without_a_reason_keeps_the_note_and_hides_nothing(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("alice"), SECRET)
    answered = browser_of("bruno").post(f"/posts/{post.id}/hiding", data={"note": "the third time"})
    assert answered.status_code == 422
    assert "the third time" in answered.text
    assert SECRET in guest.get(page_with(post)).text


def test_a_member_who_is_no_moderator_finds_no_such_page(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = opening(cast.viewer("alice"))
    assert browser_of("chloe").get(f"/posts/{post.id}/hiding").status_code == 403


def test_a_blacked_out_passage_is_gone_from_text_revisions_and_quotes(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"), "Call me: 030 1234567, any time.")
    answer(post, cast.viewer("chloe"), quoting(post, "alice", "Call me: 030 1234567, any time."))
    answered = browser_of("bruno").post(f"/posts/{post.id}/blackout", data={"passage": "030 1234567"})
    assert answered.status_code == 303
    for person in (guest, browser_of("alice"), browser_of("bruno")):
        assert "030 1234567" not in person.get(page_with(post)).text
    assert "any time" in guest.get(page_with(post)).text


def test_where_it_was_copied_by_hand_the_moderator_is_shown_the_post(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"), "Call me: 030 1234567, any time.")
    copy = answer(post, cast.viewer("chloe"), "She said: call 030\n1234567 after six.")
    hide(copy, cast.viewer("bruno"))
    answered = browser_of("bruno").post(f"/posts/{post.id}/blackout", data={"passage": "030  1234567"})
    assert answered.status_code == 200
    assert f'href="/posts/{copy.id}/blackout"' in answered.text
    assert browser_of("bruno").post(f"/posts/{copy.id}/blackout", data={"passage": "030 1234567"}).location
