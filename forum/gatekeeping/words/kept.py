"""The active rules, read once per change: their version moves with the transaction that changes one."""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy import select

from forum.core.reading import fetch
from forum.core.versions import read_versions
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.words.matching import Rule, Rules

SCOPE = "word-rules"
EXTENSION = "potluck.word_rules"
COLUMNS = (
    WordRule.id,
    WordRule.kind,
    WordRule.pattern,
    WordRule.language,
    WordRule.effect,
    WordRule.hint,
)


class KeptRules:
    """The rules of one application, as they were at some version."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.rules = Rules([])

    def forget(self) -> None:
        """Read them again when they are next wanted."""
        self.version = None


def active_rules() -> Rules:
    """Return the rules that hold now."""
    kept: KeptRules = current_app.extensions[EXTENSION]
    version = read_versions([SCOPE])[SCOPE]
    if kept.version != version:
        rows = fetch(select(*COLUMNS).where(WordRule.is_active.is_(True)).order_by(WordRule.id))
        kept.rules = Rules([Rule(*row) for row in rows])
        kept.version = version
    return kept.rules


def hold_at_once() -> None:
    """Let rules that the present transaction writes hold within it already, as the demo needs it."""
    kept: KeptRules = current_app.extensions[EXTENSION]
    kept.forget()


def init_app(app: Flask) -> None:
    """Give `app` its rules."""
    app.extensions[EXTENSION] = KeptRules()
