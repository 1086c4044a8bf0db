"""Which part of the queue is read, and in which order: the words of its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forum.core.attention import sources


class Order(StrEnum):
    """In which order the queue is read."""

    DUE = "due"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of the queue is read: of one source, one's own, what sleeps."""

    source: str | None = None
    mine: bool = False
    asleep: bool = False
    order: Order = Order.DUE

    @classmethod
    def wanted(cls, asked: Mapping[str, str]) -> Filter:
        """Return the filter that the words of an address ask for; what is unknown is left out."""
        source, order = asked.get("source"), asked.get("order")
        return cls(
            source if source and sources.get(source) else None,
            "mine" in asked,
            "asleep" in asked,
            Order(order) if order in set(Order) else Order.DUE,
        )

    @property
    def words(self) -> dict[str, Any]:
        """The words of the address that ask for this filter."""
        words = {"source": self.source or "", "mine": "1" if self.mine else ""}
        words |= {
            "asleep": "1" if self.asleep else "",
            "order": self.order if self.order != Order.DUE else "",
        }
        return {key: value for key, value in words.items() if value}
