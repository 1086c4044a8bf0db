"""Writing recipes out as JSON-LD, one a line: schema.org for whoever reads it, and the whole document beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Row, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import GUEST, Viewer
from forum.discussions.addresses import member_address, topic_address
from forum.discussions.models import ImportedThing, Post, PostState, Tag, Topic, topic_tag
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.document import Document, from_json, to_json
from forum.recipes.importing.lines import OWN
from forum.recipes.importing.pictures import described_pictures, shown_in, write_pictures
from forum.recipes.importing.recipes import KIND
from forum.recipes.models import Creation
from forum.recipes.structured_data import CONTEXT, About, creation_as_schema
from forum.recipes.words import story_of

BATCH = 200
VOCABULARY = {"potluck": "urn:potluck:"}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read of many creations at once.

    `names` (at their origin, where they came from one) and `tags` are by number, `pictures` by key. `told` are the
    numbers of all that go along: nothing is said of a recipe that is not for everybody.
    """

    names: Mapping[int, str]
    tags: Mapping[int, list[str]]
    pictures: Mapping[str, dict[str, str]]
    told: Set[int]

    def name(self, topic_id: int) -> str:
        """By which name a creation is known elsewhere: its own at the origin, or its address here."""
        return self.names.get(topic_id) or _absolute(f"/topics/{topic_id}")


def exported_lines(viewer: Viewer = GUEST, *, pictures: Path | None = None) -> Iterator[dict[str, Any]]:
    """Yield every creation that `viewer` may read and that stands, oldest first.

    With a folder for `pictures`, their files are written there.
    """
    after, told = 0, set[int]()
    while rows := db.session.execute(_rows(viewer, after)).all():
        shown = {
            key for row in rows for key in shown_in(from_json(row.document), story_of(row.source))
        }  # fmt: skip
        varied = [row.variation_of_id for row in rows if row.variation_of_id]
        ids = [row.id for row in rows]
        told.update(ids)
        beside = _Beside(_names_at_origin([*ids, *varied]), _tags(ids), described_pictures(shown), told)
        if pictures is not None:
            write_pictures(beside.pictures, pictures)
        for row in rows:
            yield _line(row, beside)
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
            Creation.variation_of_id,
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


def _tags(topic_ids: list[int]) -> dict[int, list[str]]:
    carried = select(topic_tag.c.topic_id, Tag.name).join(Tag, Tag.id == topic_tag.c.tag_id)
    tags: dict[int, list[str]] = {}
    for topic_id, name in db.session.execute(
        carried.where(topic_tag.c.topic_id.in_(topic_ids)).order_by(topic_tag.c.topic_id, Tag.name)
    ):
        tags.setdefault(topic_id, []).append(name)
    return tags


def _line(row: Row[Any], beside: _Beside) -> dict[str, Any]:
    document, story = from_json(row.document), story_of(row.source)
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
        description=story or row.text,
        images=[_absolute(f"/uploads/{key}") for key in document.pictures],
        rating_sum=row.rating_sum,
        rating_count=row.rating_count,
        is_food=kind is None or kind.is_food,
    )
    described = creation_as_schema(document, about)
    return described | {
        "@context": [CONTEXT, VOCABULARY],
        "identifier": beside.name(row.id),
        **_origin(document),
        OWN: {
            "kind": row.kind,
            "story": story,
            "document": to_json(document),
            "tags": beside.tags.get(row.id, []),
            "pictures": [beside.pictures[key] for key in shown_in(document, story) if key in beside.pictures],
            "variation_of": beside.name(row.variation_of_id) if row.variation_of_id in beside.told else None,
        },
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
