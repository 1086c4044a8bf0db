"""Taking whole conversations in: their texts rendered beforehand, then a batch of topics in one transaction.

Nobody is told of what is imported. Dates, authors, numbers and replies are those of the origin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.importing import Source
from forum.core.policy import Audience, Invalid
from forum.core.versions import LATEST, category_scope, touch
from forum.discussions.importing.authors import (
    authors_by_name,
    categories_by_name,
    known_things,
    remember,
    tags_by_name,
)
from forum.discussions.importing.lines import ImportedTopic, read_thread
from forum.discussions.models import Category, Post, Tag, Topic, topic_tag
from forum.discussions.operations.counting import Counted, count_change
from forum.discussions.operations.publishing import index, note_references
from forum.discussions.operations.texts import Prepared, prepare_text
from forum.discussions.slugs import slug_of


@dataclass(frozen=True, slots=True)
class PreparedTopic:
    """A topic of the file with every post's text rendered."""

    topic: ImportedTopic
    texts: tuple[Prepared, ...]


def prepare_thread(topic: ImportedTopic) -> PreparedTopic:
    """Render the posts of a topic: the slow part, done before the transaction.

    Raises:
        Invalid: when a post cannot be stored.
    """
    texts = []
    for index_, post in enumerate(topic.posts):
        try:
            texts.append(prepare_text(post.body, read_level=Audience.EVERYONE, language=topic.language))
        except Invalid as error:
            raise Invalid(f"posts[{index_}].body: {error}") from error
    return PreparedTopic(topic, tuple(texts))


def take_threads(batch: Sequence[PreparedTopic]) -> int:
    """Store those topics of the batch that are not here yet, in one transaction; answers how many there were."""
    with write_transaction():
        known = known_things("topic", [each.topic.topic_id for each in batch])
        new = {each.topic.topic_id: each for each in batch if each.topic.topic_id not in known}
        if new:
            _store(list(new.values()))
    return len(new)


def _store(batch: Sequence[PreparedTopic]) -> None:
    authors = authors_by_name(_first_seen(batch))
    categories = categories_by_name(each.topic.category for each in batch)
    tags = tags_by_name(tag for each in batch for tag in each.topic.tags)
    topics = [_topic(each.topic, categories[each.topic.category], authors) for each in batch]
    db.session.add_all(topics)
    db.session.flush()
    for topic, each in zip(topics, batch, strict=True):
        _store_posts(topic, each, authors)
    tagged = [
        (topic.id, {tags[tag] for tag in each.topic.tags}) for topic, each in zip(topics, batch, strict=True)
    ]
    if rows := [
        {"topic_id": topic_id, "tag_id": tag_id} for topic_id, ids in tagged for tag_id in sorted(ids)
    ]:
        db.session.execute(insert(topic_tag), rows)
    remember("topic", {each.topic.topic_id: topic.id for topic, each in zip(topics, batch, strict=True)})
    count_change(Counter(), _counts(topics, batch, authors, [tag_id for _, ids in tagged for tag_id in ids]))
    touch(LATEST, *(category_scope(category.id) for category in categories.values()))


def _first_seen(batch: Sequence[PreparedTopic]) -> dict[str, datetime]:
    seen: dict[str, datetime] = {}
    for post in (post for each in batch for post in each.topic.posts):
        seen[post.author] = min(post.created, seen.get(post.author, post.created))
    return seen


def _topic(line: ImportedTopic, category: Category, authors: dict[str, int]) -> Topic:
    last = max(line.posts, key=lambda post: post.created)
    return Topic(
        kind="discussion",
        category_id=category.id,
        author_id=authors[line.posts[0].author],
        title=line.title,
        slug=slug_of(line.title),
        language=line.language or "en",
        read_level=category.read_level,
        created_at=line.created,
        bumped_at=last.created,
        last_post_at=last.created,
        last_author_id=authors[last.author],
        next_number=len(line.posts) + 1,
        post_count=len(line.posts),
    )


def _store_posts(topic: Topic, prepared: PreparedTopic, authors: dict[str, int]) -> None:
    posts = [
        Post(
            topic_id=topic.id,
            number=number,
            author_id=authors[line.author],
            created_at=line.created,
            source=text.source,
            html=text.rendered.html,
            text=text.rendered.text,
            language=text.language,
            read_level=topic.read_level,
        )
        for number, (line, text) in enumerate(zip(prepared.topic.posts, prepared.texts, strict=True), 1)
    ]
    db.session.add_all(posts)
    db.session.flush()
    for post, line, text in zip(posts, prepared.topic.posts, prepared.texts, strict=True):
        if line.reply_to is not None:
            post.reply_to_id = posts[line.reply_to].id
        if text.rendered.quotes or text.rendered.images or text.rendered.cards:
            note_references(post, text)
    index(*posts)


def _counts(
    topics: Sequence[Topic], batch: Sequence[PreparedTopic], authors: dict[str, int], tag_ids: Sequence[int]
) -> Counter[Counted]:
    """What the batch adds to the counters of categories, members and tags; a topic's own was stored with it."""
    counts: Counter[Counted] = Counter((Tag, tag_id, "topic_count") for tag_id in tag_ids)
    for topic, each in zip(topics, batch, strict=True):
        counts[Category, topic.category_id, "topic_count"] += 1
        counts[Category, topic.category_id, "post_count"] += topic.post_count
        counts[Member, authors[each.topic.posts[0].author], "topic_count"] += 1
        counts.update((Member, authors[post.author], "post_count") for post in each.topic.posts)
    return counts


THREADS: Source[ImportedTopic] = Source(read=read_thread, prepare=prepare_thread, take=take_threads)
