"""Where members are mentioned in conversations, and what follows when one who leaves is taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from forum.core import outbox
from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts
from forum.core.markup.former import FormerMember, each_text
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Draft, Post, Revision, Topic
from forum.discussions.models.topic import CLOSED_NOTE_LENGTH, TITLE_LENGTH
from forum.discussions.operations.publishing import SEARCH_INDEX, index_post
from forum.discussions.slugs import slug_of


def _post(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    return {
        "source": leaver.in_source(row.source),
        "html": leaver.in_html(row.html, row.language),
        "text": leaver.in_text(row.text, row.language),
    }


def _renew_posts(rows: Sequence[AnyRow]) -> None:
    for row in rows:
        index_post(row.number)
        touch(topic_scope(row.topic_id))


def _revision(row: AnyRow, leaver: FormerMember) -> Mapping[str, str | None]:
    title = leaver.in_text(row.title, row.language)[:TITLE_LENGTH] if row.title else row.title
    return {"source": leaver.in_source(row.source), "title": title}


def _draft(row: AnyRow, leaver: FormerMember) -> Mapping[str, Any]:
    return {"fields": each_text(row.fields, leaver.in_source)}


def _topic(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    title = leaver.in_text(row.title, row.language)[:TITLE_LENGTH]
    return {
        "title": title,
        "slug": slug_of(title) if title != row.title else row.slug,
        "closed_note": leaver.in_text(row.closed_note, row.language)[:CLOSED_NOTE_LENGTH],
    }


def _renew_topics(rows: Sequence[AnyRow]) -> None:
    for row in rows:
        outbox.enqueue(SEARCH_INDEX, {"topic_id": row.number}, key=f"topic:{row.number}")
        touch(topic_scope(row.number))


MENTIONING = (
    MentioningTexts(
        Post,
        ("source",),
        _post,
        read=("html", "text", "topic_id"),
        language=Post.__table__.c.language,
        follow=_renew_posts,
    ),
    MentioningTexts(
        Revision,
        ("source", "title"),
        _revision,
        language=select(Post.language).where(Post.id == Revision.post_id).scalar_subquery(),
    ),
    MentioningTexts(Draft, ("fields",), _draft),
    MentioningTexts(
        Topic,
        ("title", "closed_note"),
        _topic,
        read=("slug",),
        language=Topic.__table__.c.language,
        follow=_renew_topics,
    ),
)
