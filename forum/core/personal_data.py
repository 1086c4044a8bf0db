"""Where rooms say what they keep about a member, so that it can be handed over and erased in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from forum.core.personal_words import PersonalWords
from forum.core.registries import Registry

Exporter = Callable[[int], dict[str, Any]]
"""Takes a member's id; answers what this room knows, ready for JSON."""

Eraser = Callable[[int, bool], None]
"""Takes a member's id and whether their posts are to be emptied; forgets them within the caller's transaction."""


@dataclass(frozen=True)
class PersonalData:
    """One room's keeping. Erasers run in the order of registration, so lower rooms go first."""

    room: str
    export: Exporter
    erase: Eraser
    words: PersonalWords


personal_data: Registry[PersonalData] = Registry("personal data")


def register_personal_data(
    app: Flask, room: str, *, export: Exporter, erase: Eraser, words: PersonalWords
) -> None:
    """Enter what `room` keeps about members, and what all of it is called."""
    personal_data.add(app, room, PersonalData(room, export, erase, words))
