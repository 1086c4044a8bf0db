"""What a member's digest brings besides what they missed: rooms enter what they can offer for one of its places.

A digest has room for one poll and one word of thanks. For each place the rooms are asked in order; the first that has
something for this member fills it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Flask

from forum.core.policy import Viewer
from forum.core.registries import Registry


class Place(StrEnum):
    """Where in a digest something stands."""

    POLL = "poll"
    THANKS = "thanks"


@dataclass(frozen=True)
class DigestPart:
    """What one room can offer.

    `load(viewer, since, now)` answers what is to be shown to this member, of what has happened since the last digest,
    or None. It is called when the digest is written, asks for nothing that `viewer` may not read, and takes at most
    three statements. `template` names a pair of templates below `templates/mail/`, which see it as `item`.
    """

    name: str
    place: Place
    template: str
    load: Callable[[Viewer, datetime, datetime], Any | None]
    order: int = 100

    @property
    def html(self) -> str:
        """The template for HTML."""
        return f"mail/{self.template}.html"

    @property
    def text(self) -> str:
        """The template for plain text."""
        return f"mail/{self.template}.txt"


digest_parts: Registry[DigestPart] = Registry("digest parts")


def register_digest_part(app: Flask, part: DigestPart) -> None:
    """Enter `part`."""
    digest_parts.add(app, part.name, part)


def part_for(place: Place, viewer: Viewer, since: datetime, now: datetime) -> tuple[DigestPart, Any] | None:
    """Return what stands at `place` in the digest of `viewer`, and who brought it; None when nobody has anything."""
    offers = sorted((part for part in digest_parts if part.place is place), key=lambda part: part.order)
    for part in offers:
        item = part.load(viewer, since, now)
        if item is not None:
            return part, item
    return None
