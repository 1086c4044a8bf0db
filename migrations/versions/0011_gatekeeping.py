"""Who may publish what, when: word rules, checks, trust, measures, crises, causes, editions of the charter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the schema to this revision."""
    op.create_table(
        "spam_model",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trained_at", UTCDateTime(), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("ham", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("spam >= 0 AND ham >= 0", name=op.f("ck_spam_model_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam_model")),
    )
    op.create_table(
        "cause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_source", sa.Text(), nullable=False),
        sa.Column("answer_html", sa.Text(), nullable=False),
        sa.Column("solved_at", UTCDateTime(), nullable=True),
        sa.Column("solved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(solved_at IS NULL) = (answer_source = '')", name=op.f("ck_cause_solved_with_an_answer")
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["member.id"], name=op.f("fk_cause_opened_by_id_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_cause_owner_id_member")),
        sa.ForeignKeyConstraint(["solved_by_id"], ["member.id"], name=op.f("fk_cause_solved_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause")),
    )
    with op.batch_alter_table("cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cause_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cause_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cause_solved_by_id"), ["solved_by_id"], unique=False)

    op.create_table(
        "charter_edition",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_charter_edition_numbers_from_one")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["member.id"], name=op.f("fk_charter_edition_published_by_id_member")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_charter_edition")),
    )
    with op.batch_alter_table("charter_edition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_charter_edition_published_by_id"), ["published_by_id"], unique=False
        )

    op.create_table(
        "crisis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("slow_minutes", sa.Integer(), nullable=False),
        sa.Column("holds_first", sa.Boolean(), nullable=False),
        sa.Column("watched", sa.JSON(), nullable=False),
        sa.Column("statements", sa.JSON(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(closed_at IS NULL) OR (closed_at >= opened_at)", name=op.f("ck_crisis_ends_after_it_began")
        ),
        sa.CheckConstraint(
            "slow_minutes >= 0 AND slow_minutes <= 1440", name=op.f("ck_crisis_slow_within_a_day")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_crisis_category_id_category")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["member.id"], name=op.f("fk_crisis_closed_by_id_member")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["member.id"], name=op.f("fk_crisis_opened_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis")),
    )
    with op.batch_alter_table("crisis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crisis_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crisis_closed_by_id"), ["closed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crisis_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(
            "uq_crisis_open",
            ["place"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "trust_grant",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_trust_grant_with_a_reason")),
        sa.CheckConstraint("level >= 0 AND level <= 2", name=op.f("ck_trust_grant_known_level")),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["member.id"], name=op.f("fk_trust_grant_granted_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_trust_grant_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_trust_grant")),
    )
    with op.batch_alter_table("trust_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trust_grant_granted_by_id"), ["granted_by_id"], unique=False)

    op.create_table(
        "word_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("pattern", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("effect", sa.String(length=10), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("effect <> 'refuse' OR hint <> ''", name=op.f("ck_word_rule_refuses_with_a_hint")),
        sa.CheckConstraint(
            "effect IN ('flag', 'censor', 'hold', 'refuse')", name=op.f("ck_word_rule_known_effect")
        ),
        sa.CheckConstraint("kind IN ('word', 'pattern')", name=op.f("ck_word_rule_known_kind")),
        sa.CheckConstraint("pattern <> ''", name=op.f("ck_word_rule_looks_for_something")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["member.id"], name=op.f("fk_word_rule_created_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_rule")),
        sa.UniqueConstraint("kind", "pattern", "language", name=op.f("uq_word_rule_kind_pattern_language")),
    )
    with op.batch_alter_table("word_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_word_rule_created_by_id"), ["created_by_id"], unique=False)

    op.create_table(
        "crisis_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crisis_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["member.id"], name=op.f("fk_crisis_entry_by_id_member")),
        sa.ForeignKeyConstraint(
            ["crisis_id"], ["crisis.id"], name=op.f("fk_crisis_entry_crisis_id_crisis"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_entry")),
    )
    with op.batch_alter_table("crisis_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crisis_entry_by_id"), ["by_id"], unique=False)
        batch_op.create_index("ix_crisis_entry_crisis", ["crisis_id", "id"], unique=False)

    op.create_table(
        "crisis_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crisis_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["crisis_id"], ["crisis.id"], name=op.f("fk_crisis_task_crisis_id_crisis"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["done_by_id"], ["member.id"], name=op.f("fk_crisis_task_done_by_id_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_crisis_task_owner_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crisis_task")),
    )
    with op.batch_alter_table("crisis_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crisis_task_crisis_id"), ["crisis_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crisis_task_done_by_id"), ["done_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_crisis_task_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "cause_post",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("cause_id", sa.Integer(), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), nullable=True),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cause_id"], ["cause.id"], name=op.f("fk_cause_post_cause_id_cause"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["linked_by_id"], ["member.id"], name=op.f("fk_cause_post_linked_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_cause_post_post_id_post"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_cause_post")),
    )
    with op.batch_alter_table("cause_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cause_post_cause_id"), ["cause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cause_post_linked_by_id"), ["linked_by_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("lifted_at", UTCDateTime(), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> 'note' OR note <> ''", name=op.f("ck_measure_a_note_says_something")),
        sa.CheckConstraint("kind = 'note' OR reason <> ''", name=op.f("ck_measure_with_a_reason")),
        sa.CheckConstraint(
            "kind IN ('note', 'warning', 'read-only', 'suspension')", name=op.f("ck_measure_known_kind")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('read-only', 'suspension') OR until IS NOT NULL",
            name=op.f("ck_measure_with_a_term"),
        ),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["member.id"], name=op.f("fk_measure_lifted_by_id_member")),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_measure_made_by_id_member")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_measure_member_id_member"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_measure_post_id_post"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_measure_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_lifted_by_id"), ["lifted_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_measure_member", ["member_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_post_id"), ["post_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "post_check",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('released', 'refused', 'fine', 'hidden')", name=op.f("ck_post_check_known_decision")
        ),
        sa.CheckConstraint(
            "decision IS NULL OR decision <> 'refused' OR reason <> ''",
            name=op.f("ck_post_check_refused_with_a_reason"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_post_check_decided_or_open")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["member.id"], name=op.f("fk_post_check_decided_by_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_check_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_post_check_statement_id_statement")
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_check")),
    )
    with op.batch_alter_table("post_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_check_decided_by_id"), ["decided_by_id"], unique=False)
        batch_op.create_index(
            "ix_post_check_open",
            ["checked_at", "post_id"],
            unique=False,
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_post_check_statement_id"), ["statement_id"], unique=False)

    # ### end Alembic commands ###


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("post_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_check_statement_id"))
        batch_op.drop_index(
            "ix_post_check_open",
            sqlite_where=sa.text("decision IS NULL"),
            postgresql_where=sa.text("decision IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_post_check_decided_by_id"))

    op.drop_table("post_check")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_statement_id"))
        batch_op.drop_index(batch_op.f("ix_measure_post_id"))
        batch_op.drop_index("ix_measure_member")
        batch_op.drop_index(batch_op.f("ix_measure_made_by_id"))
        batch_op.drop_index(batch_op.f("ix_measure_lifted_by_id"))

    op.drop_table("measure")
    with op.batch_alter_table("cause_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cause_post_linked_by_id"))
        batch_op.drop_index(batch_op.f("ix_cause_post_cause_id"))

    op.drop_table("cause_post")
    with op.batch_alter_table("crisis_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_crisis_task_owner_id"))
        batch_op.drop_index(batch_op.f("ix_crisis_task_done_by_id"))
        batch_op.drop_index(batch_op.f("ix_crisis_task_crisis_id"))

    op.drop_table("crisis_task")
    with op.batch_alter_table("crisis_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_crisis_entry_crisis")
        batch_op.drop_index(batch_op.f("ix_crisis_entry_by_id"))

    op.drop_table("crisis_entry")
    with op.batch_alter_table("word_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_word_rule_created_by_id"))

    op.drop_table("word_rule")
    with op.batch_alter_table("trust_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trust_grant_granted_by_id"))

    op.drop_table("trust_grant")
    with op.batch_alter_table("crisis", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_crisis_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_crisis_opened_by_id"))
        batch_op.drop_index(batch_op.f("ix_crisis_closed_by_id"))
        batch_op.drop_index(batch_op.f("ix_crisis_category_id"))

    op.drop_table("crisis")
    with op.batch_alter_table("charter_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_edition_published_by_id"))

    op.drop_table("charter_edition")
    with op.batch_alter_table("cause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cause_solved_by_id"))
        batch_op.drop_index(batch_op.f("ix_cause_owner_id"))
        batch_op.drop_index(batch_op.f("ix_cause_opened_by_id"))

    op.drop_table("cause")
    op.drop_table("spam_model")
    # ### end Alembic commands ###
