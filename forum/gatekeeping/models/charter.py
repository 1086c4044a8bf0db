"""Editions of the charter. Each stays as it was accepted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class CharterEdition(Model):
    """One edition: its text and what changed, by language."""

    __tablename__ = "charter_edition"
    __table_args__ = (CheckConstraint("number >= 1", name="numbers_from_one"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_editorial: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it only mends words: who accepted the edition before need not accept this one."""
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
