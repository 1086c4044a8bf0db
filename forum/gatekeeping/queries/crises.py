"""Crises: the list, the room with its tasks and its timeline, and what the page after it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select, true

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.discussions.models import Category, Post, PostState, Topic
from forum.discussions.queries.categories import shelves
from forum.gatekeeping.models import Crisis, CrisisEntry, CrisisTask, PostCheck
from forum.gatekeeping.models.crises import WHOLE_SITE
from forum.moderation.models import Report

LINES = 200


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened at the place of a crisis while it lasted."""

    posts: int
    authors: int
    first_posts: int
    hidden: int
    checked: int
    reports: int


def places_for(viewer: Viewer) -> list[tuple[int, str]]:
    """Return where a crisis can be: the whole site, and every category that the viewer knows of."""
    return [
        (WHOLE_SITE, _("the whole site")),
        *((shelf.id, shelf.name) for shelf in shelves().for_viewer(viewer)),
    ]


def team() -> list[tuple[int, str]]:
    """Return the people with an office, by name."""
    people = select(Member.id, Member.name).where(
        Member.erased_at.is_(None), or_(Member.is_team, Member.is_moderator)
    )
    return [(id, name) for id, name in db.session.execute(people.order_by(Member.name))]


def all_crises() -> Sequence[AnyRow]:
    """Return every crisis, the open ones first."""
    columns = (Crisis.id, Crisis.title, Crisis.place, Crisis.opened_at, Crisis.closed_at)
    return db.session.execute(
        select(*columns).order_by(Crisis.closed_at.is_not(None), Crisis.id.desc()).limit(LINES)
    ).all()


def tasks_of(crisis_id: int) -> Sequence[AnyRow]:
    """Return who does what, what is open first."""
    return db.session.execute(
        select(CrisisTask.id, CrisisTask.words, CrisisTask.done_at, Member.name)
        .outerjoin(Member, Member.id == CrisisTask.owner_id)
        .where(CrisisTask.crisis_id == crisis_id)
        .order_by(CrisisTask.done_at.is_not(None), CrisisTask.id)
        .limit(LINES)
    ).all()


def timeline_of(crisis_id: int) -> Sequence[AnyRow]:
    """Return what happened, in its order."""
    newest = (
        select(CrisisEntry.id, CrisisEntry.at, CrisisEntry.kind, CrisisEntry.words, Member.name)
        .outerjoin(Member, Member.id == CrisisEntry.by_id)
        .where(CrisisEntry.crisis_id == crisis_id)
        .order_by(CrisisEntry.id.desc())
        .limit(LINES)
    )
    return db.session.execute(newest).all()[::-1]


def after_action(crisis: Crisis, *, now: datetime) -> Figures:
    """Return what happened at the place of a crisis from its beginning to its end, or until now."""
    until = crisis.closed_at or now
    there = _there(crisis) & (Post.created_at >= crisis.opened_at) & (Post.created_at <= until)
    posts = select(Post.id).join(Topic, Topic.id == Post.topic_id).where(there)
    earlier = select(Post.id).where(Post.author_id == Member.id, Post.created_at < crisis.opened_at).exists()
    written = select(Post.author_id).join(Topic, Topic.id == Post.topic_id).where(there)
    newcomers = select(func.count()).select_from(Member).where(Member.id.in_(written), ~earlier)
    row = db.session.execute(
        select(
            select(func.count()).select_from(posts.subquery()).scalar_subquery(),
            select(func.count(func.distinct(written.subquery().c.author_id))).scalar_subquery(),
            newcomers.scalar_subquery(),
            select(func.count())
            .select_from(posts.where(Post.state == PostState.HIDDEN).subquery())
            .scalar_subquery(),
            select(func.count()).where(PostCheck.post_id.in_(posts)).scalar_subquery(),
            select(func.count()).where(Report.post_id.in_(posts)).scalar_subquery(),
        )
    ).one()
    return Figures(*row)


def _there(crisis: Crisis) -> ColumnElement[bool]:
    if crisis.place == WHOLE_SITE:
        return true()
    below = select(Category.id).where(or_(Category.id == crisis.place, Category.parent_id == crisis.place))
    return Topic.category_id.in_(below)
