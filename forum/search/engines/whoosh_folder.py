"""The folder of the Whoosh indexes: which is the present one, and who may write.

    search/current    the name of the present index
    search/index-…/   an index; a new one is built beside it and then takes its place
    search/changed    posts that were updated while a new index is being built
    search/*.lock     held by whoever writes, and by whoever rebuilds

Locks are the operating system's (flock): whoever is killed holds none.
"""

from __future__ import annotations

import fcntl
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from forum.core.search import NoIndexYet, RebuildRunning, SearchUnavailable

CURRENT, CHANGED = "current", "changed"
PREFIX = "index-1-"
"""Names carry the version of the layout: after an upgrade that changes it, the index counts as missing."""

PATIENCE = 1.0
PAUSE = 0.05


class IndexFolder:
    """Where the indexes of one community lie."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """Return the folder of the present index.

        Raises:
            SearchUnavailable: when there is none.
        """
        try:
            name = (self.root / CURRENT).read_text().strip()
        except FileNotFoundError as error:
            raise NoIndexYet("there is none yet") from error
        except (OSError, UnicodeDecodeError) as error:
            raise SearchUnavailable("its name cannot be read") from error
        path = self.root / name
        if not name.startswith(PREFIX) or "/" in name or not path.is_dir():
            raise SearchUnavailable("the index is gone")
        return path

    def new(self) -> Path:
        """Make and return an empty folder for an index, sweeping away what earlier attempts left unfinished."""
        for leftover in self.root.glob("index-*"):
            if leftover.name != self._current_name():
                shutil.rmtree(leftover, ignore_errors=True)
        path = self.root / f"{PREFIX}{secrets.token_hex(6)}"
        path.mkdir(parents=True)
        return path

    def publish(self, path: Path) -> None:
        """Make `path` the present index and remove the one before. Whoever reads that one still has its files open."""
        before = self._current_name()
        draft = self.root / f"{CURRENT}.new"
        draft.write_text(path.name)
        draft.replace(self.root / CURRENT)
        if before.startswith("index-") and "/" not in before and before != path.name:
            shutil.rmtree(self.root / before, ignore_errors=True)

    def _current_name(self) -> str:
        try:
            return (self.root / CURRENT).read_text().strip()
        except (OSError, UnicodeDecodeError):
            return ""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only one who writes to an index of this folder; wait for it."""
        with self._opened("write.lock") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Be the only one who rebuilds.

        Raises:
            RebuildRunning: when somebody else is at it.
        """
        with self._opened("rebuild.lock") as file:
            until = time.monotonic() + PATIENCE
            while not _try_lock(file, fcntl.LOCK_EX):  # whoever asks `is_rebuilding` holds it for a moment
                if time.monotonic() > until:
                    raise RebuildRunning
                time.sleep(PAUSE)
            yield

    def is_rebuilding(self) -> bool:
        """Whether somebody is rebuilding."""
        with self._opened("rebuild.lock") as file:
            return not _try_lock(file, fcntl.LOCK_SH)

    def _opened(self, name: str) -> BinaryIO:
        self.root.mkdir(parents=True, exist_ok=True)
        return (self.root / name).open("ab")

    def note_changed(self, post_ids: Collection[int]) -> None:
        """Write down what whoever rebuilds must read again. Only while writing."""
        with (self.root / CHANGED).open("a") as file:
            file.writelines(f"{post_id}\n" for post_id in post_ids)

    def take_changed(self) -> set[int]:
        """Return what was written down since the last time. Only while writing."""
        path = self.root / CHANGED
        noted = path.read_text().split() if path.exists() else []
        path.unlink(missing_ok=True)
        return {int(post_id) for post_id in noted}


def _try_lock(file: BinaryIO, how: int) -> bool:
    """Take the lock if nobody holds it. It is let go of when `file` is closed."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
