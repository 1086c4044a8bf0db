"""Writing recipes out as JSON-LD, one a line: schema.org for whoever reads it, and the whole document beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import current_app
from sqlalchemy import Row, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import GUEST, Viewer
from forum.discussions.addresses import member_address, topic_address
from forum.discussions.models import ImportedThing, Post, PostState, Topic
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.document import Document, from_json, to_json
from forum.recipes.importing.lines import OWN
from forum.recipes.importing.recipes import KIND
from forum.recipes.models import Creation
from forum.recipes.structured_data import CONTEXT, About, creation_as_schema
from forum.recipes.words import story_of

BATCH = 200
VOCABULARY = {"potluck": "urn:potluck:"}


def exported_lines(viewer: Viewer = GUEST) -> Iterator[dict[str, Any]]:
    """Yield every creation that `viewer` may read and that stands, oldest first."""
    after = 0
    while rows := db.session.execute(_rows(viewer, after)).all():
        names = _names_at_origin([row.id for row in rows])
        for row in rows:
            yield _line(row, names.get(row.id))
        after = rows[-1].id


def _rows(viewer: Viewer, after: int) -> Any:
    return (
        select(
            Topic.id,
            Topic.kind,
            Topic.title,
            Topic.slug,
            Topic.language,
            Topic.created_at,
            Post.source,
            Post.text,
            Creation.document,
            Creation.rating_sum,
            Creation.rating_count,
            Member.name,
            Member.handle,
            Member.erased_at,
        )
        .join(Creation, Creation.topic_id == Topic.id)
        .join(Post, (Post.topic_id == Topic.id) & (Post.number == 1))
        .outerjoin(Member, Member.id == Post.author_id)
        .where(
            Topic.id > after,
            Topic.visible_to(viewer),
            Topic.title_visible_to(viewer),
            Post.visible_to(viewer),
            Post.state == PostState.VISIBLE,
        )
        .order_by(Topic.id)
        .limit(BATCH)
    )


def _names_at_origin(topic_ids: list[int]) -> dict[int, str]:
    found = select(ImportedThing.local_id, ImportedThing.origin_id).where(
        ImportedThing.kind == KIND, ImportedThing.local_id.in_(topic_ids)
    )
    return {topic_id: name for topic_id, name in db.session.execute(found)}


def _line(row: Row[Any], name_at_origin: str | None) -> dict[str, Any]:
    document = from_json(row.document)
    here = _absolute(topic_address(row.id, row.slug))
    kind = creation_kind(row.kind)
    is_known = row.handle is not None and row.erased_at is None
    about = About(
        title=row.title,
        url=here,
        author=row.name if is_known else "",
        author_url=_absolute(member_address(row.handle)) if is_known else None,
        published_at=row.created_at,
        language=row.language,
        description=story_of(row.source) or row.text,
        images=[_absolute(f"/uploads/{key}") for key in document.pictures],
        rating_sum=row.rating_sum,
        rating_count=row.rating_count,
        is_food=kind is None or kind.is_food,
    )
    described = creation_as_schema(document, about)
    return described | {
        "@context": [CONTEXT, VOCABULARY],
        "identifier": name_at_origin or _absolute(f"/topics/{row.id}"),
        **_origin(document),
        OWN: {"kind": row.kind, "story": story_of(row.source), "document": to_json(document)},
    }


def _origin(document: Document) -> dict[str, Any]:
    """Return where a recipe came from, with what it was rated there."""
    source = document.source
    if not (source.url or source.origin or source.author):
        return {}
    based: dict[str, Any] = {
        "@type": "Recipe",
        "url": source.url,
        "author": source.author,
        "license": source.licence,
        "publisher": source.origin,
    }
    if source.rating:
        based["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": source.rating,
            "bestRating": 5,
            "ratingCount": source.ratings or 1,
        }
    return {"isBasedOn": {key: value for key, value in based.items() if value}}


def _absolute(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"
