"""Private conversations: one thread a matter, for a member and the whole team, erased with the member."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.personal_data import personal_data
from forum.desk.models import DeskItem, Greeting, PersonalTask, Talk, TalkMessage
from forum.desk.operations.talks import open_talk
from forum.desk.operations.tasks import Promise, personalise
from forum.desk.words import Gift
from tests.conversations import NOON, opening
from tests.desk import give
from tests.recordings import small_webm

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def talk(cast: SimpleNamespace) -> Talk:
    """What Bruno began with Alice."""
    with write_transaction():
        return open_talk(
            cast.alice,
            subject="Your prize",
            text="Where shall we send it?",
            actor=cast.viewer("bruno"),
            now=NOON,
        )


def test_the_member_is_told_and_answers_and_the_whole_team_reads(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    drain()
    alice = browser_of("alice")
    assert "Bruno Basil from the team wrote to you" in alice.get("/notifications").text
    assert "Where shall we send it?" in alice.get(f"/conversations/{talk.id}").text
    alice.post(f"/conversations/{talk.id}/messages", data={"text": "To 7 Mill Lane."})
    assert "To 7 Mill Lane." in browser_of("dana").get(f"/conversations/{talk.id}").text


def test_what_a_member_writes_waits_in_the_queue_until_the_team_answers(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    browser_of("alice").post(f"/conversations/{talk.id}/messages", data={"text": "To 7 Mill Lane."})
    assert "Your prize" in browser_of("bruno").get("/desk?source=talk").text
    browser_of("emil").post(f"/conversations/{talk.id}/messages", data={"text": "It is on its way."})
    db.session.rollback()
    assert db.session.query(DeskItem).one().state == "done"


def test_notes_are_for_the_team(cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf) -> None:
    browser_of("bruno").post(
        f"/conversations/{talk.id}/messages", data={"text": "Third prize!", "is_note": "y"}
    )
    assert "Third prize!" in browser_of("dana").get(f"/conversations/{talk.id}").text
    assert "Third prize!" not in browser_of("alice").get(f"/conversations/{talk.id}").text


@pytest.mark.parametrize("handle", ["chloe"])
def test_nobody_else_finds_it(talk: Talk, browser_of: BrowserOf, handle: str) -> None:
    stranger = browser_of(handle)
    assert stranger.get(f"/conversations/{talk.id}").status_code == 404
    assert stranger.post(f"/conversations/{talk.id}/messages", data={"text": "Me too!"}).status_code == 404


def test_closed_with_a_reason_that_the_member_reads(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    bruno, alice = browser_of("bruno"), browser_of("alice")
    assert bruno.post(f"/conversations/{talk.id}/closing", data={"because": ""}).status_code == 422
    bruno.post(f"/conversations/{talk.id}/closing", data={"because": "It has arrived."})
    assert "It has arrived." in alice.get(f"/conversations/{talk.id}").text
    assert alice.post(f"/conversations/{talk.id}/messages", data={"text": "More!"}).status_code == 422


def test_a_member_begins_one(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    browser_of("alice").post("/conversations/new", data={"subject": "My order", "text": "Two jars broke."})
    assert "My order" in browser_of("dana").get("/desk/conversations").text


def test_it_is_handed_over_without_notes_and_erased_with_the_member(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    browser_of("bruno").post(f"/conversations/{talk.id}/messages", data={"text": "A note.", "is_note": "y"})
    post = opening(cast.viewer("alice"))
    promised = Promise(Gift.PRODUCT, cast.dana, NOON.date())
    give(personalise, post, cast.viewer("bruno"), promise=promised, sentence="Alice, taste this!")
    desk = personal_data["desk"]
    export = desk.export(cast.alice.id)
    assert "Where shall we send it?" in str(export)
    assert "A note." not in str(export)
    assert [each["what"] for each in export["promised"]] == ["product"]
    with write_transaction():
        desk.erase(cast.alice.id, False)
    assert [db.session.query(table).count() for table in (Talk, TalkMessage, PersonalTask)] == [0, 0, 0]


def test_a_recorded_greeting_is_played_to_its_member_alone(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    sent = {"text": "", "words": "Well done!", "recording": (small_webm(), "greeting.webm")}
    assert browser_of("dana").post(f"/conversations/{talk.id}/messages", data=sent).status_code == 303
    greeting = db.session.query(Greeting).one()
    played = browser_of("alice").get(f"/greetings/{greeting.id}")
    assert (played.status_code, played.mimetype) == (200, "video/webm")
    assert browser_of("chloe").get(f"/greetings/{greeting.id}").status_code == 404


def test_a_file_that_is_no_recording_is_refused(
    cast: SimpleNamespace, talk: Talk, browser_of: BrowserOf
) -> None:
    sent = {"text": "Look", "words": "Hello", "recording": (small_webm(b"<script>"), "greeting.mp4")}
    answered = browser_of("dana").post(f"/conversations/{talk.id}/messages", data=sent)
    assert answered.status_code == 422
    assert "MP4 and WebM work" in answered.text
