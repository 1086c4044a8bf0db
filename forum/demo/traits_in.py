"""Putting in what the demo's brand asks beforehand: `content/traits.toml`, and what its people answer."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.demo import content_files
from forum.traits.models import Trait, TraitAnswer, TraitChoice
from forum.traits.operations.asking import ChoiceSaid, QuestionSaid, ask_members

ANSWERS, DECLINES = 0.85, 0.05
"""How many answer, and how many would rather not say; the others have not met the question."""


def ask_demo_members(brand: Member, now: datetime) -> None:
    """Ask what the file says."""
    for each in content_files.read_traits():
        choices = [ChoiceSaid(choice["words"]) for choice in each["choices"]]
        said = QuestionSaid(each["labels"], each["purposes"], choices)
        ask_members(said, actor=viewer_of(brand), now=now)


def answer_questions(members: Iterable[Member], now: datetime) -> None:
    """Let members answer, each always in the same way."""
    asked = [(trait, _choices(trait)) for trait in db.session.scalars(select(Trait).order_by(Trait.id))]
    weights = [[choice["weight"] for choice in each["choices"]] for each in content_files.read_traits()]
    for member in members:
        chance = random.Random(member.handle)  # noqa: S311 - always the same answers
        for (trait, choices), weight in zip(asked, weights, strict=True):
            if (said := _said(chance, choices, weight)) is not None:
                answer = TraitAnswer(member_id=member.id, trait_id=trait.id, answered_at=now, **said)
                db.session.add(answer)
    db.session.flush()


def _choices(trait: Trait) -> Sequence[TraitChoice]:
    found = select(TraitChoice).where(TraitChoice.trait_id == trait.id).order_by(TraitChoice.position)
    return db.session.scalars(found).all()


def _said(
    chance: random.Random, choices: Sequence[TraitChoice], weights: Sequence[int]
) -> Mapping[str, Any] | None:
    turn = chance.random()
    if turn > ANSWERS + DECLINES:
        return None
    return {"choice_id": chance.choices(choices, weights)[0].id if turn < ANSWERS else None}
