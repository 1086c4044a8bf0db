"""The posts that were found, read from the database for whoever looks. The index only says which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import case, select

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.policy import Viewer
from forum.core.search import Hit, Wanted
from forum.discussions.addresses import UNREADABLE_SLUG, place_address
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.categories import Shelf, shelf_of
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.search.extracts import extract, mark_title


@dataclass(frozen=True, slots=True)
class HitRow:
    """One topic of the results: its best post, with the words marked that answer."""

    post_id: int
    topic_id: int
    href: str
    title: Markup
    plain_title: str
    extract: Markup
    number: int
    kind: str
    language: str
    topic_language: str
    shelf: Shelf
    author: Person
    posted_at: datetime
    is_hidden: bool
    is_answered: bool
    others: int
    score: float


def hit_rows(hits: Sequence[Hit], viewer: Viewer, wanted: Sequence[Wanted]) -> list[HitRow]:
    """Return `hits` ready to be shown, leaving out what `viewer` may not read."""
    if not hits:
        return []
    columns = (
        Post.id,
        Post.number,
        Post.text,
        Post.language,
        Post.state,
        Post.created_at,
        Topic.id.label("topic_id"),
        case((Topic.title_visible_to(viewer), Topic.title)).label("title"),
        Topic.slug,
        Topic.kind,
        Topic.category_id,
        Topic.answer_post_id,
        Topic.language.label("topic_language"),
        *person_columns(),
    )
    found = db.session.execute(
        select(*columns)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(Post.id.in_([hit.post_id for hit in hits]), Post.visible_to(viewer), Topic.visible_to(viewer))
    )
    rows = {row.id: row for row in found}
    return [_row(hit, rows[hit.post_id], wanted) for hit in hits if hit.post_id in rows]


def _row(hit: Hit, row: AnyRow, wanted: Sequence[Wanted]) -> HitRow:
    title = _("A topic that was hidden") if row.title is None else row.title
    slug = UNREADABLE_SLUG if row.title is None else row.slug
    return HitRow(
        post_id=row.id,
        topic_id=row.topic_id,
        href=place_address(row.topic_id, slug, row.number),
        title=mark_title(title, wanted, row.topic_language),
        plain_title=title,
        extract=extract(row.text, wanted, row.language),
        number=row.number,
        kind=row.kind,
        language=row.language,
        topic_language=row.topic_language,
        shelf=shelf_of(row.category_id),
        author=person_from(*row[-6:]),
        posted_at=row.created_at,
        is_hidden=row.state == PostState.HIDDEN,
        is_answered=row.answer_post_id is not None,
        others=hit.others,
        score=hit.score,
    )
