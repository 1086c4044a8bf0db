"""What moderators do to keep topics findable: close, pin, move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from forum.accounts.models import Member
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.discussions.counters import recount
from forum.discussions.events import TopicChanged
from forum.discussions.models import Category, Post, Tag, Topic, topic_tag
from forum.discussions.models.topic import CLOSED_NOTE_LENGTH
from forum.discussions.operations.publishing import touch_topic
from forum.discussions.operations.references import refresh_cards_of, refresh_readers_of
from forum.discussions.rights import may_moderate, require

PINNED_NOWHERE, PINNED_IN_CATEGORY, PINNED_EVERYWHERE = 0, 1, 2


def close_topic(topic: Topic, *, actor: Actor, now: datetime, note: str = "") -> None:
    """Take no more answers in `topic`; `note` says why, for all readers.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when the note is too long (field `note`).
    """
    require_care(actor)
    note = clean_line(note)
    if len(note) > CLOSED_NOTE_LENGTH:
        raise Invalid(
            _("This is too long: at most %(most)s characters.", most=CLOSED_NOTE_LENGTH), field="note"
        )
    topic.closed_at, topic.closed_note = topic.closed_at or now, note
    announce(topic, "closed", actor, now)


def reopen_topic(topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Take answers again. Harmless when it is open.

    Raises:
        NotAllowed: for all but moderators.
    """
    require_care(actor)
    topic.closed_at, topic.closed_note = None, ""
    announce(topic, "reopened", actor, now)


def pin_topic(topic: Topic, *, actor: Actor, now: datetime, everywhere: bool = False) -> None:
    """Keep `topic` at the head of its category's list, or of all lists.

    Raises:
        NotAllowed: for all but moderators.
    """
    require_care(actor)
    topic.pinned = PINNED_EVERYWHERE if everywhere else PINNED_IN_CATEGORY
    announce(topic, "pinned", actor, now)


def unpin_topic(topic: Topic, *, actor: Actor, now: datetime) -> None:
    """Let `topic` stand among the others again.

    Raises:
        NotAllowed: for all but moderators.
    """
    require_care(actor)
    topic.pinned = PINNED_NOWHERE
    announce(topic, "unpinned", actor, now)


def move_topic(topic: Topic, *, category: Category, actor: Actor, now: datetime) -> None:
    """Put `topic` into another category; who may read it follows from that.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when the actor may not read the other category (field `category`).
    """
    require_care(actor)
    if category.read_level > actor.clearance:
        raise Invalid(_("Choose a category."), field="category")
    if category.id == topic.category_id:
        return
    shelves = {topic.category_id, category.id}
    touch_topic(topic)
    topic.category_id = category.id
    if topic.read_level != category.read_level:
        change_readers(topic, category.read_level)
    recount(Category.topic_count, shelves)
    recount(Category.post_count, shelves)
    announce(topic, "moved", actor, now)


def change_readers(topic: Topic, read_level: int) -> None:
    """Let another audience read `topic`: its posts, what they show of others, and what others show of them.

    The topics that were merged into it go with it: their old titles are for the same readers.
    """
    topic.read_level = read_level
    db.session.flush()
    merged = update(Topic).where(Topic.merged_into_id == topic.id)
    db.session.execute(merged.values(read_level=read_level).execution_options(synchronize_session="fetch"))
    posts = Post.topic_id == topic.id
    db.session.execute(
        update(Post).where(posts).values(read_level=read_level).execution_options(synchronize_session="fetch")
    )
    recount_tags(topic)
    post_ids = list(db.session.scalars(select(Post.id).where(posts).order_by(Post.id)))
    recount_authors(post_ids, {topic.author_id})
    refresh_cards_of(topic.id)
    refresh_readers_of(post_ids)


def recount_tags(topic: Topic) -> None:
    """Count anew the topics under each tag of `topic`."""
    tag_ids = select(topic_tag.c.tag_id).where(topic_tag.c.topic_id == topic.id)
    recount(Tag.topic_count, set(db.session.scalars(tag_ids)))


def recount_authors(post_ids: Sequence[int], starter_ids: Iterable[int | None]) -> None:
    """Count anew the posts of those who wrote `post_ids`, and the topics of those who started one."""
    authors = select(Post.author_id).where(Post.id.in_(post_ids)).distinct()
    recount(Member.post_count, {each for each in db.session.scalars(authors) if each is not None})
    recount(Member.topic_count, {each for each in starter_ids if each is not None})


def require_care(actor: Actor) -> None:
    """Let moderators pass.

    Raises:
        NotAllowed: for all others.
    """
    require(may_moderate(actor), _("Only moderators do this."))


def announce(topic: Topic, change: str, actor: Actor, now: datetime) -> None:
    """Tell the other rooms that `topic` was changed in the way `change`, and let its pages follow."""
    db.session.flush()
    touch_topic(topic)
    events.record(TopicChanged(topic.id, change, actor.id, now))
