"""Statements of reasons, notices, objections, purging by two, evidence; more than posts can be hidden."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "hiding_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("since", UTCDateTime(), nullable=True),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(kind = 'member') = (since IS NOT NULL)", name=op.f("ck_hiding_act_of_a_period")),
        sa.CheckConstraint("kind IN ('several', 'topic', 'member')", name=op.f("ck_hiding_act_known_kind")),
        sa.CheckConstraint("post_count > 0", name=op.f("ck_hiding_act_of_something")),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["member.id"], name=op.f("fk_hiding_act_lifted_by_id_member")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_hiding_act_made_by_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_hiding_act_member_id_member")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_hiding_act_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hiding_act")),
    )
    with op.batch_alter_table("hiding_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hiding_act_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hiding_act_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("suspicion", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", UTCDateTime(), nullable=False),
        sa.Column("keep_until", UTCDateTime(), nullable=False),
        sa.Column("life_at_risk", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.Column("told_whom", sa.String(length=300), nullable=False),
        sa.Column("forgotten_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(told_at IS NULL) = (told_whom = '')", name=op.f("ck_evidence_told_somebody")),
        sa.CheckConstraint(
            "suspicion <> 'child-abuse' OR content IS NULL",
            name=op.f("ck_evidence_child_abuse_is_never_copied"),
        ),
        sa.CheckConstraint(
            "suspicion IN ('hate', 'threat', 'child-abuse', 'other')",
            name=op.f("ck_evidence_known_suspicion"),
        ),
        sa.CheckConstraint(
            "(content IS NULL) OR (sha256 IS NOT NULL)", name=op.f("ck_evidence_sealed_with_a_hash")
        ),
        sa.CheckConstraint(
            "forgotten_at IS NULL OR content IS NULL", name=op.f("ck_evidence_forgotten_is_gone")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_evidence_author_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_evidence_post_id_post")),
        sa.ForeignKeyConstraint(
            ["sealed_by_id"], ["member.id"], name=op.f("fk_evidence_sealed_by_id_member")
        ),
        sa.ForeignKeyConstraint(["told_by_id"], ["member.id"], name=op.f("fk_evidence_told_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_evidence_keep_until", ["keep_until"], unique=False)
        batch_op.create_index(
            "uq_evidence_post",
            ["post_id"],
            unique=True,
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        )

    op.create_table(
        "purge_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("second", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_purge_request_decided_or_asked")
        ),
        sa.CheckConstraint("because <> ''", name=op.f("ck_purge_request_with_a_reason")),
        sa.CheckConstraint(
            "ground IN ('spam', 'withdrawn', 'erasure')", name=op.f("ck_purge_request_known_ground")
        ),
        sa.CheckConstraint(
            "state <> 'done' OR second IS NOT NULL", name=op.f("ck_purge_request_agreed_by_a_second")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'done', 'refused')", name=op.f("ck_purge_request_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["member.id"], name=op.f("fk_purge_request_asked_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_purge_request_decided_by_id_member")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_purge_request_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_request")),
    )
    with op.batch_alter_table("purge_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purge_request_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_purge_request_state", ["state", "id"], unique=False)
        batch_op.create_index(
            "uq_purge_request_asked",
            ["post_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("things", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("ground", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("found_by_machine", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("decided_by_machine", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("object_until", UTCDateTime(), nullable=False),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("source IN ('own', 'report', 'notice')", name=op.f("ck_statement_known_source")),
        sa.CheckConstraint("things > 0", name=op.f("ck_statement_of_something")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_statement_decided_by_id_member")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_statement_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_statement_post_id_post")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_statement_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index("ix_statement_member", ["member_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_statement_sent", ["sent_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "evidence_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("act IN ('read', 'exported')", name=op.f("ck_evidence_look_known_act")),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_evidence_look_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_evidence_look_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_look")),
    )
    with op.batch_alter_table("evidence_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_look_evidence_id"), ["evidence_id"], unique=False)

    op.create_table(
        "evidence_picture",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_evidence_picture_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("evidence_id", "sha256", name=op.f("pk_evidence_picture")),
    )
    op.create_table(
        "evidence_renewal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", UTCDateTime(), nullable=True),
        sa.Column("second", sa.String(length=20), nullable=True),
        sa.CheckConstraint("because <> ''", name=op.f("ck_evidence_renewal_with_a_reason")),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (second IS NULL)", name=op.f("ck_evidence_renewal_agreed_by_a_second")
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["member.id"], name=op.f("fk_evidence_renewal_agreed_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["member.id"], name=op.f("fk_evidence_renewal_asked_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_evidence_renewal_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_renewal")),
    )
    with op.batch_alter_table("evidence_renewal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_renewal_evidence_id"), ["evidence_id"], unique=False)
        batch_op.create_index(
            "uq_evidence_renewal_asked",
            ["evidence_id"],
            unique=True,
            sqlite_where=sa.text("agreed_at IS NULL"),
            postgresql_where=sa.text("agreed_at IS NULL"),
        )

    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("filed_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("second", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_objection_decided_or_open")
        ),
        sa.CheckConstraint(
            "second IN ('moderator', 'administrator', 'outsider', 'same-person', 'taken-back')",
            name=op.f("ck_objection_known_second"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'declined', 'withdrawn')", name=op.f("ck_objection_known_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('upheld', 'declined') OR (answer <> '' AND decided_by_id IS NOT NULL)",
            name=op.f("ck_objection_decided_in_writing_by_somebody"),
        ),
        sa.CheckConstraint(
            "(statement_id IS NULL) <> (report_id IS NULL)", name=op.f("ck_objection_against_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_objection_decided_by_id_member")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_objection_member_id_member")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_objection_report_id_report")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_objection_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_report_id"), ["report_id"], unique=False)
        batch_op.create_index("ix_objection_state", ["state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(
            "uq_objection_open_report",
            ["report_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "uq_objection_open_statement",
            ["statement_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    with op.batch_alter_table("hiding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("what", sa.String(length=20), server_default="post", nullable=False))
        batch_op.add_column(sa.Column("member_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("upload_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("act_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("statement_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withheld", sa.JSON(), server_default="{}", nullable=False))
        batch_op.alter_column("post_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_check_constraint(
            op.f("ck_hiding_known_thing"), "what IN ('post', 'profile', 'face', 'picture')"
        )
        batch_op.create_check_constraint(op.f("ck_hiding_post"), "(what = 'post') = (post_id IS NOT NULL)")
        batch_op.create_check_constraint(
            op.f("ck_hiding_profile"), "(what IN ('profile', 'face')) = (member_id IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_hiding_picture"), "(what = 'picture') = (upload_id IS NOT NULL)"
        )
        batch_op.create_index(batch_op.f("ix_hiding_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hiding_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(
            "uq_hiding_of_picture",
            ["upload_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.create_index(
            "uq_hiding_of_profile",
            ["member_id", "what"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_hiding_act_id_hiding_act"), "hiding_act", ["act_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_hiding_statement_id_statement"), "statement", ["statement_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_hiding_member_id_member"), "member", ["member_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_hiding_upload_id_upload"), "upload", ["upload_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ticket", sa.String(length=43), nullable=True))
        batch_op.add_column(sa.Column("address", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("contact_name", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("contact_email", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=8), server_default="en", nullable=False))
        batch_op.create_index("uq_report_ticket", ["ticket"], unique=True)

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withheld", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_upload_withheld"), "withheld >= 0 AND withheld <= 2")


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_upload_withheld"), type_="check")
        batch_op.drop_column("withheld")

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("uq_report_ticket")
        batch_op.drop_column("language")
        batch_op.drop_column("contact_email")
        batch_op.drop_column("contact_name")
        batch_op.drop_column("address")
        batch_op.drop_column("ticket")
        batch_op.drop_column("answer")

    op.execute("DELETE FROM hiding WHERE what <> 'post'")
    with op.batch_alter_table("hiding", schema=None) as batch_op:
        for name in ("known_thing", "post", "profile", "picture"):
            batch_op.drop_constraint(op.f(f"ck_hiding_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_hiding_upload_id_upload"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_hiding_member_id_member"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_hiding_statement_id_statement"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_hiding_act_id_hiding_act"), type_="foreignkey")
        batch_op.drop_index(
            "uq_hiding_of_profile",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_hiding_of_picture",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_hiding_statement_id"))
        batch_op.drop_index(batch_op.f("ix_hiding_act_id"))
        batch_op.alter_column("post_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("withheld")
        batch_op.drop_column("statement_id")
        batch_op.drop_column("act_id")
        batch_op.drop_column("upload_id")
        batch_op.drop_column("member_id")
        batch_op.drop_column("what")

    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_objection_open_statement",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(
            "uq_objection_open_report",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_objection_statement_id"))
        batch_op.drop_index("ix_objection_state")
        batch_op.drop_index(batch_op.f("ix_objection_report_id"))
        batch_op.drop_index(batch_op.f("ix_objection_member_id"))

    op.drop_table("objection")
    with op.batch_alter_table("evidence_renewal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evidence_renewal_asked",
            sqlite_where=sa.text("agreed_at IS NULL"),
            postgresql_where=sa.text("agreed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_evidence_renewal_evidence_id"))

    op.drop_table("evidence_renewal")
    op.drop_table("evidence_picture")
    with op.batch_alter_table("evidence_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_look_evidence_id"))

    op.drop_table("evidence_look")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_topic_id"))
        batch_op.drop_index("ix_statement_sent")
        batch_op.drop_index(batch_op.f("ix_statement_post_id"))
        batch_op.drop_index("ix_statement_member")

    op.drop_table("statement")
    with op.batch_alter_table("purge_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_purge_request_asked",
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )
        batch_op.drop_index("ix_purge_request_state")
        batch_op.drop_index(batch_op.f("ix_purge_request_post_id"))

    op.drop_table("purge_request")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evidence_post",
            sqlite_where=sa.text("forgotten_at IS NULL"),
            postgresql_where=sa.text("forgotten_at IS NULL"),
        )
        batch_op.drop_index("ix_evidence_keep_until")
        batch_op.drop_index(batch_op.f("ix_evidence_author_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("hiding_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hiding_act_topic_id"))
        batch_op.drop_index(batch_op.f("ix_hiding_act_member_id"))

    op.drop_table("hiding_act")
