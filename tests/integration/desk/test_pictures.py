"""The brand's own set of pictures: kept by the team, given with warm words, at rest for who wants no movement."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Invalid
from forum.core.storage import current_storage
from forum.desk.models import Answer, AnswerPicture, DeskPicture
from forum.desk.operations.answers import value as give_value
from forum.discussions.models import Post
from forum.uploads import upkeep
from forum.uploads.models import Upload
from tests.conversations import opening
from tests.replaying import replayed
from tests.unit.uploads.test_moving import dance

BrowserOf = Callable[[str], FlaskClient]
WORDS = {
    **{f"name_{code}": f"Pot ({code})" for code in ("en", "fr", "de")},
    **{f"alt_{code}": f"A pot that dances ({code})" for code in ("en", "fr", "de")},
}


@pytest.fixture
@replayed
def post(cast: SimpleNamespace) -> Post:
    return opening(cast.viewer("alice"), "My grandmother's lemon tart, at last as she made it.")


def add(browser: FlaskClient, data: bytes | None = None, **words: str) -> TestResponse:
    """Add a picture to the set."""
    file = (BytesIO(dance() if data is None else data), "pot.gif")
    return browser.post("/desk/pictures", data={**WORDS, **words, "file": file})


def value(browser: FlaskClient, post: Post, mark: str = "picture:1") -> TestResponse:
    words = {"kind": "4", "sentence": "Alice, that is how it should taste.", "mark": mark}
    return browser.post(f"/posts/{post.id}/answers", data=words)


def shown(browser: FlaskClient, post: Post) -> str:
    return browser.get(f"/topics/{post.topic_id}", follow_redirects=True).text


def test_a_picture_moves_beside_warm_words_and_rests_where_that_is_wanted(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, post: Post
) -> None:
    dana = browser_of("dana")
    assert add(dana).status_code == 303
    assert 'value="picture:1"' in dana.get(f"/posts/{post.id}/answers?kind=4").text
    assert value(dana, post).status_code == 303
    page = shown(guest, post)
    still, moving = re.search(  # type: ignore[union-attr]  # it stands there
        r'<source srcset="([^"]+)" media="\(prefers-reduced-motion: reduce\)"><img src="([^"]+)" '
        r'alt="A pot that dances \(en\)"',
        page,
    ).groups()
    frames = [getattr(Image.open(BytesIO(guest.get(key).data)), "n_frames", 1) for key in (still, moving)]
    assert frames == [1, 6]
    drain()
    assert "[A pot that dances (en)]" in browser_of("alice").get("/notifications").text


def test_what_is_retired_is_offered_no_more_and_stays_where_it_was_given(
    cast: SimpleNamespace, browser_of: BrowserOf, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana, other = browser_of("dana"), opening(cast.viewer("chloe"))
    add(dana)
    value(dana, post)
    dana.post("/desk/pictures/1/retirement")
    assert 'value="picture:1"' not in dana.get(f"/posts/{other.id}/answers?kind=4").text
    assert value(dana, other).status_code == value(dana, other, "picture:9").status_code == 422
    with pytest.raises(Invalid, match="your own pictures"), write_transaction():
        kept = db.session.get_one(DeskPicture, 1)
        words = {"sentence": "As it should taste.", "actor": cast.viewer("dana"), "now": clock.now()}
        give_value(db.session.get_one(Post, other.id), picture=kept, **words)
    now = clock.now()
    monkeypatch.setattr("forum.core.clock.SystemClock.now", lambda self: now + upkeep.UNUSED_KEPT * 2)
    upkeep.forget_unused()
    upkeep.forget_strays()
    drain()
    db.session.rollback()
    assert db.session.query(Upload).count() == 2
    assert len([file for file in current_storage().files() if file.name.endswith(".webp")]) == 2
    assert "A pot that dances (en)" in shown(browser_of("alice"), post)
    dana.post("/desk/pictures/1/retirement/delete")
    assert value(dana, other).status_code == 303


def test_the_set_is_in_the_teams_order_and_words_can_be_mended(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    dana = browser_of("dana")
    for name in ("One", "Two", "Three"):
        add(dana, name_en=name)
    dana.post("/desk/pictures/3/place", data={"way": "up"})
    dana.post("/desk/pictures/1/place", data={"way": "up"})
    page = dana.get("/desk/pictures").text
    assert page.index("<b>One") < page.index("<b>Three") < page.index("<b>Two")
    assert dana.post("/desk/pictures/1", data={**WORDS, "alt_fr": ""}).status_code == 422
    assert dana.post("/desk/pictures/1", data={**WORDS, "name_en": "Pot of gold"}).status_code == 303
    assert "Pot of gold" in dana.get("/desk/pictures").text


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}, "not a picture"),
        (b"", {}, "Choose a picture first"),
        (dance(6, lasts=1_000), {}, "This moves too long: at most 5 seconds."),
        (None, {"alt_de": " "}, "Write 1 to 200 characters."),
        (None, {"name_fr": "x" * 61}, "too long"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_kept(
    cast: SimpleNamespace, browser_of: BrowserOf, data: bytes | None, words: dict[str, str], said: str
) -> None:
    answer = add(browser_of("dana"), data, **words)
    assert answer.status_code == 422 and said in answer.text and "Pot (en)" in answer.text
    assert db.session.query(DeskPicture).count() == db.session.query(Upload).count() == 0


def test_only_the_team_keeps_the_set(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    alice = browser_of("alice")
    assert alice.get("/desk/pictures").status_code == add(alice).status_code == 403
    assert browser_of("bruno").get("/desk/pictures").status_code == 200


def test_an_answer_that_is_taken_back_shows_no_picture(
    cast: SimpleNamespace, browser_of: BrowserOf, post: Post
) -> None:
    dana = browser_of("dana")
    add(dana)
    value(dana, post)
    dana.post(f"/desk/answers/{db.session.query(Answer).one().id}/delete")
    assert "A pot that dances" not in shown(browser_of("alice"), post)
    with write_transaction():
        assert db.session.query(AnswerPicture).count() == 1
