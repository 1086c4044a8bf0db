"""From posts in the database to documents for the index, read in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from forum.core.database import AnyRow, db
from forum.core.kinds import kinds
from forum.core.search import SearchDocument, opening_words
from forum.discussions.models import Post, PostState, Tag, Topic, topic_tag

PORTION = 500
FOUND_STATES = (PostState.VISIBLE, PostState.HIDDEN)
"""Hidden posts are found by moderators; what was taken back, purged or waits for its publication by nobody."""


def read_documents(post_ids: Collection[int]) -> list[SearchDocument]:
    """Return the documents of those of `post_ids` that belong in the index, as the database has them now."""
    db.session.rollback()
    columns = (
        Post.id,
        Post.topic_id,
        Post.number,
        Post.author_id,
        Post.language,
        Post.created_at,
        Post.state,
        Post.text,
        Topic.category_id,
        Topic.kind,
        Topic.title,
        Topic.is_hidden,
    )
    rows = db.session.execute(
        select(*columns)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.id.in_(post_ids), Post.state.in_(FOUND_STATES), Topic.is_held.is_(False))
    ).all()
    tags = _tags_of({row.topic_id for row in rows})
    added = _added_words({row.topic_id: row.kind for row in rows if row.number == 1})
    documents = [_document(row, tags.get(row.topic_id, ()), added) for row in rows]
    db.session.rollback()
    return documents


def all_post_ids() -> Iterator[Sequence[int]]:
    """Yield the numbers of all posts in order, in portions."""
    last = 0
    while True:
        db.session.rollback()
        portion = db.session.scalars(
            select(Post.id).where(Post.id > last).order_by(Post.id).limit(PORTION)
        ).all()
        if not portion:
            return
        yield portion
        last = portion[-1]


def post_ids_of(topic_ids: Collection[int]) -> Sequence[int]:
    """Return the numbers of all posts that stand in `topic_ids`."""
    if not topic_ids:
        return []
    return db.session.scalars(select(Post.id).where(Post.topic_id.in_(topic_ids))).all()


def _document(row: AnyRow, tags: Sequence[str], added: Mapping[int, str]) -> SearchDocument:
    opens = row.number == 1
    return SearchDocument(
        post_id=row.id,
        topic_id=row.topic_id,
        number=row.number,
        category_id=row.category_id,
        author_id=row.author_id,
        kind=row.kind,
        language=row.language,
        tags=tuple(tags),
        created_at=row.created_at,
        is_hidden=row.state == PostState.HIDDEN,
        title=row.title if opens or not row.is_hidden else "",
        text=row.text + added[row.topic_id] if opens else row.text,
    )


def _added_words(kind_of: Mapping[int, str]) -> dict[int, str]:
    """Return what kinds, and what hangs there, add to the words of topics: ingredients, a poll."""
    of_kind: dict[str, list[int]] = defaultdict(list)
    for topic_id, kind_key in kind_of.items():
        of_kind[kind_key].append(topic_id)
    answers: list[Mapping[int, str]] = []
    for kind_key, topic_ids in of_kind.items():
        kind = kinds.get(kind_key)
        if kind is not None and kind.search_texts is not None:
            answers.append(kind.search_texts(topic_ids))
    answers += [words(kind_of.keys()) for words in opening_words if kind_of]
    return {
        topic_id: "".join(f"\n{found}" for answer in answers if (found := answer.get(topic_id)))
        for topic_id in kind_of
    }


def _tags_of(topic_ids: Collection[int]) -> dict[int, list[str]]:
    found = select(topic_tag.c.topic_id, Tag.slug).join(Tag, Tag.id == topic_tag.c.tag_id)
    tags: dict[int, list[str]] = {}
    for topic_id, slug in db.session.execute(found.where(topic_tag.c.topic_id.in_(topic_ids))):
        tags.setdefault(topic_id, []).append(slug)
    return tags
