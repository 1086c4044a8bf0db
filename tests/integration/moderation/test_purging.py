"""Purging: only for spam, what was taken back and legal erasure; two people, a reason, a tombstone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.audit.models import AuditEntry
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, NotAllowed
from forum.discussions.models import Post, PostState
from forum.discussions.operations.withdrawals import withdraw_post
from forum.moderation.models import PurgeGround, PurgeRequest, PurgeState
from forum.moderation.operations import hide_post
from forum.moderation.operations.purging import agree_to_purge, ask_for_purge, refuse_purge
from forum.moderation.policy import Second
from tests.conversations import NOON, answer, opening
from tests.integration.moderation.desk import act, again, objected, statement_of
from tests.replaying import replayed

LATER = NOON + timedelta(days=31)
BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def spam(cast: SimpleNamespace) -> Post:
    """Advertising of Alice's that Bruno hid a month ago."""
    post = answer(opening(cast.viewer("chloe")), cast.viewer("alice"), "Buy my pans!")
    act(hide_post, post, reason="spam", actor=cast.viewer("bruno"))
    return post


def ask(
    post: Post, cast: SimpleNamespace, ground: str = "spam", because: str = "Pans.", **told: object
) -> PurgeRequest:
    request: PurgeRequest = act(
        ask_for_purge,
        post,
        ground=PurgeGround(ground),
        because=because,
        **{"actor": cast.viewer("bruno"), "now": LATER, **told},
    )
    return request


def test_a_second_person_agrees_and_only_the_tombstone_stays(spam: Post, cast: SimpleNamespace) -> None:
    request = ask(spam, cast)
    assert again(spam).text == "Buy my pans!"
    assert act(agree_to_purge, request, actor=cast.viewer("emil"), now=LATER) == Second.ADMINISTRATOR
    assert (again(spam).state, again(spam).text) == (PostState.PURGED, "")
    entry = db.session.query(AuditEntry).filter_by(action="post.purged").one()
    assert (entry.actor_id, entry.details["asked_by"]) == (cast.emil.id, cast.bruno.id)


def test_whoever_asked_does_not_agree(spam: Post, cast: SimpleNamespace) -> None:
    request = ask(spam, cast)
    with pytest.raises(NotAllowed):
        act(agree_to_purge, request, actor=cast.viewer("bruno"), now=LATER + timedelta(days=9))
    assert again(spam).state == PostState.HIDDEN


def test_alone_the_same_person_agrees_after_a_day(spam: Post, cast: SimpleNamespace) -> None:
    request = ask(spam, cast)
    with write_transaction():
        again(cast.emil).active = False
    with pytest.raises(NotAllowed):
        act(agree_to_purge, request, actor=cast.viewer("bruno"), now=LATER + timedelta(hours=23))
    second = act(agree_to_purge, request, actor=cast.viewer("bruno"), now=LATER + timedelta(hours=25))
    assert second == Second.SAME_PERSON


def test_spam_waits_for_thirty_days(spam: Post, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="30 days"):
        ask(spam, cast, now=NOON + timedelta(days=29))


def test_what_is_hidden_for_another_reason_is_never_purged_as_spam(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    act(hide_post, post, reason="unkind", actor=cast.viewer("bruno"))
    with pytest.raises(Invalid, match="not hidden as advertising"):
        ask(post, cast)


def test_what_its_author_took_back(cast: SimpleNamespace) -> None:
    post = opening(cast.viewer("alice"))
    with pytest.raises(Invalid, match="has not taken this post back"):
        ask(post, cast, "withdrawn")
    act(withdraw_post, post, actor=cast.viewer("alice"))
    assert ask(post, cast, "withdrawn").state == PurgeState.ASKED


def test_it_needs_a_reason_and_is_asked_for_once(spam: Post, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="Say why"):
        ask(spam, cast, because=" ")
    ask(spam, cast)
    with pytest.raises(Invalid, match="asked for this already"):
        ask(spam, cast)


def test_an_open_objection_comes_first(spam: Post, cast: SimpleNamespace) -> None:
    objected(statement_of(spam), cast.viewer("alice"))
    with pytest.raises(Invalid, match="objection about this post"):
        ask(spam, cast)


def test_refused_the_text_stays(spam: Post, cast: SimpleNamespace) -> None:
    request = ask(spam, cast)
    act(refuse_purge, request, actor=cast.viewer("emil"), now=LATER)
    with pytest.raises(Invalid, match="before you"):
        act(agree_to_purge, request, actor=cast.viewer("emil"), now=LATER)
    assert again(spam).text == "Buy my pans!"


def test_by_hand(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    post = opening(cast.viewer("alice"), "My old address.")
    bruno = browser_of("bruno")
    data = {"ground": "erasure", "because": "A court said so."}
    assert bruno.post(f"/posts/{post.id}/purging", data=data).status_code == 303
    assert "A court said so." in bruno.get("/moderation/purges").text
    (request,) = db.session.query(PurgeRequest).all()
    browser_of("emil").post(f"/moderation/purges/{request.id}/agreement")
    db.session.rollback()
    assert again(post).state == PostState.PURGED
    assert "A court said so." in bruno.get("/moderation/purges?state=decided").text


def test_there_is_no_button_that_deletes(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    post = opening(cast.viewer("alice"))
    page = browser_of("bruno").get(f"/topics/{post.topic_id}/into-the-pot").text
    assert "Delete" not in page
