"""What was voted, who voted, and the ledger. The three are kept apart, so that none of them tells what another does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

KEY_LENGTH = 64


class Ballot(Model):
    """The ballot of one voter: one for each, by the primary key.

    `voter_key` is the number of the member in a named poll, and in a secret one an HMAC under the poll's own key.
    `choices` is one canonical text, so that equal ballots are equal and the database can count them.
    The table is kept in the order of its key: in no file of the database does it tell in which order people voted.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        Index("ix_ballot_tally", "poll_id", "choices"),
        {"sqlite_with_rowid": False},
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    """In named polls only."""
    choices: Mapped[str] = mapped_column(Text)
    bands: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    """What was coarsely known of the voter when they voted, by attribute, as one canonical text: see `polls.bands`."""
    is_joiner: Mapped[bool] = mapped_column(default=False)
    """Whether the voter joined after the opening."""
    cast_at: Mapped[datetime | None]
    """Forgotten when a secret poll is sealed."""


class PollVoter(Model):
    """That a member has voted in a poll, and neither what nor when."""

    __tablename__ = "poll_voter"
    __table_args__ = ({"sqlite_with_rowid": False},)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True, index=True)


class BallotLedger(Model):
    """Each casting, changing and withdrawing, with the hash of the receipt that the voter was shown.

    Only ever added to: see `guards`. It names neither voter nor choice. The poll is a number, not a reference, because
    the ledger outlives what it speaks of. In secret polls `at` is the full hour.
    """

    __tablename__ = "ballot_ledger"
    __table_args__ = (Index("ix_ballot_ledger_poll", "poll_id", "act"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int]
    act: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    receipt_hash: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
