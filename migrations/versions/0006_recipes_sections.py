"""Earlier versions of recipes, whole; the record as a chain, with its payloads apart.

Parts of the work stand in the documents of recipes themselves, which know their absence.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from forum.audit.chain import GENESIS, digest_of, link_of, new_salt, written
from forum.audit.models import PAYLOAD_REFUSALS, REFUSALS
from forum.core.database import UTCDateTime

revision = "0006"
down_revision = "0005"

AT_ONCE = 1_000
entries = sa.table(
    "audit_entry",
    sa.column("id", sa.Integer),
    sa.column("at", UTCDateTime()),
    sa.column("actor_id", sa.Integer),
    sa.column("action", sa.String),
    sa.column("subject_type", sa.String),
    sa.column("subject_id", sa.Integer),
    sa.column("reason", sa.String),
    sa.column("details", sa.JSON),
    sa.column("digest", sa.String),
    sa.column("link", sa.String),
)
payloads = sa.table(
    "audit_payload",
    sa.column("entry_id", sa.Integer),
    sa.column("salt", sa.String),
    sa.column("content", sa.Text),
)


def upgrade() -> None:
    """Bring the schema to this revision. What recipes were before edits until now is known in words alone."""
    op.create_table(
        "creation_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["creation.topic_id"],
            name=op.f("fk_creation_version_topic_id_creation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creation_version")),
    )
    op.create_index("ix_creation_version_topic", "creation_version", ["topic_id", "id"])
    _unguard()
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("link", sa.String(length=64), nullable=True))
    op.create_table(
        "audit_payload",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.Column("erased_because", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(salt IS NULL) = (content IS NULL)", name=op.f("ck_audit_payload_salt_goes_with_content")
        ),
        sa.CheckConstraint(
            "(content IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_audit_payload_erased_or_there")
        ),
        sa.CheckConstraint(
            "(erased_at IS NULL) = (erased_because IS NULL)",
            name=op.f("ck_audit_payload_erased_for_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_audit_payload_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_payload")),
    )
    _chain()
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("link", existing_type=sa.String(length=64), nullable=False)
        batch_op.drop_column("reason")
        batch_op.drop_column("details")
    op.create_index("ix_audit_entry_action", "audit_entry", ["action", "id"])
    _guard()
    for statement in PAYLOAD_REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take the schema back. Of what was forgotten no reason is known; earlier versions are known in words alone."""
    _unguard()
    op.drop_index("ix_audit_entry_action", table_name="audit_entry")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("details", sa.JSON(), nullable=True))
    _unchain()
    op.drop_table("audit_payload")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.alter_column("details", existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column("digest")
        batch_op.drop_column("link")
    _guard()
    op.drop_index("ix_creation_version_topic", table_name="creation_version")
    op.drop_table("creation_version")


def _chain() -> None:
    """Tie the entries there are together, in the order of their numbers."""
    link, last = GENESIS, 0
    while rows := _portion(sa.select(entries).where(entries.c.id > last)):
        made = []
        for row in rows:
            salt, content = new_salt(), written(row.reason, row.details or {})
            digest = digest_of(salt, content)
            subject = (row.subject_type, row.subject_id)
            link = link_of(link, row.id, row.at, row.actor_id, row.action, subject, digest)
            made.append({"entry_id": row.id, "salt": salt, "content": content})
            op.get_bind().execute(
                entries.update().where(entries.c.id == row.id).values(digest=digest, link=link)
            )
            last = row.id
        op.get_bind().execute(payloads.insert(), made)


def _unchain() -> None:
    last = 0
    while rows := _portion(
        sa.select(entries.c.id, payloads.c.content)
        .join_from(entries, payloads, payloads.c.entry_id == entries.c.id)
        .where(entries.c.id > last)
    ):
        for row in rows:
            said = json.loads(row.content or '{"details": {}, "reason": null}')
            op.get_bind().execute(
                entries.update()
                .where(entries.c.id == row.id)
                .values(reason=said["reason"], details=said["details"])
            )
            last = row.id


def _portion(statement: Any) -> Any:
    return op.get_bind().execute(statement.order_by(entries.c.id).limit(AT_ONCE)).all()


def _unguard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_no_change ON audit_entry")
        return
    for name in ("audit_entry_no_update", "audit_entry_no_delete"):
        op.execute(f"DROP TRIGGER IF EXISTS {name}")


def _guard() -> None:
    """Guard the record again; on PostgreSQL the function that refuses is still there."""
    for statement in REFUSALS[op.get_bind().dialect.name]:
        if "CREATE FUNCTION" not in statement:
            op.execute(statement)
