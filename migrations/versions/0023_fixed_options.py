"""Once somebody has voted, no question and no option is added to a poll, and none is taken away."""

from __future__ import annotations

from alembic import op

from forum.polls.models.guards import refusals_of_choice

revision = "0023"
down_revision = "0022"

TABLES = ("poll_question", "poll_option")
TRIGGERS = {"sqlite": ("added", "brought", "removed"), "postgresql": ("added", "removed")}


def upgrade() -> None:
    """Bring the schema to this revision."""
    dialect = op.get_bind().dialect.name
    for table in TABLES:
        for statement in refusals_of_choice(table, dialect):
            op.execute(statement)


def downgrade() -> None:
    """Take the schema back."""
    dialect = op.get_bind().dialect.name
    for table in TABLES:
        for act in TRIGGERS[dialect]:
            if dialect == "postgresql":
                op.execute(f"DROP FUNCTION {table}_not_{act}() CASCADE")
            else:
                op.execute(f"DROP TRIGGER {table}_not_{act}")
