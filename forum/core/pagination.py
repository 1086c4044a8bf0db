"""Pages of numbered posts, and lists that page by key. Neither ever uses OFFSET."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

POSTS_PER_PAGE = 20
T = TypeVar("T")


@dataclass(frozen=True)
class NumberedPages:
    """Pages over things numbered 1..`count` without gaps in meaning: page N is the index range `first..last`."""

    page: int
    count: int
    size: int = POSTS_PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // self.size))

    @property
    def first(self) -> int:
        """The number of the first thing on this page."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last thing that this page can hold."""
        return self.page * self.size


def page_of(number: int, size: int = POSTS_PER_PAGE) -> int:
    """Return the page on which the thing with `number` stands."""
    return max(1, -(-number // size))


@dataclass(frozen=True)
class KeyPage(Generic[T]):
    """One page of a list ordered by a key, and the marks from which its neighbours begin."""

    items: Sequence[T]
    older: str | None = None
    newer: str | None = None


def encode_mark(*key: Any) -> str:
    """Return an address-safe mark for a position in an ordered list."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode().rstrip("=")


def decode_mark(mark: str | None, length: int) -> list[Any] | None:
    """Return the key that `mark` stands for; None when there is none or it was tampered with."""
    if not mark:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (ValueError, binascii.Error):
        return None
    return key if isinstance(key, list) and len(key) == length else None
