"""Objecting: by the author, or by whoever reported what stayed; decided by somebody else, in writing (DSA, art. 20)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import SYSTEM, Invalid, NotAllowed
from forum.core.settings import set_setting
from forum.discussions.models import Post, PostState
from forum.discussions.operations.editing import edit_post
from forum.moderation.models import Objection, ObjectionState, Report, ReportState, Statement
from forum.moderation.operations import (
    ask_for_restoration,
    decide_objection,
    decline_report,
    object_to_report,
    report_member,
    report_post,
    unhide_post,
)
from forum.moderation.policy import Second
from tests.conversations import NOON, answer, opening
from tests.integration.moderation.desk import act, again, decided, hidden, objected
from tests.letters import letters_to
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return answer(opening(cast.viewer("chloe")), cast.viewer("alice"))


@pytest.fixture
def statement(post: Post, cast: SimpleNamespace) -> Statement:
    """Bruno has hidden a post of Alice's."""
    return hidden(post, cast.viewer("bruno"))


def test_upheld_by_another_the_post_stands_again(
    post: Post, statement: Statement, cast: SimpleNamespace
) -> None:
    objection = objected(statement, cast.viewer("alice"))
    assert decided(objection, cast.viewer("emil"), upheld=True) == Second.ADMINISTRATOR
    assert again(post).state == PostState.VISIBLE
    assert again(statement).lifted_at == NOON


