"""What belongs to the demo, so that it can be taken away without a trace."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class DemoRecord(Model):
    """That a row of some table was made by the demo."""

    __tablename__ = "demo_record"

    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
