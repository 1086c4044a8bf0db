"""Writing a publication, planning it on its author's word or asking for others', moving it, dropping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.models import Category
from forum.discussions.operations.topics import checked_title
from forum.editorial.models import NOTE_LENGTH, Approval, Publication
from forum.editorial.notices import APPROVAL_NOTICE, tell_approvers, tell_outcome
from forum.editorial.policy import may_publish, possible_approvers, require_publish
from forum.editorial.words import Every, Outcome, Purpose, State

SOONEST_ANSWER = timedelta(minutes=15)
REMINDED_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """A publication as its author wrote it."""

    category: Category
    purpose: Purpose
    title: str
    source: str
    planned_for: datetime | None = None
    every: Every = Every.ONCE


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Why a publication is outside of what the charter foresees, who has to agree, and until when they have time."""

    reason: str
    approvers: tuple[int, ...]
    answer_until: datetime | None


def write_publication(written: Written, *, author: Actor, now: datetime) -> Publication:
    """Keep a new draft.

    Raises:
        NotAllowed: to those who do not speak for the brand.
        Invalid: with one message for each field.
    """
    require_publish(author)
    publication = Publication(author_id=author.id, created_at=now, **_checked(written), updated_at=now)
    db.session.add(publication)
    db.session.flush()
    return publication


def rewrite_publication(publication: Publication, written: Written, *, actor: Actor, now: datetime) -> None:
    """Change what is not published yet. It is a draft again: a word that was given was given to other words.

    Raises:
        NotAllowed, Invalid: as for a new one.
    """
    _require_unpublished(publication, actor)
    if written.planned_for != publication.planned_for:
        publication.on_day = None
    for name, value in _checked(written).items():
        setattr(publication, name, value)
    publication.updated_at = now
    _back_to_draft(publication)


def plan(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """Publish at its time, on its author's word that it is what the charter foresees; at once when it has none.

    Raises:
        NotAllowed: to anybody but its author.
    """
    _require_own(publication, actor)
    _back_to_draft(publication)
    publication.is_exceptional, publication.reason = False, ""
    publication.planned_for = publication.planned_for or now
    publication.state = State.PLANNED
    publication.updated_at = now


def ask_approval(publication: Publication, exception: Exceptional, *, actor: Actor, now: datetime) -> None:
    """Publish at its time only if everybody who is named agrees before the deadline.

    Raises:
        NotAllowed: to anybody but its author.
        Invalid: when it has no time, nobody is named, no reason given, or there is too little time to answer.
    """
    _require_own(publication, actor)
    possible = {id for id, _name in possible_approvers(actor)}
    reason = clean_text(exception.reason)[:NOTE_LENGTH]
    errors = {}
    if publication.planned_for is None or publication.planned_for <= now:
        errors["planned_for"] = _("Give it a time first.")
    if not reason:
        errors["reason"] = _("Say why it is exceptional.")
    if not exception.approvers or not set(exception.approvers) <= possible:
        errors["approvers"] = _("Name at least one person who speaks for the brand.")
    until = exception.answer_until or publication.planned_for
    if (
        until is None
        or until < now + SOONEST_ANSWER
        or (publication.planned_for and until > publication.planned_for)
    ):
        errors["answer_until"] = _(
            "Give them at least a quarter of an hour, and not longer than until it is published."
        )
    if errors:
        raise Invalid(errors=errors)
    _back_to_draft(publication)
    publication.is_exceptional, publication.reason, publication.answer_until = True, reason, until
    publication.state = State.ASKED
    publication.updated_at = now
    for member_id in sorted(set(exception.approvers)):
        db.session.add(
            Approval(
                publication_id=publication.id, member_id=member_id, remind_at=_reminder(now, publication)
            )
        )
    db.session.flush()
    tell_approvers(APPROVAL_NOTICE, publication, sorted(set(exception.approvers)), actor_id=actor.id)


def say(publication: Publication, agrees: bool, note: str, *, actor: Actor, now: datetime) -> None:
    """Agree, or refuse with a reason. The last one who agrees plans it; one who refuses gives it back.

    Raises:
        NotAllowed: to those who were not asked or have answered.
        Invalid: for a refusal without a reason.
    """
    approval = db.session.get(Approval, (publication.id, actor.id), populate_existing=True)
    if approval is None or approval.verdict is not None or publication.state != State.ASKED:
        raise NotAllowed(_("Nobody waits for your word on this."))
    note = clean_line(note)[:NOTE_LENGTH]
    if not agrees and not note:
        raise Invalid(_("Say why, in one sentence."), field="note")
    approval.verdict, approval.note, approval.said_at = agrees, note, now
    db.session.flush()
    if not agrees:
        problem = _("%(name)s does not agree: %(note)s", name=actor.name, note=note)
        give_back(publication, problem, Outcome.REFUSED, now=now)
    elif not db.session.query(Approval).filter_by(publication_id=publication.id, verdict=None).count():
        publication.state = State.PLANNED
        publication.updated_at = now
        tell_outcome(publication, Outcome.AGREED)


def move(publication: Publication, to: datetime, *, actor: Actor, now: datetime) -> None:
    """Give what is not published yet another time.

    Raises:
        Invalid: for a time that has passed, or one before the deadline of those who were asked.
    """
    _require_unpublished(publication, actor)
    if to <= now:
        raise Invalid(_("This time has passed."), field="planned_for")
    if publication.state == State.ASKED and publication.answer_until and to < publication.answer_until:
        raise Invalid(_("Those who were asked have until later to answer."), field="planned_for")
    publication.planned_for, publication.on_day = to, None
    publication.updated_at = now


def take_back(publication: Publication, *, actor: Actor, now: datetime) -> None:
    """Make a planned publication a draft again."""
    _require_unpublished(publication, actor)
    _back_to_draft(publication)
    publication.updated_at = now


def drop(publication: Publication, *, actor: Actor) -> None:
    """Forget a publication that has not been published."""
    _require_unpublished(publication, actor)
    db.session.delete(publication)


def _reminder(now: datetime, publication: Publication) -> datetime | None:
    """Return when those who were asked are reminded: a day before the deadline, or at half time."""
    until = publication.answer_until
    return until - min(REMINDED_BEFORE, (until - now) / 2) if until else None


def give_back(publication: Publication, problem: str, outcome: Outcome, *, now: datetime) -> None:
    """Make it a draft again, say why, and tell its author."""
    publication.state = State.DRAFT
    publication.problem = problem[:NOTE_LENGTH]
    publication.updated_at = now
    tell_outcome(publication, outcome)


def _back_to_draft(publication: Publication) -> None:
    publication.state, publication.problem = State.DRAFT, ""
    publication.answer_until = None
    db.session.execute(delete(Approval).where(Approval.publication_id == publication.id))


def _checked(written: Written) -> dict[str, object]:
    source = clean_text(written.source)
    if not source:
        raise Invalid(_("Write something first."), field="body")
    if written.every != Every.ONCE and written.planned_for is None:
        raise Invalid(_("A series needs a time to begin."), field="planned_for")
    return {
        "category_id": written.category.id,
        "purpose": written.purpose.value,
        "title": checked_title(written.title),
        "source": source,
        "planned_for": written.planned_for,
        "every": written.every.value,
    }


def _require_unpublished(publication: Publication, actor: Actor) -> None:
    require_publish(actor)
    if publication.state == State.PUBLISHED:
        raise NotAllowed(_("This is published already."))


def _require_own(publication: Publication, actor: Actor) -> None:
    _require_unpublished(publication, actor)
    if publication.author_id != actor.id or not may_publish(actor):
        raise NotAllowed(_("Only its author can give their word for it."))
