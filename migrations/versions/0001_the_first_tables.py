"""the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from forum.audit.models import REFUSALS
from forum.core.database import UTCDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_actor", ["actor_id", "id"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["subject_type", "subject_id", "id"], unique=False)

    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("read_level", sa.Integer(), nullable=False),
        sa.Column("reply_level", sa.Integer(), nullable=False),
        sa.Column("start_level", sa.Integer(), nullable=False),
        sa.Column("topic_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_category_not_its_own_parent")
        ),
        sa.CheckConstraint(
            "read_level <= reply_level AND reply_level <= start_level", name=op.f("ck_category_levels_ascend")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
    )
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "chore",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chore")),
    )
    op.create_table(
        "content_version",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_content_version")),
    )
    op.create_table(
        "demo_record",
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_demo_record")),
    )
    op.create_table(
        "imported_thing",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("origin_id", sa.String(length=200), nullable=False),
        sa.Column("local_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "origin_id", name=op.f("pk_imported_thing")),
    )
    with op.batch_alter_table("imported_thing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imported_thing_local_id"), ["local_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_job_state")),
        sa.CheckConstraint("done >= 0 AND total >= 0", name=op.f("ck_job_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=True),
        sa.Column("first_name", sa.String(length=40), server_default="", nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("is_moderator", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_brand", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_administrator", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("languages", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("time_zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("about_source", sa.Text(), server_default="", nullable=False),
        sa.Column("about_html", sa.Text(), server_default="", nullable=False),
        sa.Column("picture_key", sa.String(length=200), nullable=True),
        sa.Column("charter_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_seen_at", UTCDateTime(), nullable=True),
        sa.Column("suspended_until", UTCDateTime(), nullable=True),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.Column("topic_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("post_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("likes_given", sa.Integer(), server_default="0", nullable=False),
        sa.Column("likes_received", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("likes_given >= 0", name=op.f("ck_member_likes_given")),
        sa.CheckConstraint("likes_received >= 0", name=op.f("ck_member_likes_received")),
        sa.CheckConstraint("post_count >= 0", name=op.f("ck_member_post_count")),
        sa.CheckConstraint("topic_count >= 0", name=op.f("ck_member_topic_count")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("email", name=op.f("uq_member_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_member_fs_uniquifier")),
        sa.UniqueConstraint("handle", name=op.f("uq_member_handle")),
        sa.UniqueConstraint("name_key", name=op.f("uq_member_name_key")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index("ix_member_created_at_id", ["created_at", "id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("run_after", UTCDateTime(), nullable=False),
        sa.Column("queued_at", UTCDateTime(), nullable=True),
        sa.Column("taken_at", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("parked_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_done_at", ["done_at"], unique=False)
        batch_op.create_index(
            "ix_outbox_due",
            ["run_after"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        )
        batch_op.create_index(
            "ix_outbox_line",
            ["task", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        )
        batch_op.create_index("ix_outbox_parked_at", ["parked_at"], unique=False)

    op.create_table(
        "search_document",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("terms", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_search_document")),
    )
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.create_index("ix_search_document_author_id", ["author_id", "created_at"], unique=False)
        batch_op.create_index("ix_search_document_category_id", ["category_id", "created_at"], unique=False)
        batch_op.create_index("ix_search_document_terms", ["terms"], unique=False, postgresql_using="gin")
        batch_op.create_index(batch_op.f("ix_search_document_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("topic_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_tag_slug")),
    )
    op.create_table(
        "wrong_tries",
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject_hash", name=op.f("pk_wrong_tries")),
    )
    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wrong_tries_since"), ["since"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "charter",
                "privacy",
                "age",
                "marketing",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_consent_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_member_id_kind_id", ["member_id", "kind", "id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_draft_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("member_id", "place", name=op.f("uq_draft_member_id_place")),
    )
    op.create_table(
        "export_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_export_part_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_part")),
        sa.UniqueConstraint("job_id", "room", name=op.f("uq_export_part_job_id_room")),
    )
    with op.batch_alter_table("export_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_export_part_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_export_part_member_id"), ["member_id"], unique=False)

    op.create_table(
        "following",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_following_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "target", "target_id", name=op.f("pk_following")),
    )
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.create_index("ix_following_target", ["target", "target_id", "mode"], unique=False)

    op.create_table(
        "former_handle",
        sa.Column("handle", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("given_up_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_former_handle_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("handle", name=op.f("pk_former_handle")),
    )
    with op.batch_alter_table("former_handle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_handle_member_id"), ["member_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["member.id"],
            name=op.f("fk_invitation_created_by_id_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["used_by_id"], ["member.id"], name=op.f("fk_invitation_used_by_id_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
        sa.UniqueConstraint("used_by_id", name=op.f("uq_invitation_used_by_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_created_by_id"), ["created_by_id"], unique=False)

    op.create_table(
        "notice_choice",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("page", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notice_choice_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "kind", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_passkey_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_member_id"), ["member_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_recovery_code_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_member_id"), ["member_id"], unique=False)

    op.create_table(
        "second_factor",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_second_factor_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("last_seen_at", UTCDateTime(), nullable=False),
        sa.Column("fresh_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_sign_in_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_member_id"), ["member_id"], unique=False)

    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("read_level", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("bumped_at", UTCDateTime(), nullable=False),
        sa.Column("last_post_at", UTCDateTime(), nullable=False),
        sa.Column("last_author_id", sa.Integer(), nullable=True),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("like_count", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_note", sa.String(length=300), nullable=False),
        sa.Column("hidden_at", UTCDateTime(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("answer_post_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("next_number >= 1", name=op.f("ck_topic_numbers_from_one")),
        sa.CheckConstraint("pinned >= 0 AND pinned <= 2", name=op.f("ck_topic_pinned_level")),
        sa.ForeignKeyConstraint(
            ["answer_post_id"],
            ["post.id"],
            name=op.f("fk_topic_answer_post_id_post"),
            ondelete="SET NULL",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_topic_author_id_member")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_topic_category_id_category")),
        sa.ForeignKeyConstraint(
            ["last_author_id"], ["member.id"], name=op.f("fk_topic_last_author_id_member")
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["topic.id"], name=op.f("fk_topic_merged_into_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index("ix_topic_author", ["author_id", "created_at", "id"], unique=False)
        batch_op.create_index(
            "ix_topic_category_latest", ["category_id", "pinned", "bumped_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_topic_kind_answer", ["kind", "answer_post_id", "bumped_at", "id"], unique=False
        )
        batch_op.create_index("ix_topic_latest", ["bumped_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index("ix_topic_new", ["created_at", "id"], unique=False)
        batch_op.create_index("ix_topic_top", ["like_count", "id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "purpose",
            sa.Enum(
                "post",
                "avatar",
                "brand",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=16,
            ),
            nullable=False,
        ),
        sa.Column("content_type", sa.String(length=60), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.String(length=300), server_default="", nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("byte_size > 0", name=op.f("ck_upload_byte_size")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_upload_size")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_upload_owner_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_key")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_created_at"), ["created_at"], unique=False)
        batch_op.create_index("ix_upload_owner_id_sha256", ["owner_id", "sha256"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("read_level", sa.Integer(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("hidden_reason", sa.String(length=60), nullable=True),
        sa.Column("hidden_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("edited_at", UTCDateTime(), nullable=True),
        sa.Column("revision_count", sa.Integer(), nullable=False),
        sa.Column("like_count", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "(state = 1) = (hidden_reason IS NOT NULL)", name=op.f("ck_post_hidden_with_a_reason")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_post_numbers_from_one")),
        sa.CheckConstraint("state >= 0 AND state <= 4", name=op.f("ck_post_known_state")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_post_author_id_member")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["post.id"], name=op.f("fk_post_reply_to_id_post")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_post_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("author_id", "once", name=op.f("uq_post_author_id_once")),
        sa.UniqueConstraint("topic_id", "number", name=op.f("uq_post_topic_id_number")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index("ix_post_author", ["author_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_post_created", ["created_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_reply_to_id"), ["reply_to_id"], unique=False)
        batch_op.create_index(
            "ix_post_withdrawn_at",
            ["withdrawn_at"],
            unique=False,
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )

    op.create_table(
        "read_position",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_read_position_member_id_member")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_read_position_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "topic_id", name=op.f("pk_read_position")),
    )
    with op.batch_alter_table("read_position", schema=None) as batch_op:
        batch_op.create_index("ix_read_position_topic", ["topic_id"], unique=False)

    op.create_table(
        "sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("charter_version", sa.Integer(), nullable=False),
        sa.Column("wants_marketing", sa.Boolean(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_sign_up_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_up")),
    )
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_up_created_at"), ["created_at"], unique=False)

    op.create_table(
        "topic_tag",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_topic_tag_tag_id_tag"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_tag_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "tag_id", name=op.f("pk_topic_tag")),
    )
    with op.batch_alter_table("topic_tag", schema=None) as batch_op:
        batch_op.create_index("ix_topic_tag_tag_id_topic_id", ["tag_id", "topic_id"], unique=False)

    op.create_table(
        "bookmark",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_bookmark_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_bookmark_post_id_post")),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_bookmark")),
    )
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.create_index("ix_bookmark_member_created", ["member_id", "created_at"], unique=False)

    op.create_table(
        "hiding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_at", UTCDateTime(), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["member.id"], name=op.f("fk_hiding_hidden_by_id_member")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["member.id"], name=op.f("fk_hiding_lifted_by_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_hiding_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hiding")),
    )
    with op.batch_alter_table("hiding", schema=None) as batch_op:
        batch_op.create_index("ix_hiding_post", ["post_id", "id"], unique=False)
        batch_op.create_index(
            "uq_hiding_in_force",
            ["post_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("bundle", sa.String(length=80), nullable=True),
        sa.Column("family", sa.String(length=40), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_notification_actor_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notification_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_notification_post_id_post")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_notification_topic_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notification_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_notification_member_list", ["member_id", "updated_at", "id"], unique=False)
        batch_op.create_index(
            "ix_notification_member_unread",
            ["member_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_notification_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_topic_id"), ["topic_id"], unique=False)
        batch_op.create_index(
            "uq_notification_bundle",
            ["member_id", "bundle"],
            unique=True,
            sqlite_where=sa.text("read_at IS NULL AND bundle IS NOT NULL"),
            postgresql_where=sa.text("read_at IS NULL AND bundle IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_notification_family",
            ["member_id", "family", "post_id"],
            unique=True,
            sqlite_where=sa.text("family IS NOT NULL"),
            postgresql_where=sa.text("family IS NOT NULL"),
        )

    op.create_table(
        "one_time_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "confirm",
                "reset",
                "change-email",
                "second-step",
                "passkey",
                "setup",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("ticket_hash", sa.String(length=64), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("sent_to", sa.String(length=254), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("sign_up_id", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_one_time_proof_tries")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_one_time_proof_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"],
            ["sign_up.id"],
            name=op.f("fk_one_time_proof_sign_up_id_sign_up"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_proof")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_one_time_proof_link_hash")),
        sa.UniqueConstraint("ticket_hash", name=op.f("uq_one_time_proof_ticket_hash")),
    )
    with op.batch_alter_table("one_time_proof", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_proof_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_proof_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_proof_sign_up_id"), ["sign_up_id"], unique=False)

    op.create_table(
        "post_alias",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_alias_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_post_alias_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "number", name=op.f("pk_post_alias")),
    )
    with op.batch_alter_table("post_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_alias_post_id"), ["post_id"], unique=False)

    op.create_table(
        "post_card",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_card_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_post_card_topic_id_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "topic_id", name=op.f("pk_post_card")),
    )
    with op.batch_alter_table("post_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_card_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "post_like",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_post_like_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_like_post_id_post")),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_post_like")),
    )
    with op.batch_alter_table("post_like", schema=None) as batch_op:
        batch_op.create_index("ix_post_like_member_created", ["member_id", "created_at"], unique=False)

    op.create_table(
        "post_quote",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("quoted_post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_quote_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quoted_post_id"],
            ["post.id"],
            name=op.f("fk_post_quote_quoted_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "quoted_post_id", name=op.f("pk_post_quote")),
    )
    with op.batch_alter_table("post_quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_quote_quoted_post_id"), ["quoted_post_id"], unique=False)

    op.create_table(
        "post_upload",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_upload_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_post_upload_upload_id_upload"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "upload_id", name=op.f("pk_post_upload")),
    )
    with op.batch_alter_table("post_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_upload_upload_id"), ["upload_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_report_decided_or_open")),
        sa.CheckConstraint("state IN ('open', 'upheld', 'declined')", name=op.f("ck_report_known_state")),
        sa.CheckConstraint(
            "(post_id IS NULL) <> (member_id IS NULL)", name=op.f("ck_report_post_or_profile")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_report_decided_by_id_member")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_report_member_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_report_post_id_post")),
        sa.ForeignKeyConstraint(["reporter_id"], ["member.id"], name=op.f("fk_report_reporter_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_reporter_id"), ["reporter_id"], unique=False)
        batch_op.create_index("ix_report_state_created", ["state", "created_at", "id"], unique=False)
        batch_op.create_index("uq_report_member_reporter", ["member_id", "reporter_id"], unique=True)
        batch_op.create_index("uq_report_post_reporter", ["post_id", "reporter_id"], unique=True)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("replaced_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["member.id"], name=op.f("fk_revision_editor_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_revision_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_revision_post_id_number")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_editor_id"), ["editor_id"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key(
            op.f("fk_topic_answer_post_id_post"),
            "topic",
            "post",
            ["answer_post_id"],
            ["id"],
            ondelete="SET NULL",
        )
    for statement in REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Bring the schema back to the one before."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("fk_topic_answer_post_id_post"), "topic", type_="foreignkey")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_editor_id"))

    op.drop_table("revision")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("uq_report_post_reporter")
        batch_op.drop_index("uq_report_member_reporter")
        batch_op.drop_index("ix_report_state_created")
        batch_op.drop_index(batch_op.f("ix_report_reporter_id"))

    op.drop_table("report")
    with op.batch_alter_table("post_upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_upload_upload_id"))

    op.drop_table("post_upload")
    with op.batch_alter_table("post_quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_quote_quoted_post_id"))

    op.drop_table("post_quote")
    with op.batch_alter_table("post_like", schema=None) as batch_op:
        batch_op.drop_index("ix_post_like_member_created")

    op.drop_table("post_like")
    with op.batch_alter_table("post_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_card_topic_id"))

    op.drop_table("post_card")
    with op.batch_alter_table("post_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_alias_post_id"))

    op.drop_table("post_alias")
    with op.batch_alter_table("one_time_proof", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_proof_sign_up_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_proof_member_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_proof_expires_at"))

    op.drop_table("one_time_proof")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_notification_family",
            sqlite_where=sa.text("family IS NOT NULL"),
            postgresql_where=sa.text("family IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_notification_bundle",
            sqlite_where=sa.text("read_at IS NULL AND bundle IS NOT NULL"),
            postgresql_where=sa.text("read_at IS NULL AND bundle IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_notification_topic_id"))
        batch_op.drop_index(batch_op.f("ix_notification_post_id"))
        batch_op.drop_index(
            "ix_notification_member_unread",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        )
        batch_op.drop_index("ix_notification_member_list")
        batch_op.drop_index(batch_op.f("ix_notification_actor_id"))

    op.drop_table("notification")
    with op.batch_alter_table("hiding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hiding_in_force",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index("ix_hiding_post")

    op.drop_table("hiding")
    with op.batch_alter_table("bookmark", schema=None) as batch_op:
        batch_op.drop_index("ix_bookmark_member_created")

    op.drop_table("bookmark")
    with op.batch_alter_table("topic_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_topic_tag_tag_id_topic_id")

    op.drop_table("topic_tag")
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_up_created_at"))

    op.drop_table("sign_up")
    with op.batch_alter_table("read_position", schema=None) as batch_op:
        batch_op.drop_index("ix_read_position_topic")

    op.drop_table("read_position")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_post_withdrawn_at",
            sqlite_where=sa.text("withdrawn_at IS NOT NULL"),
            postgresql_where=sa.text("withdrawn_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_post_reply_to_id"))
        batch_op.drop_index("ix_post_created")
        batch_op.drop_index("ix_post_author")

    op.drop_table("post")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index("ix_upload_owner_id_sha256")
        batch_op.drop_index(batch_op.f("ix_upload_created_at"))

    op.drop_table("upload")
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.drop_index("ix_topic_top")
        batch_op.drop_index("ix_topic_new")
        batch_op.drop_index(batch_op.f("ix_topic_merged_into_id"))
        batch_op.drop_index("ix_topic_latest")
        batch_op.drop_index("ix_topic_kind_answer")
        batch_op.drop_index("ix_topic_category_latest")
        batch_op.drop_index("ix_topic_author")

    op.drop_table("topic")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_member_id"))

    op.drop_table("sign_in")
    op.drop_table("second_factor")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_member_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_member_id"))

    op.drop_table("passkey")
    op.drop_table("notice_choice")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_created_by_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("former_handle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_former_handle_member_id"))

    op.drop_table("former_handle")
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.drop_index("ix_following_target")

    op.drop_table("following")
    with op.batch_alter_table("export_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_export_part_member_id"))
        batch_op.drop_index(batch_op.f("ix_export_part_created_at"))

    op.drop_table("export_part")
    op.drop_table("draft")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_member_id_kind_id")

    op.drop_table("consent")
    with op.batch_alter_table("wrong_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wrong_tries_since"))

    op.drop_table("wrong_tries")
    op.drop_table("tag")
    op.drop_table("setting")
    with op.batch_alter_table("search_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_document_topic_id"))
        batch_op.drop_index("ix_search_document_terms", postgresql_using="gin")
        batch_op.drop_index("ix_search_document_category_id")
        batch_op.drop_index("ix_search_document_author_id")

    op.drop_table("search_document")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_parked_at")
        batch_op.drop_index(
            "ix_outbox_line",
            sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_outbox_due",
            sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        )
        batch_op.drop_index("ix_outbox_done_at")

    op.drop_table("outbox")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index("ix_member_created_at_id")

    op.drop_table("member")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_owner_id"))

    op.drop_table("job")
    with op.batch_alter_table("imported_thing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_thing_local_id"))

    op.drop_table("imported_thing")
    op.drop_table("demo_record")
    op.drop_table("content_version")
    op.drop_table("chore")
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_parent_id"))

    op.drop_table("category")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index("ix_audit_entry_actor")

    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_refuse()")
