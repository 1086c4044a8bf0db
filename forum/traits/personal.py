"""What this room keeps about a member: their answers, with the words of what was asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from forum.core.database import db
from forum.traits.models import Trait, TraitAnswer, TraitChoice


def export(member_id: int) -> dict[str, Any]:
    """Return what they answered, and when; `answer` is None where they would rather not say."""
    found = (
        select(Trait.labels, TraitChoice.words, TraitAnswer.answered_at)
        .join(Trait, Trait.id == TraitAnswer.trait_id)
        .outerjoin(TraitChoice, TraitChoice.id == TraitAnswer.choice_id)
        .where(TraitAnswer.member_id == member_id)
        .order_by(TraitAnswer.trait_id)
    )
    return {
        "answers": [
            {"question": labels, "answer": words, "answered_at": answered_at.isoformat()}
            for labels, words, answered_at in db.session.execute(found)
        ]
    }


def erase(member_id: int, empty_posts: bool) -> None:
    """Forget them all."""
    db.session.execute(delete(TraitAnswer).where(TraitAnswer.member_id == member_id))
