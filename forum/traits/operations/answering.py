"""Answering what the brand asks, declining it, and taking an answer back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.upsert import conflict_insert
from forum.traits.kept import Question, asked_questions
from forum.traits.models import TraitAnswer
from forum.traits.queries import DECLINED


def answer_questions(typed: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Keep what a member answers.

    Args:
        typed: the fields of a form by the keys of the questions; a question without a field stays as it is, an empty
            field takes the answer back.
        actor: who answers, for themselves.
        now: when.

    Raises:
        NotAllowed: for guests.
        Invalid: for an answer that is not offered; nothing is kept then.
    """
    if actor.id is None:
        raise NotAllowed(_("Sign in to answer."))
    questions = [question for question in asked_questions() if question.key in typed]
    said = {question.id: _read(question, typed[question.key]) for question in questions}
    gone = [trait_id for trait_id, value in said.items() if value == ""]
    db.session.execute(
        delete(TraitAnswer).where(TraitAnswer.member_id == actor.id, TraitAnswer.trait_id.in_(gone))
    )
    rows = [
        {
            "member_id": actor.id,
            "trait_id": trait_id,
            "choice_id": None if value == DECLINED else int(value),
            "answered_at": now,
        }
        for trait_id, value in said.items()
        if value
    ]
    if rows:
        statement = conflict_insert(TraitAnswer).values(rows)
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=[TraitAnswer.member_id, TraitAnswer.trait_id],
                set_={
                    "choice_id": statement.excluded.choice_id,
                    "answered_at": statement.excluded.answered_at,
                },
            )
        )


def _read(question: Question, value: str) -> str:
    offered = {"", DECLINED, *(str(choice.id) for choice in question.choices)}
    if value not in offered:
        raise Invalid(_("This answer is not offered."), field=question.key)
    return value
