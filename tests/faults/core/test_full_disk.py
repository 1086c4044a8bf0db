"""When the disk is full, writing is refused and undone, reading goes on, and nothing needs mending afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import Config
from forum.core import mail, outbox
from forum.core.database import db, write_transaction
from tests.houses import SQLITE, build_house
from tests.workshop import build_workshop, effects

MEGABYTES = 12


class SmallDisk:
    """A file system of its own that can be filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with suppress(OSError), self._ballast.open("wb", buffering=0) as ballast:
            while ballast.write(bytes(4096)):
                pass

    def make_room(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    try:
        subprocess.run(mounting, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk")
    yield SmallDisk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def workshop(disk: SmallDisk) -> Iterator[Flask]:
    app = build_workshop(Config.from_environ({"DATA_DIR": str(disk.folder)}))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def act(number: int) -> None:
    with write_transaction() as session:
        session.execute(text("INSERT INTO effect VALUES ('act', :number)"), {"number": number})
        outbox.enqueue("note", {"number": number, "long": "x" * 100_000})


def test_writing_is_refused_reading_goes_on_and_it_heals_by_itself(workshop: Flask, disk: SmallDisk) -> None:
    act(1)
    disk.fill()

    for number in (2, 3):
        with pytest.raises(OperationalError, match="full"):
            act(number)
        assert effects("act") == [1]

    disk.make_room()
    act(4)
    outbox.drain()
    assert effects("act") == [1, 4]
    assert effects() == [1, 4], "what was refused has no consequence"
    assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_no_half_mail_is_left(workshop: Flask, disk: SmallDisk) -> None:
    letter = mail.Mail("alice@example.org", "Hello", "text " * 20_000, "<p>text</p>")
    mail.deliver(letter, "<1@brand.example>")
    disk.fill()

    with pytest.raises(OSError, match="No space"):
        mail.deliver(letter, "<2@brand.example>")

    assert [file.name for file in (disk.folder / "mail").iterdir()] == ["1@brand.example.eml"]
    disk.make_room()
    mail.deliver(letter, "<2@brand.example>")
    assert len(list((disk.folder / "mail").iterdir())) == 2


def test_whoever_writes_is_told_plainly(disk: SmallDisk) -> None:
    with build_house(SQLITE, disk.folder) as house:
        visitor = house.app.test_client()
        assert visitor.get("/sign-in").status_code == 200
        disk.fill()
        answers = [
            visitor.post("/sign-in", data={"email": "a@example.org", "password": "x" * 99}) for _ in range(15)
        ]
        read = visitor.get("/sign-in")
        disk.make_room()

        assert answers[-1].status_code == 503
        assert "sqlite" not in answers[-1].text.lower()
        assert read.status_code == 200
        with house.app.app_context():
            db.engine.dispose()
