"""Reply templates and the marks that the brand values with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.desk.models import ReplyTemplate
from forum.desk.operations.wording import fill
from forum.desk.queries.pictures import ShownPicture
from forum.desk.settings import emoji_set

PICTURE = "picture:"
"""Before the number of a picture, in the value of the field."""


@dataclass(frozen=True, slots=True)
class Start:
    """A template as it is offered: filled in for one member, and marked where it speaks their language."""

    id: int
    name: str
    text: str
    language: str
    tone: str


def templates() -> Sequence[ReplyTemplate]:
    """Return every template, by what it is for, language and tone."""
    order = (ReplyTemplate.kind, ReplyTemplate.language, ReplyTemplate.tone, ReplyTemplate.name)
    return db.session.scalars(select(ReplyTemplate).order_by(*order)).all()


def starts_for(kind: AnswerKind, *, language: str, name: str) -> list[Start]:
    """Return the templates for one answer to `name`, those in the language of the post first."""
    kept = [each for each in templates() if each.kind == kind]
    kept.sort(key=lambda each: (each.language != language, each.language))
    return [Start(each.id, each.name, fill(each.text, name), each.language, each.tone) for each in kept]


def marks(pictures: Sequence[ShownPicture]) -> list[tuple[str, str]]:
    """Return what can stand beside warm words, by the value of its field and in words."""
    return [
        ("", _("nothing")),
        *((emoji, emoji) for emoji in emoji_set()),
        *((f"{PICTURE}{picture.id}", picture.name) for picture in pictures),
    ]
