"""Word rules: what is looked for in every text, and what happens where it stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

PATTERN_LENGTH = 200
HINT_LENGTH = 300
EVERY_LANGUAGE = ""


class RuleKind(StrEnum):
    """How a rule is written."""

    WORD = "word"
    """A word, several words in a row, or the beginning of a word with a star at its end."""
    PATTERN = "pattern"
    """A regular expression, as RE2 understands it."""


class Effect(StrEnum):
    """What happens to a text in which it stands, mildest first."""

    FLAG = "flag"
    CENSOR = "censor"
    HOLD = "hold"
    REFUSE = "refuse"


class WordRule(Model):
    """One rule. A refusal has a hint for the author."""

    __tablename__ = "word_rule"
    __table_args__ = (
        UniqueConstraint("kind", "pattern", "language"),
        CheckConstraint("kind IN ('word', 'pattern')", name="known_kind"),
        CheckConstraint("effect IN ('flag', 'censor', 'hold', 'refuse')", name="known_effect"),
        CheckConstraint("pattern <> ''", name="looks_for_something"),
        CheckConstraint("effect <> 'refuse' OR hint <> ''", name="refuses_with_a_hint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    pattern: Mapped[str] = mapped_column(String(PATTERN_LENGTH))
    language: Mapped[str] = mapped_column(String(8), default=EVERY_LANGUAGE)
    effect: Mapped[str] = mapped_column(String(10))
    hint: Mapped[str] = mapped_column(String(HINT_LENGTH), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    created_at: Mapped[datetime]
