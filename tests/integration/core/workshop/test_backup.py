"""A copy taken while others write stands up elsewhere with everything that was acknowledged before."""

from __future__ import annotations

import stat
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import text

from config import Config
from forum.core import database, outbox
from forum.core.backup import BackupError, make_backup, restore_backup
from forum.core.database import db, write_transaction
from forum.core.environment import folder_of
from tests.houses import temporary_database
from tests.workshop import build_workshop, effects


def config_of(app: Flask) -> Config:
    config: Config = app.extensions["potluck.config"]
    return config


@pytest.fixture
def elsewhere(workshop: Flask, tmp_path: Path) -> Iterator[Config]:
    """Another folder, and another empty database of the same kind."""
    with ExitStack() as closing:
        environment = {"DATA_DIR": str(tmp_path / "elsewhere")}
        if config_of(workshop).database_url.startswith("postgresql"):
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        yield Config.from_environ(environment)


def restored(config: Config, source: Path) -> Flask:
    """Restore as `flask backup restore` does: with an application whose database has no tables."""
    app = Flask("restoring")
    app.config.from_mapping(SQLALCHEMY_DATABASE_URI=config.database_url, MIGRATIONS_DIR="migrations")
    database.init_app(app)
    with app.app_context():
        restore_backup(config, source)
        db.engine.dispose()
    return build_workshop(config)


def act(number: int) -> None:
    with write_transaction() as session:
        session.execute(text("INSERT INTO effect VALUES ('act', :number)"), {"number": number})
        outbox.enqueue("note", {"number": number})


def test_everything_acknowledged_before_its_start_is_in_the_copy(
    workshop: Flask, elsewhere: Config, tmp_path: Path
) -> None:
    over, written = Event(), []

    def write() -> None:
        with workshop.app_context():
            while not over.is_set():
                act(len(written))
                written.append(len(written))

    writer = Thread(target=write)
    writer.start()
    while len(written) < 20:
        over.wait(0.01)
    before = len(written)
    make_backup(config_of(workshop), tmp_path / "copy.tar")
    over.set()
    writer.join()

    with restored(elsewhere, tmp_path / "copy.tar").app_context():
        acts = effects("act")
        assert set(range(before)) <= set(acts)
        outbox.drain()
        assert effects() == acts, "what was to follow follows, once"
        db.engine.dispose()


def test_pictures_and_secret_come_along(workshop: Flask, elsewhere: Config, tmp_path: Path) -> None:
    config = config_of(workshop)
    picture = folder_of(config.storage_url) / "ab" / "picture.webp"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"picture")
    make_backup(config, tmp_path / "copy.tar")

    restored(elsewhere, tmp_path / "copy.tar")

    assert (folder_of(elsewhere.storage_url) / "ab" / "picture.webp").read_bytes() == b"picture"
    assert (elsewhere.data_dir / "secret").read_text() == config.secret_key
    assert stat.S_IMODE((elsewhere.data_dir / "secret").stat().st_mode) == 0o600


def test_a_copy_is_private_and_replaces_no_other(workshop: Flask, tmp_path: Path) -> None:
    make_backup(config_of(workshop), tmp_path / "copy.tar")

    assert stat.S_IMODE((tmp_path / "copy.tar").stat().st_mode) == 0o600
    with pytest.raises(BackupError, match="is there already"):
        make_backup(config_of(workshop), tmp_path / "copy.tar")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["copy.tar"]


def test_a_community_in_use_is_not_replaced(workshop: Flask, tmp_path: Path) -> None:
    make_backup(config_of(workshop), tmp_path / "copy.tar")

    with pytest.raises(BackupError, match="not empty"):
        restore_backup(config_of(workshop), tmp_path / "copy.tar")


def test_what_is_no_copy_is_refused(workshop: Flask, elsewhere: Config, tmp_path: Path) -> None:
    (tmp_path / "rubbish.tar").write_bytes(b"rubbish" * 1_000)
    with tarfile.open(tmp_path / "other.tar", "w") as archive:
        archive.add(__file__, "../../escaped")

    for name in ("rubbish.tar", "other.tar", "missing.tar"):
        with pytest.raises(BackupError):
            restored(elsewhere, tmp_path / name)
    assert not list(tmp_path.parent.rglob("escaped"))
