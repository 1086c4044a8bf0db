"""The crises that are open now, read once per change: every post asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import select

from forum.core.reading import fetch
from forum.core.versions import read_versions
from forum.discussions.models import Category
from forum.gatekeeping.models import Crisis, RuleKind
from forum.gatekeeping.models.crises import WHOLE_SITE
from forum.gatekeeping.words.matching import Rule, Rules

SCOPE = "crises"
EXTENSION = "potluck.crises"


@dataclass(frozen=True)
class OpenCrisis:
    """What an open crisis switches on. `shelves` are its category and those below it; empty for the whole site."""

    id: int
    place: int
    slow_minutes: int
    holds_first: bool
    watched: Rules
    statements: dict[str, str]
    shelves: frozenset[int]

    def concerns(self, category_id: int) -> bool:
        """Whether what stands in a category is concerned."""
        return self.place == WHOLE_SITE or category_id in self.shelves


class KeptCrises:
    """The open crises of one application, as they were at some version."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.open: tuple[OpenCrisis, ...] = ()

    def forget(self) -> None:
        """Read them again when they are next wanted."""
        self.version = None


def open_crises() -> tuple[OpenCrisis, ...]:
    """Return the crises that are open now."""
    kept: KeptCrises = current_app.extensions[EXTENSION]
    version = read_versions([SCOPE])[SCOPE]
    if kept.version != version:
        kept.open = _read() if version else ()
        kept.version = version
    return kept.open


def _read() -> tuple[OpenCrisis, ...]:
    columns = (
        Crisis.id,
        Crisis.place,
        Crisis.slow_minutes,
        Crisis.holds_first,
        Crisis.watched,
        Crisis.statements,
    )
    rows = fetch(select(*columns).where(Crisis.closed_at.is_(None)).order_by(Crisis.id)).all()
    below: dict[int, set[int]] = {}
    if rows:
        for id, parent_id in fetch(select(Category.id, Category.parent_id)):
            below.setdefault(parent_id or 0, set()).add(id)
    return tuple(
        OpenCrisis(
            row.id,
            row.place,
            row.slow_minutes,
            row.holds_first,
            _watching(row.watched),
            dict(row.statements),
            frozenset({row.place, *below.get(row.place, ())}) if row.place else frozenset(),
        )
        for row in rows
    )


def _watching(words: list[str]) -> Rules:
    return Rules([Rule(number, RuleKind.WORD, word, "", "flag", "") for number, word in enumerate(words)])


def init_app(app: Flask) -> None:
    """Give `app` its crises."""
    app.extensions[EXTENSION] = KeptCrises()
