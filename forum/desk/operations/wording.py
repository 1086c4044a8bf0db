"""Words to start from, and the promise that nobody is sent them as they are."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.desk.models import ReplyTemplate
from forum.desk.models.answers import SENTENCE_LENGTH
from forum.desk.policy import require_team
from forum.desk.words import Tone

NAME_LENGTH = 80
HOLE = "{name}"
LEAST_LETTERS = 3


def own_words(typed: str, *, kind: AnswerKind, name: str = "") -> str:
    """Return words that may be sent to `name`: some, not too many, and not those of a template.

    Case, spaces, punctuation and the name that was filled in do not make them one's own.

    Raises:
        Invalid: otherwise.
    """
    words = clean_text(typed).strip()
    said = _letters(words)
    if len(said.removeprefix(_letters(name))) < LEAST_LETTERS:
        raise Invalid(_("Write a few words."), field="sentence")
    if len(words) > SENTENCE_LENGTH:
        raise Invalid(_("Write at most %(max)s characters.", max=SENTENCE_LENGTH), field="sentence")
    templates = db.session.scalars(select(ReplyTemplate.text).where(ReplyTemplate.kind == kind))
    if any(_is_template(said, text) for text in templates):
        raise Invalid(_("This is the template as it is. Add something of your own."), field="sentence")
    return words


def first_name_of(member_id: int | None) -> str:
    """Return by which name somebody is spoken to: the first name they gave, else the one they show."""
    if member_id is None:
        return ""
    found = select(Member.first_name, Member.name).where(Member.id == member_id, Member.erased_at.is_(None))
    row = db.session.execute(found).first()
    return (row.first_name or row.name) if row is not None else ""


def fill(template: str, name: str) -> str:
    """Return a template's words with the first name in its place."""
    return template.replace(HOLE, name)


def _is_template(said: str, template: str) -> bool:
    """Whether `said` is a template with any one word, or none, in place of the name."""
    parts = [_letters(part) for part in template.split(HOLE)]
    if len(parts) == 1:
        return said == parts[0]
    rest = "".join(parts)
    is_around = said.startswith(parts[0]) and said.endswith(parts[-1])
    return is_around and len(said) >= len(rest) and len(said) - len(rest) <= 40 * (len(parts) - 1)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def save_template(
    template: ReplyTemplate | None,
    *,
    kind: AnswerKind,
    language: str,
    tone: Tone,
    name: str,
    text: str,
    actor: Actor,
    now: datetime,
) -> ReplyTemplate:
    """Keep words to start from: a new template, or other words for an old one.

    Raises:
        NotAllowed: for all but the team.
        Invalid: without a name and words, or in an unknown language.
    """
    require_team(actor)
    called, words = clean_line(name)[:NAME_LENGTH], clean_text(text).strip()
    if not called:
        raise Invalid(_("Give it a name."), field="name")
    if not words or len(words) > SENTENCE_LENGTH:
        raise Invalid(_("Write at most %(max)s characters.", max=SENTENCE_LENGTH), field="text")
    if language not in LANGUAGES:
        raise Invalid(_("Choose a language."), field="language")
    kept = template or ReplyTemplate(created_at=now)
    kept.kind, kept.language, kept.tone, kept.name, kept.text = int(kind), language, tone, called, words
    db.session.add(kept)
    db.session.flush()
    return kept


def remove_template(template_id: int, *, actor: Actor) -> None:
    """Forget a template; harmless when it is gone.

    Raises:
        NotAllowed: for all but the team.
    """
    require_team(actor)
    db.session.execute(delete(ReplyTemplate).where(ReplyTemplate.id == template_id))
