"""What this room does about posts and members, as statements name it and objections take it back."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import Actor
from forum.discussions.models import Post, PostState
from forum.gatekeeping.models import Measure as MeasureRow, MeasureKind
from forum.gatekeeping.operations.checks import REFUSED, release_post
from forum.gatekeeping.operations.measures import PREFIX, lift_measure
from forum.moderation.measures import Measure, register_measure
from forum.moderation.models import Statement

NAMES: dict[str, LazyString] = {
    MeasureKind.NOTE: _l("Note"),
    MeasureKind.WARNING: _l("Warning"),
    MeasureKind.READ_ONLY: _l("Read only"),
    MeasureKind.SUSPENSION: _l("Suspension"),
}


def _publish_after_all(statement: Statement, actor: Actor, now: datetime, because: str) -> None:
    post = db.session.get(Post, statement.post_id) if statement.post_id else None
    if post is not None and post.state == PostState.HELD:
        release_post(post, actor=actor, now=now, because=because[:500])
    if statement.lifted_at is None:
        statement.lifted_at = now


def _lift(statement: Statement, actor: Actor, now: datetime, because: str) -> None:
    row = db.session.scalar(select(MeasureRow).where(MeasureRow.statement_id == statement.id))
    if row is not None:
        lift_measure(row, because=because, actor=actor, now=now)


MEASURES = (
    Measure(
        REFUSED,
        _l("A post of yours was not published"),
        _l("You still read it and can change it: then a moderator looks at it again. Nobody else sees it."),
        _publish_after_all,
    ),
    Measure(
        f"{PREFIX}{MeasureKind.WARNING}",
        _l("You were given a warning"),
        _l("You can go on as before. It is noted, and counts if something like it happens again."),
        _lift,
    ),
    Measure(
        f"{PREFIX}{MeasureKind.READ_ONLY}",
        _l("You can only read for a time"),
        _l("You can read, like and vote, but write no posts until the term is over."),
        _lift,
    ),
    Measure(
        f"{PREFIX}{MeasureKind.SUSPENSION}",
        _l("You are suspended for a time"),
        _l("You cannot sign in until the term is over. Your posts stay as they are."),
        _lift,
    ),
)


def init_app(app: Flask) -> None:
    """Enter them."""
    for measure in MEASURES:
        register_measure(app, measure)
