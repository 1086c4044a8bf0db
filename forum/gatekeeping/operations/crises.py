"""The crisis room: opened for a place, changed, told step by step, closed, and looked back upon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.core.versions import touch
from forum.discussions.models import Category
from forum.gatekeeping.crises import SCOPE
from forum.gatekeeping.models import Crisis, CrisisEntry, CrisisTask
from forum.gatekeeping.models.crises import LONGEST_SLOW, TASK_LENGTH, TITLE_LENGTH, WHOLE_SITE
from forum.gatekeeping.policy import require_keeper
from forum.gatekeeping.statements import keep_statements
from forum.gatekeeping.words.matching import words_of

STATEMENT_LENGTH = 2_000
WORDS_LENGTH = 5_000
MOST_WATCHED = 50
OPENED, CHANGED, SAID, TASK, DONE, CLOSED = "opened", "changed", "said", "task", "done", "closed"
"""Kinds of line in the timeline."""


@dataclass(frozen=True)
class Switches:
    """What a crisis switches on."""

    title: str
    slow_minutes: int = 0
    holds_first: bool = False
    watched: Sequence[str] = ()
    statements: Mapping[str, str] = field(default_factory=dict)


def open_crisis(place: int, switches: Switches, *, actor: Actor, now: datetime) -> Crisis:
    """Open the crisis room for a category, or (`place` 0) for the whole site. One switch: all of it holds at once.

    Raises:
        Invalid: when something cannot be accepted, there is no such place, or it has an open crisis already.
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    if place != WHOLE_SITE and db.session.get(Category, place) is None:
        raise Invalid(_("There is no such category."), field="place")
    taken = select(Crisis.id).where(Crisis.place == place, Crisis.closed_at.is_(None))
    if db.session.scalar(taken) is not None:
        raise Invalid(_("The crisis room is open for this place already."), field="place")
    crisis = Crisis(place=place, category_id=place or None, opened_at=now, opened_by_id=actor.id)
    _set(crisis, switches)
    db.session.add(crisis)
    db.session.flush()
    _note(crisis, OPENED, crisis.title, actor, now)
    _tell(crisis, "crisis.opened", actor, now, {})
    return crisis


def change_crisis(crisis: Crisis, switches: Switches, *, actor: Actor, now: datetime) -> None:
    """Switch something else on or off; the timeline says what.

    Raises:
        Invalid: when something cannot be accepted, or the crisis is over.
        NotAllowed: for those who do not moderate.
    """
    _require_open(crisis, actor)
    before, was = _words_of(crisis), _facts(crisis)
    _set(crisis, switches)
    db.session.flush()
    for line in [words for words in _words_of(crisis) if words not in before]:
        _note(crisis, CHANGED, line, actor, now)
    _tell(crisis, "crisis.changed", actor, now, was)


def close_crisis(crisis: Crisis, *, actor: Actor, now: datetime) -> None:
    """End a crisis: everything it switched on is off again.

    Raises:
        Invalid: when it is over.
        NotAllowed: for those who do not moderate.
    """
    _require_open(crisis, actor)
    was = _facts(crisis)
    crisis.closed_at, crisis.closed_by_id = now, actor.id
    _note(crisis, CLOSED, "", actor, now)
    _tell(crisis, "crisis.closed", actor, now, was)


