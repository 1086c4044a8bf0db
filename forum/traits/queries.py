"""What a member has answered, and what they have not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.core.database import db
from forum.core.reading import fetch
from forum.traits.kept import Question, asked_questions
from forum.traits.models import TraitAnswer

DECLINED = "no"
"""What a form says of somebody who would rather not say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one member meets it in a form."""

    question: Question
    value: str
    """The number of what they chose, `DECLINED`, or nothing where they have not answered."""
    declined: str = DECLINED

    @property
    def name(self) -> str:
        """The name of its field."""
        return self.question.key


def asked_of(member_id: int) -> list[Asked]:
    """Return the questions that are asked now, with what a member has answered. Without any it costs nothing."""
    questions = asked_questions()
    if not questions:
        return []
    answers = answers_of(member_id)
    return [Asked(each, _value(each.id, answers)) for each in questions]


def open_questions(member_id: int) -> list[Asked]:
    """Return the questions that a member has neither answered nor declined."""
    return [each for each in asked_of(member_id) if not each.value]


def answers_of(member_id: int) -> Mapping[int, int | None]:
    """Return what a member chose, by question; None where they would rather not say."""
    found = select(TraitAnswer.trait_id, TraitAnswer.choice_id).where(TraitAnswer.member_id == member_id)
    return {row.trait_id: row.choice_id for row in fetch(found)}


def count_answers() -> Mapping[int, int]:
    """Return for each question how many members chose an answer."""
    found = select(TraitAnswer.trait_id, func.count(TraitAnswer.choice_id)).group_by(TraitAnswer.trait_id)
    return {trait_id: count for trait_id, count in db.session.execute(found)}


def _value(trait_id: int, answers: Mapping[int, int | None]) -> str:
    if trait_id not in answers:
        return ""
    choice = answers[trait_id]
    return DECLINED if choice is None else str(choice)
