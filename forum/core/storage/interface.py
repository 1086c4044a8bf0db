"""What every storage can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}){0,3}")


class StorageError(Exception):
    """The storage did not do it: full, not reachable, not permitted. Nothing was changed."""


class NoSuchFile(StorageError):
    """There is no file of that name."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is there, and since when."""

    name: str
    stored_at: datetime


class Storage(Protocol):
    """Keeps small files whole under names such as `abc/full.webp`.

    Names have up to four parts of letters, digits, `_`, `-` and `.`, none of which starts with a dot.
    Every method raises ValueError for another name, and StorageError when the storage fails.
    """

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`, in place of what was there. When it returns, the file survives a power cut."""
        ...

    def get(self, name: str) -> bytes:
        """Return what is kept under `name`. Raises NoSuchFile when there is nothing."""
        ...

    def delete(self, name: str) -> None:
        """Forget what is kept under `name`; harmless when there is nothing."""
        ...

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """Yield every file whose name starts with `prefix`, in no particular order."""
        ...


def checked(name: str) -> str:
    """Return `name` if it can name a file.

    Raises:
        ValueError: when it cannot.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for a file: {name!r}")
    return name