def write_lessons(crisis: Crisis, lessons: str, *, actor: Actor, now: datetime) -> None:
    """Write down what was learnt, once it is over.

    Raises:
        Invalid: while it is open, or when it is too long.
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    if crisis.closed_at is None:
        raise Invalid(_("Close the crisis room first."))
    was = _facts(crisis)
    crisis.lessons = _checked(lessons, WORDS_LENGTH, "lessons")
    db.session.flush()
    _tell(crisis, "crisis.lessons-written", actor, now, was)


def say(crisis: Crisis, words: str, *, actor: Actor, now: datetime) -> None:
    """Add a line to the timeline.

    Raises:
        Invalid: when it is empty, too long, or the crisis is over.
        NotAllowed: for those who do not moderate.
    """
    _require_open(crisis, actor)
    words = _checked(words, WORDS_LENGTH, "words")
    if not words:
        raise Invalid(_("Write something first."), field="words")
    _note(crisis, SAID, words, actor, now)


def add_task(crisis: Crisis, words: str, owner: Member | None, *, actor: Actor, now: datetime) -> CrisisTask:
    """Write down who does what.

    Raises:
        Invalid: when it is empty, too long, for somebody outside the team, or the crisis is over.
        NotAllowed: for those who do not moderate.
    """
    _require_open(crisis, actor)
    words = clean_line(words)
    if not 1 <= len(words) <= TASK_LENGTH:
        raise Invalid(_("Write 1 to %(most)s characters.", most=TASK_LENGTH), field="task")
    if owner is not None and not (owner.is_team or owner.is_moderator):
        raise Invalid(_("Only somebody of the team can do this."), field="owner")
    task = CrisisTask(crisis_id=crisis.id, words=words, owner_id=owner.id if owner else None)
    db.session.add(task)
    db.session.flush()
    _note(crisis, TASK, f"{words} ({owner.name})" if owner else words, actor, now)
    return task


def finish_task(crisis: Crisis, task: CrisisTask, *, actor: Actor, now: datetime) -> None:
    """Say that a task is done. Harmless when it is.

    Raises:
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    if task.done_at is None:
        task.done_at, task.done_by_id = now, actor.id
        _note(crisis, DONE, task.words, actor, now)


def _require_open(crisis: Crisis, actor: Actor) -> None:
    require_keeper(actor)
    if crisis.closed_at is not None:
        raise Invalid(_("This crisis is over."))


def _set(crisis: Crisis, switches: Switches) -> None:
    title = clean_line(switches.title)
    if not 1 <= len(title) <= TITLE_LENGTH:
        raise Invalid(_("Write 1 to %(most)s characters.", most=TITLE_LENGTH), field="title")
    if not 0 <= switches.slow_minutes <= LONGEST_SLOW:
        raise Invalid(_("Take 0 to %(most)s minutes.", most=LONGEST_SLOW), field="slow_minutes")
    watched = list(dict.fromkeys(word for word in map(clean_line, switches.watched) if words_of(word)))
    if len(watched) > MOST_WATCHED:
        raise Invalid(_("Watch at most %(most)s words.", most=MOST_WATCHED), field="watched")
    crisis.title, crisis.slow_minutes, crisis.holds_first = title, switches.slow_minutes, switches.holds_first
    crisis.watched = watched
    crisis.statements = {
        language: text
        for language in LANGUAGES
        if (
            text := _checked(switches.statements.get(language, ""), STATEMENT_LENGTH, f"statement_{language}")
        )
    }


def _words_of(crisis: Crisis) -> list[str]:
    """Return what is switched on, line by line, as the timeline keeps it."""
    return [
        _("Between two posts: %(minutes)s minutes", minutes=crisis.slow_minutes),
        _("First posts wait: %(answer)s", answer=_("yes") if crisis.holds_first else _("no")),
        _("Watched words: %(words)s", words=", ".join(crisis.watched) or "–"),
        *(f"{LANGUAGES[language]}: {text}" for language, text in crisis.statements.items()),
    ]


def _checked(typed: str, longest: int, name: str) -> str:
    words = clean_text(typed)
    if len(words) > longest:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=longest), field=name)
    return words


def _note(crisis: Crisis, kind: str, words: str, actor: Actor, now: datetime) -> None:
    db.session.add(CrisisEntry(crisis_id=crisis.id, at=now, by_id=actor.id, kind=kind, words=words))
    db.session.flush()


def _facts(crisis: Crisis) -> Facts:
    """Return what the record keeps of a crisis. What was learnt may speak of members: only whether it is written."""
    return {
        "title": crisis.title,
        "slow_minutes": crisis.slow_minutes,
        "holds_first": crisis.holds_first,
        "watched": list(crisis.watched),
        "statements": dict(crisis.statements),
        "open": crisis.closed_at is None,
        "lessons": bool(crisis.lessons),
    }


def _tell(crisis: Crisis, action: str, actor: Actor, now: datetime, was: Facts) -> None:
    record_act(
        action,
        actor=actor,
        subject_type="crisis",
        subject_id=crisis.id,
        now=now,
        place=crisis.place,
        **changed(was, _facts(crisis)),
    )
    touch(SCOPE)
    keep_statements()
