"""Addresses to which mail came back for good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

ADDRESS_LENGTH = 254


class StoppedAddress(Model):
    """An address to which nothing is sent any more, until whoever has it confirms it anew.

    `status` is what the mail server said, as RFC 3463 writes it: 5.1.1 for a mailbox that does not exist.
    """

    __tablename__ = "stopped_address"

    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    stopped_at: Mapped[datetime]
