"""The desk: the queue, answers, tasks, templates, private conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "reply_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("tone", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("tone IN ('formal', 'informal')", name=op.f("ck_reply_template_known_tone")),
        sa.CheckConstraint("kind IN (4, 5)", name=op.f("ck_reply_template_known_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_template")),
    )
    op.create_table(
        "desk_seat",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("round_at", UTCDateTime(), nullable=True),
        sa.Column("round_post_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(round_at IS NULL) = (round_post_id IS NULL)", name=op.f("ck_desk_seat_a_place_in_the_round")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_desk_seat_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_desk_seat")),
    )
    op.create_table(
        "greeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("content_type", sa.String(length=20), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "content_type IN ('video/mp4', 'video/webm')", name=op.f("ck_greeting_known_type")
        ),
        sa.CheckConstraint("byte_size > 0", name=op.f("ck_greeting_byte_size")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_greeting_owner_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_greeting")),
        sa.UniqueConstraint("key", name=op.f("uq_greeting_key")),
    )
    with op.batch_alter_table("greeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_greeting_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "desk_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("wakes_at", UTCDateTime(), nullable=True),
        sa.Column("held_because", sa.String(length=500), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", UTCDateTime(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'post') = (post_id IS NOT NULL)", name=op.f("ck_desk_item_a_post_or_not")
        ),
        sa.CheckConstraint(
            "(state = 'asleep') = (wakes_at IS NOT NULL)", name=op.f("ck_desk_item_asleep_until")
        ),
        sa.CheckConstraint("(state = 'done') = (closed_at IS NOT NULL)", name=op.f("ck_desk_item_done_at")),
        sa.CheckConstraint("state IN ('open', 'asleep', 'done')", name=op.f("ck_desk_item_known_state")),
        sa.CheckConstraint(
            "(claimed_by_id IS NULL) = (claimed_at IS NULL)", name=op.f("ck_desk_item_claimed_at")
        ),
        sa.ForeignKeyConstraint(["assignee_id"], ["member.id"], name=op.f("fk_desk_item_assignee_id_member")),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["member.id"], name=op.f("fk_desk_item_claimed_by_id_member")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_desk_item_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_item")),
    )
    with op.batch_alter_table("desk_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_desk_item_assignee",
            ["assignee_id", "due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )
        batch_op.create_index("ix_desk_item_due", ["state", "due_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_item_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_desk_item_wakes_at", ["state", "wakes_at"], unique=False)
        batch_op.create_index("ix_desk_item_weight", ["state", "weight", "id"], unique=False)
        batch_op.create_index(
            "uq_desk_item_waiting",
            ["kind", "thing_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )

    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("member_read_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_because", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_because = '')", name=op.f("ck_talk_closed_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_talk_closed_by_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_talk_member_id_member")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["member.id"], name=op.f("fk_talk_opened_by_id_member")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_talk_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index("ix_talk_last", ["last_at", "id"], unique=False)
        batch_op.create_index("ix_talk_member", ["member_id", "last_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_post_id"), ["post_id"], unique=False)

    op.create_table(
        "desk_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("emoji", sa.String(length=16), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("forgotten_at", UTCDateTime(), nullable=True),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 0) = (act <> '')", name=op.f("ck_desk_answer_an_act_or_one_of_five")),
        sa.CheckConstraint(
            "kind < 4 OR sentence <> '' OR forgotten_at IS NOT NULL", name=op.f("ck_desk_answer_warm_words")
        ),
        sa.CheckConstraint("kind >= 0 AND kind <= 5", name=op.f("ck_desk_answer_known_kind")),
        sa.CheckConstraint(
            "kind IN (0, 2) OR post_id IS NOT NULL", name=op.f("ck_desk_answer_five_are_about_posts")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_desk_answer_actor_id_member")),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_desk_answer_author_id_member")),
        sa.ForeignKeyConstraint(["item_id"], ["desk_item.id"], name=op.f("fk_desk_answer_item_id_desk_item")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_desk_answer_post_id_post")),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["member.id"], name=op.f("fk_desk_answer_undone_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_answer")),
    )
    with op.batch_alter_table("desk_answer", schema=None) as batch_op:
        batch_op.create_index("ix_desk_answer_actor", ["actor_id", "at"], unique=False)
        batch_op.create_index("ix_desk_answer_at", ["at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_answer_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_desk_answer_post_id", ["post_id", "id"], unique=False)
        batch_op.create_index(
            "uq_desk_answer_item",
            ["item_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL AND item_id IS NOT NULL"),
            postgresql_where=sa.text("undone_at IS NULL AND item_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_desk_answer_lasting",
            ["post_id", "kind"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL AND kind >= 3"),
            postgresql_where=sa.text("undone_at IS NULL AND kind >= 3"),
        )
        batch_op.create_index(
            "uq_desk_answer_passing",
            ["post_id", "kind"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL AND item_id IS NULL AND kind IN (1, 2)"),
            postgresql_where=sa.text("undone_at IS NULL AND item_id IS NULL AND kind IN (1, 2)"),
        )

    op.create_table(
        "desk_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_desk_note_author_id_member")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["desk_item.id"], name=op.f("fk_desk_note_item_id_desk_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_note")),
    )
    with op.batch_alter_table("desk_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_note_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_note_item_id"), ["item_id"], unique=False)

    op.create_table(
        "desk_presence",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["desk_item.id"], name=op.f("fk_desk_presence_item_id_desk_item"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_desk_presence_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "member_id", name=op.f("pk_desk_presence")),
    )
    with op.batch_alter_table("desk_presence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_presence_at"), ["at"], unique=False)

    op.create_table(
        "talk_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("is_note", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("greeting_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_talk_message_author_id_member")),
        sa.ForeignKeyConstraint(
            ["greeting_id"], ["greeting.id"], name=op.f("fk_talk_message_greeting_id_greeting")
        ),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talk.id"], name=op.f("fk_talk_message_talk_id_talk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_message")),
    )
    with op.batch_alter_table("talk_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_message_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_message_greeting_id"), ["greeting_id"], unique=False)
        batch_op.create_index("ix_talk_message_talk_id", ["talk_id", "id"], unique=False)

    op.create_table(
        "desk_cause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=30), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("sleeps_until", UTCDateTime(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["desk_answer.id"], name=op.f("fk_desk_cause_answer_id_desk_answer")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_desk_cause_by_id_member")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["desk_item.id"], name=op.f("fk_desk_cause_item_id_desk_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_cause")),
    )
    with op.batch_alter_table("desk_cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_cause_answer_id"), ["answer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_cause_by_id"), ["by_id"], unique=False)
        batch_op.create_index(
            "ix_desk_cause_due",
            ["source", "due_at", "item_id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index("ix_desk_cause_item_id", ["item_id", "id"], unique=False)
        batch_op.create_index(
            "uq_desk_cause_unsettled",
            ["source", "reference"],
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "personal_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("gift", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_personal_task_ended_at")),
        sa.CheckConstraint(
            "gift IN ('invitation', 'voucher', 'gift', 'greeting', 'product')",
            name=op.f("ck_personal_task_known_gift"),
        ),
        sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name=op.f("ck_personal_task_known_state")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["desk_answer.id"], name=op.f("fk_personal_task_answer_id_desk_answer")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_personal_task_owner_id_member")),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name=op.f("fk_personal_task_talk_id_talk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_task")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_personal_task_answer_id")),
    )
    with op.batch_alter_table("personal_task", schema=None) as batch_op:
        batch_op.create_index("ix_personal_task_due", ["state", "due_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_personal_task_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_personal_task_talk_id"), ["talk_id"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("personal_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_personal_task_talk_id"))
        batch_op.drop_index(batch_op.f("ix_personal_task_owner_id"))
        batch_op.drop_index("ix_personal_task_due")

    op.drop_table("personal_task")
    with op.batch_alter_table("desk_cause", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_desk_cause_unsettled",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index("ix_desk_cause_item_id")
        batch_op.drop_index(
            "ix_desk_cause_due",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_desk_cause_by_id"))
        batch_op.drop_index(batch_op.f("ix_desk_cause_answer_id"))

    op.drop_table("desk_cause")
    with op.batch_alter_table("talk_message", schema=None) as batch_op:
        batch_op.drop_index("ix_talk_message_talk_id")
        batch_op.drop_index(batch_op.f("ix_talk_message_greeting_id"))
        batch_op.drop_index(batch_op.f("ix_talk_message_author_id"))

    op.drop_table("talk_message")
    with op.batch_alter_table("desk_presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_presence_at"))

    op.drop_table("desk_presence")
    with op.batch_alter_table("desk_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_note_item_id"))
        batch_op.drop_index(batch_op.f("ix_desk_note_author_id"))

    op.drop_table("desk_note")
    with op.batch_alter_table("desk_answer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_desk_answer_passing",
            sqlite_where=sa.text("undone_at IS NULL AND item_id IS NULL AND kind IN (1, 2)"),
            postgresql_where=sa.text("undone_at IS NULL AND item_id IS NULL AND kind IN (1, 2)"),
        )
        batch_op.drop_index(
            "uq_desk_answer_lasting",
            sqlite_where=sa.text("undone_at IS NULL AND kind >= 3"),
            postgresql_where=sa.text("undone_at IS NULL AND kind >= 3"),
        )
        batch_op.drop_index(
            "uq_desk_answer_item",
            sqlite_where=sa.text("undone_at IS NULL AND item_id IS NOT NULL"),
            postgresql_where=sa.text("undone_at IS NULL AND item_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_desk_answer_post_id")
        batch_op.drop_index(batch_op.f("ix_desk_answer_author_id"))
        batch_op.drop_index("ix_desk_answer_at")
        batch_op.drop_index("ix_desk_answer_actor")

    op.drop_table("desk_answer")
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_post_id"))
        batch_op.drop_index(batch_op.f("ix_talk_opened_by_id"))
        batch_op.drop_index("ix_talk_member")
        batch_op.drop_index("ix_talk_last")

    op.drop_table("talk")
    with op.batch_alter_table("desk_item", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_desk_item_waiting",
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )
        batch_op.drop_index("ix_desk_item_weight")
        batch_op.drop_index("ix_desk_item_wakes_at")
        batch_op.drop_index(batch_op.f("ix_desk_item_post_id"))
        batch_op.drop_index("ix_desk_item_due")
        batch_op.drop_index(
            "ix_desk_item_assignee",
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )

    op.drop_table("desk_item")
    with op.batch_alter_table("greeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_greeting_owner_id"))

    op.drop_table("greeting")
    op.drop_table("desk_seat")
    op.drop_table("reply_template")
