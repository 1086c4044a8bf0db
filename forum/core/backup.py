"""A copy of a community in one file, taken while it is in use, and making it stand up again elsewhere.

The database is copied first, as it stands at one moment; pictures follow. A picture is stored before the row that
speaks of it and its file never changes, so every picture that the copied database speaks of is in the copy. The search
index, the queue and the cache are left out: they are made anew from the database.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from sqlalchemy import inspect, make_url

from config import Config
from forum.core.database import db
from forum.core.environment import folder_of

DATABASE, SECRET, UPLOADS = "database", "secret", "uploads"


class BackupError(Exception):
    """Why there is no copy, or why it cannot be used here; one line."""


def make_backup(config: Config, target: Path) -> None:
    """Write the copy to `target`, wholly or not at all; only its owner may read it.

    Raises:
        BackupError: when a file is in the way, or PostgreSQL's own tool fails.
    """
    if target.exists():
        raise BackupError(f"{target} is there already.")
    draft = target.with_name(f".{target.name}.draft")
    try:
        with TemporaryDirectory(dir=target.parent) as folder, tarfile.open(draft, "w") as archive:
            draft.chmod(0o600)
            copy = Path(folder) / DATABASE
            _copy_database(config.database_url, copy)
            archive.add(copy, DATABASE)
            copy.with_name(SECRET).write_text(config.secret_key)
            archive.add(copy.with_name(SECRET), SECRET)
            if config.storage_url.startswith("file:") and folder_of(config.storage_url).exists():
                archive.add(folder_of(config.storage_url), UPLOADS, filter=_without_drafts)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def restore_backup(config: Config, source: Path) -> None:
    """Make the copy in `source` the community of this data folder and database, which must be empty.

    Raises:
        BackupError: when they are not, when `source` is no copy, or is one of the other kind of database.
    """
    if inspect(db.engine).get_table_names():
        raise BackupError("This database is not empty; restore into a new DATA_DIR or DATABASE_URL.")
    db.engine.dispose()
    with TemporaryDirectory(dir=config.data_dir) as folder:
        _unpack(source, Path(folder))
        _restore_database(config.database_url, Path(folder) / DATABASE)
        secret = config.data_dir / SECRET
        shutil.copyfile(Path(folder) / SECRET, secret)
        secret.chmod(0o600)
        if (Path(folder) / UPLOADS).exists() and config.storage_url.startswith("file:"):
            shutil.copytree(Path(folder) / UPLOADS, folder_of(config.storage_url), dirs_exist_ok=True)


def _without_drafts(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if PurePosixPath(entry.name).name.startswith(".") else entry


def _unpack(source: Path, folder: Path) -> None:
    """Unpack what a copy holds and nothing else: no links, no paths that lead elsewhere."""
    try:
        with tarfile.open(source) as archive:
            for entry in archive:
                path = PurePosixPath(entry.name)
                content = archive.extractfile(entry) if entry.isfile() else None
                if content is None or ".." in path.parts or path.parts[0] not in (DATABASE, SECRET, UPLOADS):
                    continue
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                with (folder / path).open("wb") as file:
                    shutil.copyfileobj(content, file)
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{source} cannot be read: {error}") from error
    if not ((folder / DATABASE).exists() and (folder / SECRET).exists()):
        raise BackupError(f"{source} is no copy of a community.")


def _copy_database(url: str, target: Path) -> None:
    if url.startswith("sqlite"):
        with closing(_open_sqlite(url)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
        return
    _run_for(url, "pg_dump", "--format=custom", "--no-owner", "--file", str(target))


def _restore_database(url: str, source: Path) -> None:
    with source.open("rb") as file:
        is_sqlite_file = file.read(15) == b"SQLite format 3"
    if is_sqlite_file != url.startswith("sqlite"):
        raise BackupError("This copy is of the other kind of database than DATABASE_URL names.")
    if is_sqlite_file:
        with closing(sqlite3.connect(source)) as copy, closing(_open_sqlite(url)) as live:
            copy.backup(live)
        return
    _run_for(url, "pg_restore", "--no-owner", "--exit-on-error", str(source))


def _open_sqlite(url: str) -> sqlite3.Connection:
    return sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)


def _run_for(url: str, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database at `url`; its password shows in no list of processes."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is needed; it comes with PostgreSQL's client programs.")
    parts = make_url(url)
    address = parts.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(parts.password)} if parts.password else {}
    ended = subprocess.run(  # noqa: S603 - a fixed program, without a shell
        [found, "--dbname", address, *arguments], env=secret, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise BackupError(
            f"{program} failed: {(ended.stderr.strip().splitlines() or ['without a word'])[-1]}"
        )
