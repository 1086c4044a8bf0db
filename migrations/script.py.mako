"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from forum.core.database import UTCDateTime
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Bring the schema to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Bring the schema back to the one before."""
    ${downgrades if downgrades else "pass"}
