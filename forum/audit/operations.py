"""The one way to write into the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.audit.models import AuditEntry
from forum.core.database import db
from forum.core.policy import Actor


def record_act(
    action: str,
    *,
    actor: Actor,
    subject_type: str,
    subject_id: int | None,
    now: datetime,
    reason: str | None = None,
    **details: Any,
) -> None:
    """Add one entry within the present transaction.

    `action` is a past-tense word pair such as `post.hidden`; `details` must be ready for JSON and hold no text that
    may have to be forgotten.
    """
    db.session.add(
        AuditEntry(
            at=now,
            actor_id=actor.id,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            reason=reason,
            details=details,
        )
    )
