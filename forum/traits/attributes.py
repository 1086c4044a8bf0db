"""How polls know of answers: each question is an attribute of members, each of its answers a band."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, String, cast, exists, false, func, select

from forum.core.member_attributes import UNKNOWN_BAND, MemberAttribute, register_attribute_source
from forum.traits.kept import Question, all_questions
from forum.traits.models import TraitAnswer

ORDER = 80


def traits_as_attributes() -> list[MemberAttribute]:
    """Return every question as an attribute; those asked no more are only remembered, for the words of old tables."""
    return [_attribute(question) for question in all_questions()]


def _attribute(question: Question) -> MemberAttribute:
    def words() -> Mapping[str, str]:
        return {str(choice.id): str(choice) for choice in question.all_choices}

    def holds(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
        if not band.isdecimal():
            return false()
        return exists().where(
            TraitAnswer.member_id == member_id,
            TraitAnswer.trait_id == question.id,
            TraitAnswer.choice_id == int(band),
        )

    def found(member_id: Any, now: datetime) -> ColumnElement[str]:
        answer = select(cast(TraitAnswer.choice_id, String)).where(
            TraitAnswer.member_id == member_id, TraitAnswer.trait_id == question.id
        )
        return func.coalesce(answer.scalar_subquery(), UNKNOWN_BAND)

    return MemberAttribute(
        question.key,
        LazyString(lambda: question.label),
        words,
        holds,
        on_ballots=question.is_asked,
        for_rolls=question.is_asked,
        order=ORDER,
        found=found,
    )


def init_app(app: Flask) -> None:
    """Enter the source."""
    register_attribute_source(app, "trait", traits_as_attributes)
