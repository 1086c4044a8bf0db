"""What lists are ordered by, and how an address names a place in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, tuple_

from forum.core.database import AnySelect, UTCDateTime
from forum.core.http import LARGEST_NUMBER
from forum.core.pagination import decode_mark
from forum.discussions.models import Topic, topic_tag

SIZE = bindparam("size", type_=Integer)


@dataclass(frozen=True)
class Order:
    """Columns by which a list falls. The last one makes each place unique."""

    columns: tuple[Any, ...]

    def page_of(self, chosen: AnySelect, *, begun: bool) -> AnySelect:
        """Return the statement for one page of `chosen`: its first, or the one after a place (`begun`)."""
        falling = [column.desc() for column in self.columns]
        if begun:
            chosen = chosen.where(self._after())
        return chosen.order_by(*falling).limit(SIZE)

    def place(self, mark: str | None) -> dict[str, Any] | None:
        """Return the parameters for the place that `mark` names; None for the beginning, or a mark that is none."""
        key = decode_mark(mark, len(self.columns))
        if key is None:
            return None
        try:
            return {f"key_{i}": _parsed(self.columns[i], part) for i, part in enumerate(key)}
        except (TypeError, ValueError):
            return None

    def _after(self) -> ColumnElement[bool]:
        marks = [bindparam(f"key_{i}", type_=column.type) for i, column in enumerate(self.columns)]
        return tuple_(*self.columns) < tuple_(*marks)


def _parsed(column: Any, part: Any) -> Any:
    if isinstance(column.type, UTCDateTime):
        return datetime.fromisoformat(part).astimezone(UTC)
    number = int(part)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(part)
    return number


LATEST = Order((Topic.bumped_at, Topic.id))
NEW = Order((Topic.created_at, Topic.id))
TOP = Order((Topic.like_count, Topic.id))
PINNED_FIRST = Order((Topic.pinned, Topic.bumped_at, Topic.id))
TAGGED = Order((topic_tag.c.topic_id,))
