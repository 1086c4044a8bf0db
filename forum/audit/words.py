"""What stands in the record, in plain words: each room enters what its acts, subjects and details are called.

The record itself keeps keys, so that it can be proved and means the same in every language; people read the words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from flask import Flask
from flask_babel import format_date, gettext as _
from flask_babel.speaklater import LazyString

from forum.core.i18n import LANGUAGES, localized
from forum.core.registries import Registry

NOTHING = "–"
LONGEST = 160
"""How much is said of a long text."""
MEMBER = "member"
"""The subject that is a member, and is called by name."""

Words: TypeAlias = LazyString | str


def plain(value: Any) -> str:
    """Return any value as people say it: yes and no, days as days, several after each other, nothing as a dash."""
    if value in (None, "", [], {}):
        return NOTHING
    match value:
        case bool():
            return str(_("yes") if value else _("no"))
        case list():
            return ", ".join(map(plain, value))
        case dict() if set(value) <= set(LANGUAGES):
            return localized(value)
        case dict():
            return ", ".join(f"{key}: {plain(each)}" for key, each in value.items())
        case str():
            return _day(value)
        case _:
            return str(value)


def one_of(names: Mapping[Any, Words]) -> Callable[[Any], str]:
    """Return how to say a value, or several, that have names; what has none is said as it is."""

    def say(value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(map(say, value)) or NOTHING
        return str(names[value]) if value in names else plain(value)

    return say


def shortly(say: Callable[[Any], str] = plain) -> Callable[[Any], str]:
    """Return how to say a value in one line that is not too long."""

    def said(value: Any) -> str:
        line = " ".join(say(value).split()) or NOTHING
        return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"

    return said


@dataclass(frozen=True)
class Detail:
    """Something noted beside an act: what it is called, and how its value is said. Of a `member`, by name."""

    name: Words
    say: Callable[[Any], str] = plain
    is_member: bool = False


@dataclass(frozen=True)
class Subject:
    """Something acted upon: what it is called, and where it is looked at, if anywhere."""

    name: Words
    address: Callable[[int], str] | None = None


@dataclass(frozen=True)
class RoomWords:
    """The words of one room. `changed` answers how before and after are said of a part, "" being the whole."""

    heading: Words
    acts: Mapping[str, Words]
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    details: Mapping[str, Detail] = field(default_factory=dict)
    changed: Callable[[str], Detail] | None = None

    def detail(self, key: str) -> Detail:
        """Return how a detail is said; its key where nobody entered it."""
        return self.details.get(key) or Detail(key.replace("_", " "))

    def change(self, key: str) -> Detail:
        """Return how a part of something that changed is said."""
        return self.changed(key) if self.changed else self.detail(key)


rooms: Registry[RoomWords] = Registry("words of the record")


def register_words(app: Flask, room: str, words: RoomWords) -> None:
    """Enter the words of a room."""
    rooms.add(app, room, words)


def room_of(action: str) -> RoomWords:
    """Return the words for an act; of one that is no longer known, its key."""
    return next((words for words in rooms if action in words.acts), RoomWords(action, {action: action}))


def act_name(action: str) -> str:
    """Return what an act is called in the reader's language."""
    return str(room_of(action).acts[action])


def find_subject(kind: str) -> Subject:
    """Return what is known of a kind of subject; of one that is no longer known, its key."""
    return next((words.subjects[kind] for words in rooms if kind in words.subjects), Subject(kind))


def _day(value: str) -> str:
    """Return a moment as a day; any other text as it is."""
    if not (value[:4].isdecimal() and value[4:5] == "-" and "T" in value):
        return value
    try:
        return str(format_date(datetime.fromisoformat(value), "medium"))
    except ValueError:
        return value
