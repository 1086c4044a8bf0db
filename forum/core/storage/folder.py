"""Files in a folder of this machine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from forum.core.storage.interface import NoSuchFile, StorageError, StoredFile, checked

_UNFINISHED = ".unfinished-"


class FolderStorage:
    """Keeps files below one folder, spread over folders of two letters."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, data: bytes) -> None:
        """Write beside the final name, bring it to the disk, then rename: readers never see half a file."""
        path = self._path(name)
        draft = path.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            _bring_to_disk(path.parent)
        except OSError as error:
            _remove(draft)
            raise StorageError(str(error)) from error

    def get(self, name: str) -> bytes:
        """Read the file."""
        try:
            return self._path(name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise NoSuchFile(name) from error
        except OSError as error:
            raise StorageError(str(error)) from error

    def delete(self, name: str) -> None:
        """Remove the file, and the folders that it leaves empty."""
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(str(error)) from error
        for folder in path.parents:
            if folder == self._root or not _removed_if_empty(folder):
                break

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """Walk the folder. What another process is writing, or has just removed, is left out."""
        shelf = prefix[:2].lower() if len(prefix) > 1 else "*"
        for path in self._root.glob(f"{shelf}/**/*"):
            name = path.relative_to(self._root).as_posix().partition("/")[2]
            if path.name.startswith(_UNFINISHED) or not name.startswith(prefix):
                continue
            try:
                if path.is_file():
                    yield StoredFile(name, datetime.fromtimestamp(path.stat().st_mtime, UTC))
            except FileNotFoundError:
                continue

    def _path(self, name: str) -> Path:
        return self._root / checked(name)[:2].lower() / name


def _bring_to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _removed_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