def test_declined_it_stays_hidden_and_the_answer_is_told(
    post: Post, statement: Statement, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    decided(objected(statement, cast.viewer("alice")), cast.viewer("emil"), upheld=False)
    assert again(post).state == PostState.HIDDEN
    drain()
    assert "I looked again." in letters_to("alice")[-1].get_body(("plain",)).get_content()
    assert "I looked again." in browser_of("alice").get(f"/statements/{statement.id}").text


def test_who_decided_first_does_not_decide_again(statement: Statement, cast: SimpleNamespace) -> None:
    objection = objected(statement, cast.viewer("alice"))
    with pytest.raises(NotAllowed, match="Somebody else has to look"):
        decided(objection, cast.viewer("bruno"), upheld=False, now=NOON + 9 * DAY)
    assert again(objection).state == ObjectionState.OPEN


@pytest.mark.parametrize("handle", ["alice", "chloe", "dana"])
def test_those_who_do_not_moderate_decide_nothing(
    statement: Statement, cast: SimpleNamespace, handle: str
) -> None:
    objection = objected(statement, cast.viewer("alice"))
    with pytest.raises(NotAllowed):
        decided(objection, cast.viewer(handle), upheld=True)


def test_no_machine_decides(statement: Statement, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        decided(objected(statement, cast.viewer("alice")), SYSTEM, upheld=False)


def test_a_decision_without_a_word_is_refused(statement: Statement, cast: SimpleNamespace) -> None:
    objection = objected(statement, cast.viewer("alice"))
    with pytest.raises(Invalid, match="Write why"):
        act(decide_objection, objection, upheld=True, answer="  ", actor=cast.viewer("emil"))
    assert again(objection).state == ObjectionState.OPEN


def alone(cast: SimpleNamespace) -> None:
    """Let nobody but Bruno moderate: Emil is away for good."""
    with write_transaction():
        again(cast.emil).active = False


def test_alone_the_same_person_decides_after_a_day_and_the_record_says_so(
    statement: Statement, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    objection = objected(statement, cast.viewer("alice"))
    alone(cast)
    with pytest.raises(NotAllowed, match="only a day after"):
        decided(objection, cast.viewer("bruno"), upheld=False, now=NOON + timedelta(hours=23))
    assert decided(objection, cast.viewer("bruno"), upheld=False, now=NOON + DAY) == Second.SAME_PERSON
    page = browser_of("alice").get(f"/statements/{statement.id}").text
    assert "One person moderates here alone" in page


def test_the_named_outsider_decides_where_one_person_moderates_alone(
    post: Post, statement: Statement, cast: SimpleNamespace
) -> None:
    objection = objected(statement, cast.viewer("alice"))
    alone(cast)
    with write_transaction():
        set_setting("moderation.outsider", "@dana")
    with pytest.raises(NotAllowed, match="Somebody else"):
        decided(objection, cast.viewer("bruno"), upheld=False, now=NOON + 9 * DAY)
    assert decided(objection, cast.viewer("dana"), upheld=True) == Second.OUTSIDER
    assert again(post).state == PostState.VISIBLE


def test_after_six_months_it_is_too_late(statement: Statement, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="six months"):
        objected(statement, cast.viewer("alice"), now=NOON + 190 * DAY)


def test_only_whom_it_is_about_objects(statement: Statement, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        objected(statement, cast.viewer("chloe"))


def test_an_objection_needs_words_and_comes_once(statement: Statement, cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="Say why"):
        objected(statement, cast.viewer("alice"), " ")
    objected(statement, cast.viewer("alice"))
    with pytest.raises(Invalid, match="waiting for an answer"):
        objected(statement, cast.viewer("alice"))


def test_the_author_mends_the_post_and_asks_for_it(
    post: Post, statement: Statement, cast: SimpleNamespace
) -> None:
    alice = cast.viewer("alice")
    with pytest.raises(Invalid, match="Change the post first"):
        act(ask_for_restoration, statement, actor=alice)
    later = NOON + timedelta(hours=2)
    act(edit_post, post, source="Carrots, peeled.", editor=alice, now=later, based_on_revision=0)
    objection = act(ask_for_restoration, statement, actor=alice, now=later + timedelta(hours=1))
    decided(objection, cast.viewer("emil"), upheld=True, now=later + DAY)
    assert again(post).state == PostState.VISIBLE


def test_shown_again_by_the_moderator_there_is_nothing_left_to_decide(
    post: Post, statement: Statement, cast: SimpleNamespace
) -> None:
    objection = objected(statement, cast.viewer("alice"))
    act(unhide_post, post, because="I was wrong.", actor=cast.viewer("bruno"))
    settled = again(objection)
    assert (settled.state, settled.second) == (ObjectionState.UPHELD, Second.TAKEN_BACK)


def declined(post: Post, cast: SimpleNamespace, now: datetime = NOON) -> Report:
    """Chloé has reported a post of Alice's, and Bruno has left it."""
    report: Report = act(report_post, post, reason="unkind", note="", actor=cast.viewer("chloe"))
    act(decline_report, report, answer="It is a joke.", actor=cast.viewer("bruno"), now=now)
    return report


def test_whoever_reported_sees_why_it_stayed_and_asks_for_another_look(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    report = declined(post, cast, clock.now())
    chloe = browser_of("chloe")
    assert "It is a joke." in chloe.get(f"/reports/{report.id}").text
    assert chloe.post(f"/reports/{report.id}", data={"text": "It is none."}).status_code == 303
    assert "Another look was asked for" in chloe.get(f"/reports/{report.id}").text


def test_the_second_person_hides_it_after_all(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    report = declined(post, cast)
    objection = act(object_to_report, report, text="It is none.", actor=cast.viewer("chloe"))
    with pytest.raises(Invalid, match="Choose a reason"):
        decided(objection, cast.viewer("emil"), upheld=True)
    assert again(post).state == PostState.VISIBLE
    decided(objection, cast.viewer("emil"), upheld=True, reason="unkind")
    assert again(post).state == PostState.HIDDEN
    assert again(report).state == ReportState.UPHELD


def test_whom_a_report_is_about_decides_neither_about_it_nor_about_the_objection(
    cast: SimpleNamespace,
) -> None:
    report = act(report_member, cast.bruno, reason="unkind", note="", actor=cast.viewer("chloe"))
    with pytest.raises(NotAllowed, match="somebody else"):
        act(decline_report, report, actor=cast.viewer("bruno"))
    act(decline_report, report, actor=cast.viewer("emil"))
    objection = act(object_to_report, report, text="Look again.", actor=cast.viewer("chloe"))
    with pytest.raises(NotAllowed, match="about you"):
        decided(objection, cast.viewer("bruno"), upheld=False)


def test_it_all_works_by_hand(
    post: Post, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    statement = hidden(post, cast.viewer("bruno"), now=clock.now())
    objecting = browser_of("alice").post(
        f"/statements/{statement.id}/objections", data={"text": "It belongs here."}
    )
    assert objecting.status_code == 303
    emil = browser_of("emil")
    assert "It belongs here." in emil.get("/moderation/objections").text
    db.session.rollback()
    (objection,) = db.session.query(Objection).all()
    page = f"/moderation/objections/{objection.id}"
    assert "Carrots, always." in emil.get(page).text
    assert emil.post(page, data={"upheld": "yes"}).status_code == 422
    assert emil.post(page, data={"upheld": "yes", "answer": "You are right."}).status_code == 303
    assert "Carrots, always." in guest.get(f"/topics/{post.topic_id}/into-the-pot").text
