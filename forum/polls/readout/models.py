"""What the read-out keeps: the rule of its verdict, traces of votes, one snapshot, and the figures made from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model
from forum.polls.models.ballot import KEY_LENGTH


class PollRule(Model):
    """By which rule the first line of the read-out will speak. Fixed at the opening: see `guards`."""

    __tablename__ = "poll_rule"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[dict[str, Any]]
    fixed_at: Mapped[datetime]


class PollNetworkKey(Model):
    """The key under which the networks of a poll's votes are kept. Deleted with them, a month after the close."""

    __tablename__ = "poll_network_key"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))


class BallotTrace(Model):
    """By what a ballot may be noticed among others; it goes with its ballot, and a month after the close in any case.

    `network` is an HMAC of the network (the first 24 bits of an address, or 48) under the poll's own key. `minute`
    counts from 1970; at sealing it becomes `is_in_burst`.
    """

    __tablename__ = "ballot_trace"
    __table_args__ = (
        ForeignKeyConstraint(
            ["poll_id", "voter_key"],
            ["ballot.poll_id", "ballot.voter_key"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index("ix_ballot_trace_network", "poll_id", "network"),
        {"sqlite_with_rowid": False},
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    network: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    minute: Mapped[int | None]
    is_in_burst: Mapped[bool] = mapped_column(default=False)
    is_new: Mapped[bool] = mapped_column(default=False)
    """Whether the account looks as if it had been made for the poll."""
    is_silent: Mapped[bool] = mapped_column(default=False)
    """Whether its member had done nothing else here."""


class PollSnapshot(Model):
    """What cross-tables, weights and the look at odd votes are worked out from: taken once, when the poll is sealed."""

    __tablename__ = "poll_snapshot"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    snapshot: Mapped[dict[str, Any]]
    taken_at: Mapped[datetime]


class PollMargins(Model):
    """How the people divide for whom the voters are to stand, as the brand says: given once, before it sees weights."""

    __tablename__ = "poll_margins"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    margins: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime]


class PollReadout(Model):
    """The figures of a read-out, or the job that works them out."""

    __tablename__ = "poll_readout"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True)
    job_id: Mapped[int | None]
    figures: Mapped[dict[str, Any] | None]
    made_at: Mapped[datetime | None]
