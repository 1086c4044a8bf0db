"""Pictures beside options: sent once, described, and kept while the rest of the form is put right."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from forum.core.database import db, write_transaction
from forum.discussions.models import Post, PostUpload
from forum.polls.models import Poll, PollOption
from forum.polls.words import State
from forum.uploads.models import Upload, Withheld
from tests.conversations import opening
from tests.integration.polls.ballots import filled
from tests.pictures import picture

pytestmark = pytest.mark.usefixtures("alice_is_trusted", "an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
FIRST = "questions-0-options-0-"
NO_WORDS = "Say in words what each picture shows."


@pytest.fixture
def path(cast: SimpleNamespace) -> str:
    return f"/topics/{opening(cast.viewer('alice'), title='What next?').topic_id}/poll/new"


def with_picture(content: bytes, **more: Any) -> MultiDict[str, Any]:
    form = filled("Oat", "Rye", **more)
    form[f"{FIRST}picture"] = (BytesIO(content), "oat.png")
    return form


def kept(page: str) -> str:
    """Return the key of the picture with which the form came back."""
    return page.partition(f'name="{FIRST}kept" type="hidden" value="')[2].partition('"')[0]


def test_a_picture_needs_words_and_is_not_sent_twice_for_them(
    browser_of: BrowserOf, guest: FlaskClient, path: str
) -> None:
    alice = browser_of("alice")
    page = alice.post(path, data=with_picture(picture())).text
    assert NO_WORDS in page.partition(f'id="{FIRST}alt-errors">')[2].partition("</p>")[0]
    words = {f"{FIRST}kept": kept(page), f"{FIRST}alt": "A bowl of oats"}
    assert alice.post(path, data=filled("Oat", "Rye", **words)).status_code == 303
    page = guest.get("/polls/1").text
    assert 'alt="A bowl of oats"' in page
    address = page.partition('class="poll-picture" src="')[2].partition('"')[0]
    assert guest.get(address).mimetype == "image/webp"


@pytest.mark.parametrize("sent", [{"more": "0"}, {"questions-0-text": ""}], ids=["more room", "a fault"])
def test_a_picture_comes_back_with_the_form(browser_of: BrowserOf, path: str, sent: dict[str, str]) -> None:
    alice = browser_of("alice")
    page = alice.post(path, data=with_picture(picture(), **{f"{FIRST}alt": "Oats"}, **sent)).text
    key = kept(page)
    assert (
        f'src="/uploads/{key}/full.webp"' in page
        and alice.get(f"/uploads/{key}/full.webp").status_code == 200
    )
    alice.post(path, data=filled("Oat", "Rye", **{f"{FIRST}kept": key, f"{FIRST}alt": "Golden oats"}))
    assert db.session.scalars(db.select(Upload.alt)).all() == ["Golden oats"]
    assert db.session.scalars(db.select(PollOption.upload_id).order_by(PollOption.number)).all() == [1, None]


def test_a_picture_is_taken_away_again(browser_of: BrowserOf, path: str) -> None:
    alice = browser_of("alice")
    page = alice.post(path, data=with_picture(picture(), more="0")).text
    without = {f"{FIRST}kept": kept(page), f"{FIRST}without": "y"}
    assert alice.post(path, data=filled("Oat", "Rye", **without)).status_code == 303
    assert db.session.scalars(db.select(PollOption.upload_id)).all() == [None, None]


def test_what_is_no_picture_is_explained_beside_its_option(browser_of: BrowserOf, path: str) -> None:
    answer = browser_of("alice").post(path, data=with_picture(b"<svg/>"))
    beside = answer.text.partition(f'id="{FIRST}picture-errors">')[2].partition("</p>")[0]
    assert (answer.status_code, "This is not a picture that can be shown here." in beside) == (422, True)
    assert f'<a href="#{FIRST}picture">Option 1, Picture</a>' in answer.text
    assert db.session.query(Poll).count() == 0


def test_nobody_shows_a_picture_that_somebody_else_sent(
    cast: SimpleNamespace, browser_of: BrowserOf, path: str
) -> None:
    key = kept(browser_of("alice").post(path, data=with_picture(picture(), more="0")).text)
    theirs = {f"{FIRST}kept": key, f"{FIRST}alt": "Oats"}
    answer = browser_of("dana").post(path, data=filled("Oat", "Rye", **theirs))
    assert (answer.status_code, "This picture is not there any more." in answer.text) == (422, True)
    assert db.session.query(Poll).count() == 0


@pytest.mark.parametrize("who", ["alice", "dana"])
def test_who_asks_anew_keeps_the_picture_and_does_not_change_the_words_of_the_poll_before(
    cast: SimpleNamespace, browser_of: BrowserOf, path: str, who: str
) -> None:
    browser_of("alice").post(path, data=with_picture(picture(), **{f"{FIRST}alt": "Oats"}))
    browser = browser_of(who)
    page = browser.get("/polls/1/successor").text
    words = {f"{FIRST}kept": kept(page), f"{FIRST}alt": "Golden oats"}
    assert 'value="Oats"' in page
    browser.post("/polls/1/successor", data=filled("Porridge", "Rye", **words))
    found = db.select(PollOption.upload_id).where(PollOption.poll_id == 2).order_by(PollOption.number)
    assert db.session.scalars(found).all() == [1, None]
    assert db.session.scalars(db.select(Upload.alt)).all() == ["Oats"]


def test_a_picture_is_seen_by_those_who_may_read_its_poll(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, path: str
) -> None:
    browser_of("alice").post(path, data=with_picture(picture(), **{f"{FIRST}alt": "Oats"}))
    address = f"/uploads/{db.session.scalar(db.select(Upload.key))}"
    elsewhere = opening(cast.viewer("alice"), "Another post with it")
    asked = db.session.scalars(db.select(Post).where(Post.id != elsewhere.id)).one()

    def seen_after(change: Any) -> bool:
        with write_transaction():
            db.session.execute(change)
        return guest.get(address).status_code == 200

    poll, post = db.update(Poll), db.update(Post)
    assert seen_after(poll.values(shown=Poll.shown))
    assert not seen_after(poll.values(state=State.DRAFT))
    assert seen_after(poll.values(state=State.OPEN))
    assert not seen_after(post.where(Post.id == asked.id).values(read_level=2))
    assert seen_after(post.where(Post.id == asked.id).values(read_level=0))
    assert seen_after(db.insert(PostUpload).values(post_id=elsewhere.id, upload_id=1))
    assert not seen_after(post.where(Post.id == elsewhere.id).values(read_level=2)), "it went with that post"


def test_a_picture_that_is_withheld_leaves_no_gap_beside_its_option(
    browser_of: BrowserOf, guest: FlaskClient, path: str
) -> None:
    browser_of("alice").post(path, data=with_picture(picture(), **{f"{FIRST}alt": "Oats"}))
    with write_transaction():
        db.session.execute(db.update(Upload).values(withheld=Withheld.HIDDEN))
    page = guest.get(f"/polls/{db.session.scalar(db.select(Poll.id))}").text
    assert "Oat" in page and "poll-picture" not in page and "Oats" not in page
