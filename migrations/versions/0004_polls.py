"""Polls: questions, ballots, the ledger, results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime
from forum.polls.models.guards import REFUSALS

revision = "0004"
down_revision = "0003"

FUNCTIONS = (
    "ballot_ledger_no_change",
    "poll_result_no_update",
    "poll_question_fixed",
    "poll_option_fixed",
)


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "ballot_ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_ledger")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_ballot_ledger_receipt_hash")),
    )
    with op.batch_alter_table("ballot_ledger", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_ledger_poll", ["poll_id", "act"], unique=False)

    op.create_table(
        "poll_watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("looked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_watch")),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=20), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("may_change", sa.Boolean(), nullable=False),
        sa.Column("publishes_ballots", sa.Boolean(), nullable=False),
        sa.Column("shuffles", sa.Boolean(), nullable=False),
        sa.Column("draws_ties", sa.Boolean(), nullable=False),
        sa.Column("roll", sa.String(length=20), nullable=False),
        sa.Column("min_age_days", sa.Integer(), nullable=False),
        sa.Column("team_only", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("secret_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("closes_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("sealed_at", UTCDateTime(), nullable=True),
        sa.Column("held_at", UTCDateTime(), nullable=True),
        sa.Column("eligible", sa.Integer(), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.CheckConstraint("min_age_days >= 0", name=op.f("ck_poll_min_age")),
        sa.CheckConstraint("state < 2 OR closed_at IS NOT NULL", name=op.f("ck_poll_closed")),
        sa.CheckConstraint("state < 3 OR secret_key IS NULL", name=op.f("ck_poll_sealed_without_key")),
        sa.CheckConstraint("state = 0 OR opened_at IS NOT NULL", name=op.f("ck_poll_opened")),
        sa.CheckConstraint("state >= 0 AND state <= 3", name=op.f("ck_poll_known_state")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_poll_author_id_member")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_poll_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint("topic_id", name=op.f("uq_poll_topic_id")),
    )
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_poll_state_closes", ["state", "closes_at"], unique=False)

    op.create_table(
        "ballot",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voter_key", sa.String(length=64), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("is_joiner", sa.Boolean(), nullable=False),
        sa.Column("cast_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_ballot_member_id_member")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_ballot_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", "voter_key", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_member_id"), ["member_id"], unique=False)
        batch_op.create_index("ix_ballot_tally", ["poll_id", "choices"], unique=False)

    op.create_table(
        "poll_live",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("counted_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_live_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", name=op.f("pk_poll_live")),
    )
    op.create_table(
        "poll_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("allows_none", sa.Boolean(), nullable=False),
        sa.Column("allows_unknown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("least >= 1 AND most >= least", name=op.f("ck_poll_question_least_and_most")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_question_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_question")),
        sa.UniqueConstraint("poll_id", "position", name=op.f("uq_poll_question_poll_id_position")),
    )
    op.create_table(
        "poll_voter",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_poll_voter_member_id_member")),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_voter_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name=op.f("pk_poll_voter")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("poll_voter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_voter_member_id"), ["member_id"], unique=False)

    op.create_table(
        "poll_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=600), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_option_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["poll_question.id"],
            name=op.f("fk_poll_option_question_id_poll_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_poll_option_upload_id_upload")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_option")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_poll_option_question_id_number")),
    )
    with op.batch_alter_table("poll_option", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_option_poll_id"), ["poll_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_poll_option_upload_id"), ["upload_id"], unique=False)

    op.create_table(
        "poll_result",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["poll.id"], name=op.f("fk_poll_result_poll_id_poll"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["poll_question.id"],
            name=op.f("fk_poll_result_question_id_poll_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_poll_result")),
    )
    with op.batch_alter_table("poll_result", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_result_poll_id"), ["poll_id"], unique=False)

    for of_table in REFUSALS.values():
        for statement in of_table[op.get_bind().dialect.name]:
            op.execute(statement)


def downgrade() -> None:
    """Bring the schema back to the one before."""
    with op.batch_alter_table("poll_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_result_poll_id"))

    op.drop_table("poll_result")
    with op.batch_alter_table("poll_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_option_upload_id"))
        batch_op.drop_index(batch_op.f("ix_poll_option_poll_id"))

    op.drop_table("poll_option")
    with op.batch_alter_table("poll_voter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_poll_voter_member_id"))

    op.drop_table("poll_voter")
    op.drop_table("poll_question")
    op.drop_table("poll_live")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_tally")
        batch_op.drop_index(batch_op.f("ix_ballot_member_id"))

    op.drop_table("ballot")
    with op.batch_alter_table("poll", schema=None) as batch_op:
        batch_op.drop_index("ix_poll_state_closes")
        batch_op.drop_index(batch_op.f("ix_poll_author_id"))

    op.drop_table("poll")
    op.drop_table("poll_watch")
    with op.batch_alter_table("ballot_ledger", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_ledger_poll")

    op.drop_table("ballot_ledger")
    if op.get_bind().dialect.name == "postgresql":
        for name in FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
