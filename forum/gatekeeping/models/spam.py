"""What the spam check has learned from this community."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class SpamModel(Model):
    """One trained model. The newest is asked; weights are of hashed features, packed."""

    __tablename__ = "spam_model"
    __table_args__ = (CheckConstraint("spam >= 0 AND ham >= 0", name="counts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trained_at: Mapped[datetime]
    spam: Mapped[int]
    ham: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    weights: Mapped[bytes]
