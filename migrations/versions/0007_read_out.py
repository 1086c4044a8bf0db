"""The read-out of polls: rules of verdicts, traces of votes, snapshots, margins, figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime
from forum.polls.readout.guards import WHY, refusals

revision = "0007"
down_revision = "0006"


def _of_poll(table: str, *columns: sa.Column) -> None:
    """Make a table with one row for each poll."""
    op.create_table(
        table,
        sa.Column("poll_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f(f"fk_{table}_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    """Bring the schema to this revision."""
    _of_poll(
        "poll_rule",
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("fixed_at", UTCDateTime(), nullable=False),
    )
    _of_poll("poll_network_key", sa.Column("key", sa.String(length=64), nullable=False))
    _of_poll(
        "poll_snapshot",
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
    )
    _of_poll(
        "poll_margins",
        sa.Column("margins", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
    )
    _of_poll(
        "poll_readout",
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=True),
    )
    op.create_table(
        "ballot_trace",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voter_key", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("is_in_burst", sa.Boolean(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id", "voter_key"],
            ["ballot.poll_id", "ballot.voter_key"],
            name=op.f("fk_ballot_trace_poll_id_voter_key_ballot"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_ballot_trace_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", "voter_key", name=op.f("pk_ballot_trace")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_trace_network", "ballot_trace", ["poll_id", "network"], unique=False)
    for table in WHY:
        for statement in refusals(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Bring the schema back to the one before."""
    op.drop_index("ix_ballot_trace_network", table_name="ballot_trace")
    op.drop_table("ballot_trace")
    for table in ("poll_readout", "poll_margins", "poll_snapshot", "poll_network_key", "poll_rule"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in WHY:
            op.execute(f"DROP FUNCTION {table}_no_update()")
