"""The questions, read once per change. As settings do, they go by the version of the site, which pages read anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import Flask, current_app
from sqlalchemy import select

from forum.core.i18n import localized
from forum.core.reading import fetch
from forum.core.versions import SITE, read_versions
from forum.traits.models import Trait, TraitChoice

EXTENSION = "potluck.traits"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, its words by language."""

    id: int
    words: Mapping[str, str]
    is_offered: bool

    def __str__(self) -> str:
        return localized(self.words)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with everything that was ever offered as its answer."""

    id: int
    labels: Mapping[str, str]
    purposes: Mapping[str, str]
    is_asked: bool
    all_choices: tuple[Choice, ...]

    @property
    def key(self) -> str:
        """The name under which ballots carry its answers."""
        return f"trait-{self.id}"

    @property
    def label(self) -> str:
        """What is asked, in the reader's language."""
        return localized(self.labels)

    @property
    def purpose(self) -> str:
        """What for, in the reader's language."""
        return localized(self.purposes)

    @property
    def choices(self) -> list[Choice]:
        """What can be answered now."""
        return [choice for choice in self.all_choices if choice.is_offered]


class KeptQuestions:
    """The questions of one application, as they were at some version."""

    def __init__(self) -> None:
        self.found: tuple[int | None, tuple[Question, ...]] = (None, ())

    def forget(self) -> None:
        """Read them again when they are next wanted."""
        self.found = (None, ())


def all_questions() -> tuple[Question, ...]:
    """Return every question, those that are asked no more among them, in the order in which they were made."""
    kept: KeptQuestions = current_app.extensions[EXTENSION]
    version = read_versions([SITE])[SITE]
    known, questions = kept.found
    if known != version:
        questions = _read()
        kept.found = (version, questions)
    return questions


def asked_questions() -> list[Question]:
    """Return the questions that members are asked now."""
    return [question for question in all_questions() if question.is_asked]


def _read() -> tuple[Question, ...]:
    choices = {
        trait_id: tuple(Choice(row.id, row.words, row.retired_at is None) for row in rows)
        for trait_id, rows in groupby(
            fetch(
                select(
                    TraitChoice.trait_id, TraitChoice.id, TraitChoice.words, TraitChoice.retired_at
                ).order_by(TraitChoice.trait_id, TraitChoice.position, TraitChoice.id)
            ),
            key=lambda row: row.trait_id,
        )
    }
    found = select(Trait.id, Trait.labels, Trait.purposes, Trait.retired_at).order_by(Trait.id)
    return tuple(
        Question(row.id, row.labels, row.purposes, row.retired_at is None, choices.get(row.id, ()))
        for row in fetch(found)
    )


def init_app(app: Flask) -> None:
    """Give `app` its questions."""
    app.extensions[EXTENSION] = KeptQuestions()
