"""A notice by anybody, without an account: receipt, secret page, reasoned decision (DSA, art. 16)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Post
from forum.moderation import jobs
from forum.moderation.models import Report, ReportState
from forum.moderation.operations import decline_report, hide_post
from tests.conversations import answer, opening, team_shelf
from tests.integration.moderation.desk import act, again
from tests.letters import letters_to, plain_text
from tests.replaying import replayed

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return answer(opening(cast.viewer("chloe")), cast.viewer("alice"), "Nora stole my recipe.")


def fill(address: str, **more: str) -> dict[str, str]:
    return {
        "address": address,
        "reason": "illegal",
        "text": "This is a lie about my daughter.",
        "name": "Wilma Woodruff",
        "email": "wilma@example.com",
        "in_good_faith": "y",
        **more,
    }


def send(guest: FlaskClient, address: str, **more: str) -> str:
    """Send a notice; gives the path of its page."""
    answered = guest.post("/notices/new", data=fill(address, **more))
    assert answered.status_code == 303, answered.text
    return answered.headers["Location"]


def the_report() -> Report:
    db.session.rollback()
    return db.session.query(Report).one()


def test_a_stranger_gets_a_receipt_with_a_link_that_nobody_else_knows(post: Post, guest: FlaskClient) -> None:
    path = send(guest, f"/topics/{post.topic_id}/posts/{post.number}")
    (letter,) = letters_to("wilma")
    assert path in plain_text(letter)
    assert "It waits for a moderator" in guest.get(path).text
    assert guest.get(path).headers["Cache-Control"] == "no-store"
    assert guest.get(path[:-1] + ("A" if path[-1] != "A" else "B")).status_code == 404


def test_moderators_find_it_among_the_reports(post: Post, guest: FlaskClient, browser_of: BrowserOf) -> None:
    send(guest, f"/posts/{post.id}")
    page = browser_of("bruno").get("/moderation/reports").text
    assert "Notice by Wilma Woodruff" in page
    assert "wilma@example.com" not in page


def test_declined_the_reasons_come_by_mail_and_another_look_can_be_asked_for(
    post: Post, guest: FlaskClient, cast: SimpleNamespace
) -> None:
    path = send(guest, f"/posts/{post.id}")
    act(
        decline_report,
        the_report(),
        answer="It names no surname.",
        actor=cast.viewer("bruno"),
        now=clock.now(),
    )
    assert "It names no surname." in plain_text(letters_to("wilma")[-1])
    assert guest.post(path, data={"text": "Everybody knows her."}).status_code == 303
    assert "Another look was asked for" in guest.get(path).text


def test_hidden_the_notifier_is_told_and_the_author_reads_that_there_was_a_notice(
    post: Post, guest: FlaskClient, cast: SimpleNamespace
) -> None:
    send(guest, f"/posts/{post.id}")
    act(hide_post, post, reason="illegal", actor=cast.viewer("bruno"))
    assert "you were right" in plain_text(letters_to("wilma")[-1])
    letter = plain_text(letters_to("alice")[-1])
    assert "Somebody had sent us a notice." in letter
    assert "Wilma" not in letter


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("text", "Say why you think"),
        ("name", "Type your name."),
        ("email", "so that we can answer"),
        ("in_good_faith", "We need your word"),
        ("reason", "Choose a reason."),
        ("address", "Type the address."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_filed(
    post: Post, guest: FlaskClient, missing: str, said: str
) -> None:
    data = fill(f"/posts/{post.id}")
    del data[missing]
    answered = guest.post("/notices/new", data=data)
    assert answered.status_code == 422
    assert said in re.sub(r"&#\d+;", "'", answered.text)
    assert db.session.query(Report).count() == 0


def test_about_child_abuse_nobody_has_to_give_a_name(post: Post, guest: FlaskClient) -> None:
    send(guest, f"/posts/{post.id}", name="", email="", anonymous="y")
    assert the_report().contact_email is None


def test_what_is_not_there_and_what_one_may_not_read_are_answered_alike(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    secret = opening(cast.viewer("dana"), category=team_shelf())
    pages = {
        guest.post("/notices/new", data=fill(address)).text.count("There is nothing at this address")
        for address in (
            f"/posts/{secret.id}",
            "/posts/999999",
            "https://elsewhere.example/posts/1",
            "http://[",
        )
    }
    assert pages == {2}
    assert db.session.query(Report).count() == 0


@pytest.mark.parametrize(
    "form", ["/posts/{id}", "http://127.0.0.1:8000/topics/{topic}#post-{number}", "/members/alice"]
)
def test_addresses_as_people_copy_them(post: Post, guest: FlaskClient, form: str) -> None:
    own = guest.application.config["PUBLIC_URL"]
    address = form.replace("http://127.0.0.1:8000", own)
    send(guest, address.format(id=post.id, topic=post.topic_id, number=post.number))
    found = the_report()
    assert (found.post_id or found.member_id) is not None


def test_a_year_after_the_decision_the_notifier_is_forgotten(
    post: Post, guest: FlaskClient, cast: SimpleNamespace
) -> None:
    send(guest, f"/posts/{post.id}")
    report = the_report()
    act(decline_report, report, actor=cast.viewer("bruno"), now=clock.now() - timedelta(days=366))
    jobs.forget()
    with write_transaction():
        assert (again(report).contact_name, again(report).contact_email) == ("", None)
    assert again(report).state == ReportState.DECLINED
