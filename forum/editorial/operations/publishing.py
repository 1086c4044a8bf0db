"""Publishing what is due: each in one transaction, in which the topic is begun and the publication marked."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.core.policy import NotAllowed
from forum.discussions.kinds import ANNOUNCEMENT
from forum.discussions.models import Category
from forum.discussions.operations.topics import start_topic
from forum.editorial.models import Approval, Publication
from forum.editorial.notices import REMINDER_NOTICE, tell_approvers, tell_outcome
from forum.editorial.operations.drafts import give_back
from forum.editorial.series import local_day, next_time
from forum.editorial.words import Every, Outcome, State


def publish_due(publication_id: int, *, now: datetime) -> bool:
    """Publish one publication whose time has come; answers whether it did.

    Whoever comes second, after a kill or beside another worker, finds it published: the row is locked, and `once`
    of the author's post is unique in the database.

    Raises:
        NotAllowed, Invalid: when its author may not, or the gates refuse.
    """
    publication = _locked(publication_id)
    if publication is None or publication.state != State.PLANNED or (publication.planned_for or now) > now:
        return False
    author = db.session.get(Member, publication.author_id) if publication.author_id else None
    if author is None or author.erased_at is not None or not author.active:
        raise NotAllowed(_("Its author is not here any more."))
    topic = start_topic(
        category=db.session.get_one(Category, publication.category_id),
        kind=ANNOUNCEMENT,
        title=publication.title,
        source=publication.source,
        author=viewer_of(author),
        now=now,
        language=None,
        once=f"publication:{publication.id}",
    )
    publication.state, publication.topic_id = State.PUBLISHED, topic.id
    publication.published_at = publication.updated_at = now
    db.session.flush()
    _go_on(publication, author.time_zone, now)
    return True


def give_back_unpublished(publication_id: int, problem: str, *, now: datetime) -> None:
    """Give a publication that could not be published back to its author, with the reason."""
    publication = _locked(publication_id)
    if publication is not None and publication.state == State.PLANNED:
        give_back(publication, problem, Outcome.STOPPED, now=now)


def lapse(publication_id: int, *, now: datetime) -> bool:
    """Give back what was not agreed to in time, and tell its author and those who had not answered; answers whether."""
    publication = _locked(publication_id)
    if publication is None or publication.state != State.ASKED or (publication.answer_until or now) > now:
        return False
    if late := [each.member_id for each in _unanswered(publication.id)]:
        tell_outcome(publication, Outcome.LATE, late)
    give_back(publication, _("Not everybody who was asked has answered in time."), Outcome.LATE, now=now)
    return True


def remind(publication_id: int, *, now: datetime) -> int:
    """Remind those whose word is still waited for, each once; answers how many."""
    publication = _locked(publication_id)
    if publication is None or publication.state != State.ASKED:
        return 0
    late = [
        each for each in _unanswered(publication.id) if each.remind_at is not None and each.remind_at <= now
    ]
    for each in late:
        each.remind_at = None
    if late:
        tell_approvers(REMINDER_NOTICE, publication, [each.member_id for each in late])
    return len(late)


def _unanswered(publication_id: int) -> list[Approval]:
    waiting = Approval.publication_id == publication_id, Approval.verdict.is_(None)
    return list(db.session.scalars(select(Approval).where(*waiting).order_by(Approval.member_id)))


def _go_on(before: Publication, zone: str, now: datetime) -> None:
    """Plan the next of a series, once; what is exceptional needs a new word and is drafted only."""
    if before.every == Every.ONCE or before.planned_for is None:
        return
    if db.session.scalar(select(exists().where(Publication.follows_id == before.id))):
        return
    day = before.on_day or local_day(before.planned_for, zone)
    db.session.add(
        Publication(
            author_id=before.author_id,
            category_id=before.category_id,
            purpose=before.purpose,
            title=before.title,
            source=before.source,
            state=State.DRAFT if before.is_exceptional else State.PLANNED,
            planned_for=next_time(before.planned_for, Every(before.every), after=now, zone=zone, day=day),
            on_day=day,
            every=before.every,
            follows_id=before.id,
            created_at=now,
            updated_at=now,
        )
    )


def _locked(publication_id: int) -> Publication | None:
    return db.session.get(Publication, publication_id, populate_existing=True, with_for_update=True)
