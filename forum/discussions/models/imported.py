"""What came in from elsewhere, so that an import can be interrupted and run again."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class ImportedThing(Model):
    """That something with a name at its origin (a topic, a post, an author) stands here under a number."""

    __tablename__ = "imported_thing"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    origin_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    local_id: Mapped[int] = mapped_column(index=True)
