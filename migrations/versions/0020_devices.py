"""Devices that take messages, and which kinds of notice they are sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Bring the schema to this revision. Who chose before gets what speaks to them, where they want it in the page."""
    op.create_table(
        "push_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_sent_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_push_device_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_id"], ["sign_in.id"], name=op.f("fk_push_device_sign_in_id_sign_in"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_device")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_device_endpoint")),
    )
    op.create_index(op.f("ix_push_device_member_id"), "push_device", ["member_id"], unique=False)
    op.create_index(op.f("ix_push_device_sign_in_id"), "push_device", ["sign_in_id"], unique=False)
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("push", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "UPDATE notice_choice SET push = page WHERE kind IN ('mention', 'quote', 'reply', 'answer-accepted')"
    )
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.alter_column("push", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("notice_choice", schema=None) as batch_op:
        batch_op.drop_column("push")
    op.drop_table("push_device")
