"""A member shows a picture beside the name, changes it, takes it away."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.database import db
from forum.core.personal_data import personal_data
from forum.core.storage import current_storage
from forum.uploads.models import Upload
from tests.pictures import picture

Browser = Callable[[str], FlaskClient]


def face_of(handle: str) -> str | None:
    db.session.rollback()
    return db.session.scalar(select(Member.picture_key).where(Member.handle == handle))


def choose(client: FlaskClient, data: bytes) -> None:
    answer = client.post("/settings/picture", data={"file": (BytesIO(data), "me.jpg")})
    assert answer.status_code == 303


def test_a_chosen_picture_is_shown_to_everybody(browser_of: Browser, guest: FlaskClient) -> None:
    alice = browser_of("alice")
    assert 'action="/settings/picture"' in alice.get("/settings/profile").text
    choose(alice, picture(size=(900, 600)))
    address = f"/uploads/{face_of('alice')}"
    assert address in guest.get("/members/alice").text
    assert guest.get(address).content_type == "image/webp"
    assert guest.get(address).headers["Cache-Control"] == "public, max-age=86400"


def test_a_new_one_takes_the_place_of_the_old_one_whose_files_go(browser_of: Browser) -> None:
    alice = browser_of("alice")
    choose(alice, picture())
    old = face_of("alice")
    choose(alice, picture(colour="olive"))
    outbox.drain()
    assert face_of("alice") not in (None, old)
    assert {file.name for file in current_storage().files()} == {f"{face_of('alice')}/full.webp"}
    assert alice.get(f"/uploads/{old}").status_code == 404


def test_it_can_be_taken_away(browser_of: Browser) -> None:
    alice = browser_of("alice")
    choose(alice, picture())
    assert alice.post("/settings/picture/removal").status_code == 303
    outbox.drain()
    assert face_of("alice") is None
    assert list(current_storage().files()) == []
    assert "/settings/picture/removal" not in alice.get("/settings/profile").text


def test_a_file_that_is_no_picture_changes_nothing_and_is_told(browser_of: Browser) -> None:
    alice = browser_of("alice")
    choose(alice, picture())
    before = face_of("alice")
    choose(alice, b"no picture")
    assert "This is not a picture" in alice.get("/settings/profile").text
    assert face_of("alice") == before


def test_who_leaves_takes_the_face_along_and_learns_before_what_was_kept(browser_of: Browser) -> None:
    alice = browser_of("alice")
    choose(alice, picture())
    alice.post("/uploads", data={"file": (BytesIO(picture("PNG")), "pie.png")})
    member_id = db.session.scalars(select(Member.id).where(Member.handle == "alice")).one()
    kept = personal_data["uploads"].export(member_id)["pictures"]
    assert [(each["purpose"], each["description"]) for each in kept] == [("avatar", ""), ("post", "Pie")]
    personal_data["uploads"].erase(member_id, False)
    db.session.commit()
    left = db.session.scalars(select(Upload)).all()
    assert [(each.purpose.value, each.owner_id) for each in left] == [("post", None)]
