"""Saying "I made this", with a photo."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

from flask.testing import FlaskClient
from PIL import Image

from forum.core.database import db
from forum.recipes.models import MadeIt
from tests.creations import recipe

BrowserOf = Callable[[str], FlaskClient]


def photo(width: int = 640) -> tuple[io.BytesIO, str]:
    file = io.BytesIO()
    Image.new("RGB", (width, 480), "brown").save(file, "JPEG")
    file.seek(0)
    return file, "plate.jpg"


def test_a_photo_stands_with_the_recipe(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    post = recipe(cast.viewer("alice"))
    sent = {"body": "Crisp!", "file": photo(), "once": "one"}
    answer = browser_of("chloe").post(f"/recipes/{post.topic_id}/made", data=sent)
    assert answer.status_code == 303
    page = guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).get_data(as_text=True)
    assert "1 made this" in page
    assert "/320.webp" in page
    assert "Crisp!" in page


def test_what_is_no_picture_is_refused_beside_it_and_the_words_stay(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = recipe(cast.viewer("alice"))
    sent = {"body": "Crisp!", "file": (io.BytesIO(b"not a picture"), "plate.jpg")}
    answer = browser_of("chloe").post(f"/recipes/{post.topic_id}/made", data=sent)
    assert answer.status_code == 422
    assert "This is not a picture" in answer.get_data(as_text=True)
    assert "Crisp!" in answer.get_data(as_text=True)
    assert db.session.query(MadeIt).count() == 0


def test_a_picture_of_thirty_thousand_pixels_is_refused_kindly(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = recipe(cast.viewer("alice"))
    file = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(file, "PNG")
    file.seek(0)
    sent = {"body": "Crisp!", "file": (file, "plate.png")}
    answer = browser_of("chloe").post(f"/recipes/{post.topic_id}/made", data=sent)
    assert answer.status_code == 422
    assert "too large" in answer.get_data(as_text=True)


def test_guests_sign_in_first(cast: SimpleNamespace, guest: FlaskClient) -> None:
    post = recipe(cast.viewer("alice"))
    assert "/sign-in" in guest.get(f"/recipes/{post.topic_id}/made/new").headers["Location"]
