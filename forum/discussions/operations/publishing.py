"""What every new post goes through: gates, a number, its references, its counters, and word to the other rooms."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache

from sqlalchemy import Integer, Update, bindparam, case, delete, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from forum.core import events, outbox
from forum.core.database import UTCDateTime, db
from forum.core.gates import Outcome, Submission, Verdict, before_publish
from forum.core.policy import Actor, Invalid
from forum.core.reading import fetch
from forum.core.upsert import insert_missing
from forum.core.versions import LATEST, category_scope, topic_scope, touch
from forum.discussions.events import PostChecked, PostHeld, PostPublished
from forum.discussions.models import Category, Post, PostCard, PostQuote, PostState, PostUpload, Topic
from forum.discussions.operations.counting import count_change, counted
from forum.discussions.operations.texts import (
    Prepared,
    card_topics,
    member_ids,
    prepare_text,
    usual_language,
    withheld_quotes,
)
from forum.discussions.pictures import usable_pictures
from forum.uploads.queries import upload_ids

SEARCH_INDEX = "search.index"
PARENT = select(Category.parent_id).where(Category.id == bindparam("category_id"))


def text_for(
    source: str | Prepared, *, author: Actor, read_level: int, language: str | None, otherwise: str
) -> Prepared:
    """Return `source` ready to be stored for readers of `read_level`; `otherwise` is the language around it.

    A text that was prepared before the transaction is used as it is, unless what it depends on has changed since:
    the readers of the topic, or whether the words that it quotes may be shown.
    """
    if isinstance(source, str):
        usual = usual_language(author.id, otherwise)
        return prepare_text(source, read_level=read_level, language=language, usual=usual)
    withheld = withheld_quotes([source.source], read_level=read_level)
    if (source.read_level, source.withheld) == (read_level, withheld):
        return source
    return prepare_text(source.source, read_level=read_level, language=source.language)


def ask_gates(submission: Submission) -> Verdict:
    """Return what the gates decide about `submission`.

    Raises:
        Invalid: when one of them refuses, with its sentence for the author.
    """
    verdict = before_publish(submission)
    if verdict.outcome == Outcome.REFUSE:
        raise Invalid(verdict.message, field="body")
    return verdict


def as_decided(text: Prepared, verdict: Verdict) -> Prepared:
    """Return the text as the gates let it pass: as it was written, or with what they put in its place."""
    if verdict.source is None or verdict.source == text.source:
        return text
    return prepare_text(verdict.source, read_level=text.read_level, language=text.language)


def note_findings(post: Post, category_id: int, verdict: Verdict, now: datetime) -> None:
    """Say what the gates found in `post`, where they found something or hold it."""
    if verdict.findings or verdict.outcome == Outcome.HOLD:
        events.record(PostChecked(post.id, post.topic_id, category_id, post.author_id, verdict, now))


def add_post(
    topic: Topic,
    text: Prepared,
    *,
    author: Actor,
    now: datetime,
    verdict: Verdict,
    reply_to: Post | None = None,
    once: str | None = None,
    silent: bool = False,
) -> Post:
    """Put a post into `topic` under the next number, and publish it unless a gate holds it."""
    held = verdict.outcome == Outcome.HOLD
    post = Post(
        topic_id=topic.id,
        number=_take_number(topic),
        author_id=author.id,
        reply_to_id=reply_to.id if reply_to else None,
        created_at=now,
        source=text.source,
        html=text.rendered.html,
        text=text.rendered.text,
        language=text.language,
        read_level=topic.read_level,
        state=PostState.HELD if held else PostState.VISIBLE,
        once=once or None,
    )
    db.session.add(post)
    db.session.flush()
    note_references(post, text)
    if held:
        events.record(PostHeld(post.id, topic.id, topic.category_id, author.id, verdict.gate, now))
    else:
        publish(topic, post, text, now=now, silent=silent)
    note_findings(post, topic.category_id, verdict, now)
    return post


def publish(topic: Topic, post: Post, text: Prepared, *, now: datetime, silent: bool = False) -> None:
    """Let a post that has its number and its text stand for all readers, and tell the other rooms."""
    if post.number == 1:
        topic.is_held = topic.is_hidden = False
    _bump(topic, post, now)
    count_change(Counter(), counted(topic, post))
    mentioned = member_ids(text.rendered.mentions)
    events.record(
        PostPublished(
            post_id=post.id,
            topic_id=topic.id,
            category_id=topic.category_id,
            number=post.number,
            author_id=post.author_id,
            reply_to_id=post.reply_to_id,
            mentioned=tuple(sorted(mentioned.values())),
            quoted_post_ids=tuple(text.quoted),
            at=now,
            silent=silent,
        )
    )
    index(post)
    touch_topic(topic)


def note_references(post: Post, text: Prepared) -> None:
    """Write down what `post` quotes, shows and links to. Quotes are only added: earlier revisions keep theirs."""
    known = set(db.session.scalars(select(Post.id).where(Post.id.in_(text.quoted)))) if text.quoted else set()
    insert_missing(
        PostQuote,
        [{"post_id": post.id, "quoted_post_id": quoted_id} for quoted_id in sorted(known - {post.id})],
    )
    uploads = set(upload_ids(text.rendered.images).values())
    topics = set(card_topics(text.rendered.cards).values())
    usable = usable_pictures(uploads, post) if uploads else set()
    insert_missing(PostUpload, [{"post_id": post.id, "upload_id": each} for each in sorted(usable)])
    insert_missing(PostCard, [{"post_id": post.id, "topic_id": each} for each in sorted(topics)])


def forget_references(post: Post, text: Prepared) -> None:
    """Strike out the pictures and cards that `post` showed before an edit and shows no longer."""
    forget_pictures(post, text)
    topics = set(card_topics(text.rendered.cards).values())
    db.session.execute(delete(PostCard).where(PostCard.post_id == post.id, PostCard.topic_id.not_in(topics)))


def forget_pictures(post: Post, text: Prepared) -> None:
    """Strike out the pictures that `post` shows no longer: those of a quote that is withheld, too."""
    uploads = set(upload_ids(text.rendered.images).values())
    db.session.execute(
        delete(PostUpload).where(PostUpload.post_id == post.id, PostUpload.upload_id.not_in(uploads))
    )


def index(*posts: Post) -> None:
    """Have the search index look at `posts` again once this is committed."""
    for post in posts:
        index_post(post.id)


def index_post(post_id: int) -> None:
    """Have the search index look at one post again once this is committed."""
    outbox.enqueue(SEARCH_INDEX, {"post_id": post_id}, key=f"post:{post_id}")


def touch_topic(topic: Topic) -> None:
    """Say that the topic's pages, its category's and the lists of all topics change."""
    parent_id = fetch(PARENT, category_id=topic.category_id).scalar()
    shelves = [category_scope(each) for each in (topic.category_id, parent_id) if each is not None]
    touch(topic_scope(topic.id), LATEST, *shelves)


def _take_number(topic: Topic) -> int:
    """Return the next free number of `topic`; the database gives each number once, however many ask at a time."""
    db.session.flush()
    taken = db.session.connection().execute(_taking(), {"topic": topic.id})
    db.session.expire(topic, ["next_number"])
    return int(taken.scalar_one())


@cache
def _taking() -> ReturningUpdate[int]:
    """Built once, as the one below: every post runs them, and building costs many times what running does."""
    table = Topic.__table__
    taken = update(Topic).where(table.c.id == bindparam("topic")).values(next_number=table.c.next_number + 1)
    return taken.returning(table.c.next_number - 1)


def _bump(topic: Topic, post: Post, now: datetime) -> None:
    """Move the topic to the top of the lists; what comes in late from elsewhere moves nothing back."""
    db.session.flush()
    moved = {"topic": topic.id, "author": post.author_id, "now": now}
    db.session.connection().execute(_bumping(), moved)
    db.session.expire(topic, ["bumped_at", "last_author_id", "last_post_at"])


@cache
def _bumping() -> Update:
    now, author = bindparam("now", type_=UTCDateTime()), bindparam("author", type_=Integer())
    later = Topic.last_post_at <= now
    return (
        update(Topic)
        .where(Topic.id == bindparam("topic"))
        .values(
            bumped_at=case((Topic.bumped_at < now, now), else_=Topic.bumped_at),
            last_author_id=case((later, author), else_=Topic.last_author_id),
            last_post_at=case((later, now), else_=Topic.last_post_at),
        )
    )
