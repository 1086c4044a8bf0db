"""What is kept about a member, in plain words: each room says what its parts are called and how values are read.

The files for programs keep keys, numbers and moments as they are; the page for people is made with these words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from flask import current_app
from flask_babel import format_date, format_decimal, format_time, gettext as _
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from forum.core.i18n import LANGUAGES, localized

Words: TypeAlias = LazyString | str
Say: TypeAlias = Callable[[Any], str]


def plainly(value: Any) -> str:
    """Return a value as people say it: yes and no, numbers as their language writes them, texts as they are."""
    match value:
        case bool():
            return str(_("yes") if value else _("no"))
        case int() | float():
            return str(format_decimal(value))
        case list():
            return ", ".join(map(plainly, value))
        case dict() if set(value) <= set(LANGUAGES):
            return localized(value)
        case dict():
            return "; ".join(f"{key}: {plainly(each)}" for key, each in value.items())
        case _:
            return str(value)


def moment(value: str) -> str:
    """Return a moment where the member is, as their language writes it."""
    at = datetime.fromisoformat(value)
    return f"{format_date(at, 'long')}, {format_time(at, 'short')}"


def on_day(value: str) -> str:
    """Return a day as the member's language writes it."""
    return str(format_date(date.fromisoformat(value), "long", rebase=False))


def one_of(names: Mapping[Any, Words]) -> Say:
    """Return how to say a value that has a name; what has none is said as it is."""
    return lambda value: str(names[value]) if value in names else plainly(value)


def language(value: str | list[str]) -> str:
    """Return what a language, or several, call themselves."""
    codes = value if isinstance(value, list) else [value]
    return ", ".join(LANGUAGES.get(code, code) for code in codes)


def leads_to(path: str) -> Say:
    """Return how to say a number that stands in an address: as the link itself."""

    def say(number: Any) -> str:
        return link(path.format(number))

    return say


def link(path: str) -> str:
    """Return a link into the community that can be followed from a file."""
    address = f"{current_app.config['PUBLIC_URL']}{path}"
    return Markup('<a href="{0}">{1}</a>').format(address, address.partition("://")[2])


AT_POST = leads_to("/posts/{}")
AT_TOPIC = leads_to("/topics/{}")


@dataclass(frozen=True)
class Part:
    """One thing told: what it is called, and how its value is said, for which some have to see the `whole` entry."""

    name: Words
    say: Say = plainly
    whole: bool = False


FOR_PROGRAMS = None
"""In place of a part: a number that says nothing to a person. It stands in the file for programs only."""


@dataclass(frozen=True)
class Section:
    """Things of one sort. `parts` are those of each; where a thing is a single value, its part is called ""."""

    name: Words
    parts: Mapping[str, Part | None]


@dataclass(frozen=True)
class PersonalWords:
    """What one room keeps about somebody: a name for it all, and its sections by their keys."""

    name: Words
    sections: Mapping[str, Section]


@dataclass(frozen=True)
class ToldSection:
    """A section as the page shows it: each entry is a list of names and values."""

    name: str
    entries: list[list[tuple[str, str]]]


def tell(words: PersonalWords, known: Mapping[str, Any]) -> list[ToldSection]:
    """Return what is known in words. Sections and parts without a value are left out."""
    told = []
    for key, value in known.items():
        section = words.sections.get(key) or Section(key, {})
        things = value if isinstance(value, list) else [value]
        if entries := [entry for thing in things if (entry := _entry(section, thing))]:
            told.append(ToldSection(str(section.name), entries))
    return told


def _entry(section: Section, thing: Any) -> list[tuple[str, str]]:
    values = thing if isinstance(thing, dict) else {"": thing}
    shown = []
    for key, value in values.items():
        part = section.parts.get(key, Part(key))
        if part is not FOR_PROGRAMS and value not in (None, "", [], {}):
            shown.append((str(part.name), part.say(values if part.whole else value)))
    return shown
