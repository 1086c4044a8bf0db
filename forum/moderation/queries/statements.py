"""Statements of reasons as they are read, by members and by those who decide about objections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.core.database import db
from forum.core.i18n import localized
from forum.core.reasons import LAW
from forum.discussions.models import Post, PostState, Topic
from forum.moderation.measures import measures
from forum.moderation.models import Hidden, Hiding, Objection, Source, Statement

MOST = 50
MOST_POSTS = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A statement in the reader's language: all that DSA, art. 17 (3) wants said.

    (a) `measure`, `follows`, `title`, `until`; (b) `source`; (c) the two machines; (d, e) `reason`, `explanation`,
    `law`, `clause`; (f) `object_until`.
    """

    id: int
    measure: str
    follows: str
    title: str | None
    things: int
    reason: str
    explanation: str
    message: str
    law: str
    clause: str
    rests_on_law: bool
    source: Source
    found_by_machine: bool
    decided_by_machine: bool
    sent_at: datetime
    until: datetime | None
    object_until: datetime
    lifted_at: datetime | None
    post_id: int | None
    member_id: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A post that a statement speaks of, for its author to read again."""

    post_id: int
    number: int
    title: str
    html: str
    is_gone: bool


def told(statement: Statement) -> Told:
    """Return what `statement` tells, in the language of the page or mail."""
    title = None
    if statement.topic_id is not None:
        title = db.session.scalar(select(Topic.title).where(Topic.id == statement.topic_id))
    return _told(statement, title)


def _told(statement: Statement, title: str | None) -> Told:
    measure = measures.get(statement.measure)
    ground = statement.ground
    return Told(
        id=statement.id,
        measure=str(measure.name) if measure else statement.measure,
        follows=str(measure.follows) if measure else "",
        title=title,
        things=statement.things,
        reason=localized(ground["names"]) or statement.reason,
        explanation=localized(ground["texts"]),
        message=statement.message,
        law=localized(ground["law"]) if ground["law"] else "",
        clause=ground["clause"],
        rests_on_law=ground["rests_on"] == LAW,
        source=Source(statement.source),
        found_by_machine=statement.found_by_machine,
        decided_by_machine=statement.decided_by_machine,
        sent_at=statement.sent_at,
        until=statement.until,
        object_until=statement.object_until,
        lifted_at=statement.lifted_at,
        post_id=statement.post_id,
        member_id=statement.member_id,
    )


def statements_of(member_id: int) -> Sequence[Told]:
    """Return the latest decisions about a member, the newest first."""
    rows = db.session.execute(
        select(Statement, Topic.title)
        .outerjoin(Topic, Topic.id == Statement.topic_id)
        .where(Statement.member_id == member_id)
        .order_by(Statement.id.desc())
        .limit(MOST)
    ).all()
    return [_told(statement, title) for statement, title in rows]


def pieces_of(statement_id: int) -> Sequence[Piece]:
    """Return the posts that a statement speaks of, the first twenty."""
    rows = db.session.execute(
        select(Post.id, Post.number, Post.html, Post.state, Topic.title)
        .join(Hiding, Hiding.post_id == Post.id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Hiding.statement_id == statement_id)
        .order_by(Post.id)
        .limit(MOST_POSTS)
    )
    return [Piece(row.id, row.number, row.title, row.html, row.state == PostState.PURGED) for row in rows]


def withheld_profile(statement_id: int) -> str:
    """Return the text that was taken off a profile, as HTML that was made safe when it was written."""
    withheld = db.session.scalar(
        select(Hiding.withheld).where(
            Hiding.statement_id == statement_id, Hiding.what == Hidden.PROFILE, Hiding.lifted_at.is_(None)
        )
    )
    return str(withheld.get("html", "")) if withheld else ""


def objections_to(statement_id: int) -> Sequence[Objection]:
    """Return every objection to a decision, the newest first."""
    found = select(Objection).where(Objection.statement_id == statement_id).order_by(Objection.id.desc())
    return db.session.scalars(found).all()


def may_mend(statement: Statement, objections: Sequence[Objection]) -> bool:
    """Whether the post was changed since it was hidden, or since the author last asked for it to be shown again."""
    if statement.post_id is None:
        return False
    edited_at = db.session.scalar(select(Post.edited_at).where(Post.id == statement.post_id))
    asked = max((each.filed_at for each in objections if each.mended), default=statement.sent_at)
    return edited_at is not None and edited_at > asked
