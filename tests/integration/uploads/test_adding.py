"""A member adds a picture, by a script in the page or by a plain form."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from forum.core.database import db, write_transaction
from forum.core.markup.render import render
from forum.core.storage import current_storage
from forum.uploads.models import Upload
from tests.pictures import picture, png_that_claims

Browser = Callable[[str], FlaskClient]
JSON = {"Accept": "application/json"}


def send(client: FlaskClient, data: bytes, name: str = "apple-pie.jpg", **fields: str) -> TestResponse:
    return client.post("/uploads", data={"file": (BytesIO(data), name), **fields}, headers=JSON)


def count_uploads() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Upload)) or 0


def test_a_picture_is_taken_in_and_can_be_put_into_a_post(browser_of: Browser) -> None:
    alice = browser_of("alice")
    answer = send(alice, picture(size=(1_000, 500)))
    said: dict[str, Any] = answer.get_json()
    assert answer.status_code == 201
    assert (said["width"], said["height"], said["alt"]) == (1_000, 500, "Apple pie")
    assert said["markdown"] == f"![Apple pie](/uploads/{said['key']})"
    assert len(said["key"]) >= 22
    assert alice.get(said["url"]).content_type == "image/webp"
    assert render(said["markdown"]).images == (said["key"],)


def test_the_files_stand_in_the_storage_under_names_made_by_the_house(browser_of: Browser) -> None:
    key = send(browser_of("alice"), picture(size=(1_000, 500)), "../../x.php").get_json()["key"]
    assert {file.name for file in current_storage().files()} == {
        f"{key}/{variant}.webp" for variant in ("full", "320", "800")
    }


def test_what_the_member_says_about_it_counts_more_than_the_name(browser_of: Browser) -> None:
    said = send(browser_of("alice"), picture(), alt="A pie, \n still warm").get_json()
    assert said["alt"] == "A pie, still warm"


def test_the_same_file_sent_again_after_a_lost_connection_is_the_same_picture(browser_of: Browser) -> None:
    alice = browser_of("alice")
    first, second = send(alice, picture()).get_json(), send(alice, picture()).get_json()
    other = send(browser_of("chloe"), picture()).get_json()
    assert first["key"] == second["key"]
    assert other["key"] != first["key"]
    assert count_uploads() == 2


def test_without_a_script_the_form_leads_to_a_page_that_says_what_to_paste(browser_of: Browser) -> None:
    alice = browser_of("alice")
    assert b"multipart/form-data" in alice.get("/uploads/new").data
    file = {"file": (BytesIO(picture()), "rye.png"), "alt": "Rye bread"}
    answer = alice.post("/uploads", data=file, follow_redirects=True)
    assert answer.status_code == 200
    assert "![Rye bread](/uploads/" in answer.text


def test_the_description_can_be_changed_by_its_owner_and_by_nobody_else(browser_of: Browser) -> None:
    alice = browser_of("alice")
    key = send(alice, picture()).get_json()["key"]
    for method in (alice.post, alice.patch):
        answer = method(f"/uploads/{key}/alt", data={"alt": "A [warm] pie"}, headers=JSON)
        assert answer.get_json()["markdown"] == rf"![A \[warm\] pie](/uploads/{key})"
    assert browser_of("chloe").post(f"/uploads/{key}/alt", data={"alt": "x"}, headers=JSON).status_code == 404
    assert browser_of("dana").get(f"/uploads/{key}/about").status_code == 404
    assert alice.post(f"/uploads/{key}/alt", data={"alt": "x" * 301}, headers=JSON).status_code == 422


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Choose a picture"),
        (b"<svg onload='alert(1)'/>", "not a picture"),
        (picture()[:2_000], "damaged"),
        (png_that_claims(30_000, 30_000), "too large"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_and_says_why(
    browser_of: Browser, data: bytes, words: str
) -> None:
    answer = send(browser_of("alice"), data)
    assert answer.status_code == 422
    assert words in answer.get_json()["error"]
    assert (count_uploads(), list(current_storage().files())) == (0, [])


def test_it_says_so_in_the_language_of_the_reader_beside_the_field(browser_of: Browser) -> None:
    alice = browser_of("alice")
    with write_transaction():
        db.session.execute(db.text("UPDATE member SET language = 'de' WHERE handle = 'alice'"))
    answer = alice.post("/uploads", data={"file": (BytesIO(b"x"), "x.png"), "alt": "Roggen"})
    assert answer.status_code == 422
    assert "Das ist kein Bild" in answer.text
    assert 'value="Roggen"' in answer.text


def test_guests_add_nothing(guest: FlaskClient) -> None:
    assert send(guest, picture()).status_code == 401
    assert guest.get("/uploads/new").headers["Location"].startswith("/sign-in")
    assert count_uploads() == 0


def test_there_is_a_limit(browser_of: Browser) -> None:
    alice = browser_of("alice")
    codes = [send(alice, b"x").status_code for _ in range(31)]
    assert codes[-2:] == [422, 429]


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Have the kernel let no file grow beyond a few bytes, as a disk without room does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_in_plain_words_and_leaves_no_half_picture(
    app: Flask, cast: SimpleNamespace, browser_of: Browser
) -> None:
    alice = browser_of("alice")
    alice.get("/uploads/new")
    with a_full_disk():
        answer = send(alice, picture(size=(600, 400)))
    assert answer.status_code == 503
    assert "no room" in answer.get_json()["error"]
    assert list(current_storage().files()) == []
    assert send(alice, picture(size=(600, 400))).status_code == 201
