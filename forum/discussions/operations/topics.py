"""Starting a topic, and finding the rows that its other operations need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.database import db
from forum.core.gates import PASSED, Outcome, Submission
from forum.core.kinds import kinds
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.discussions.models import Category, FollowTarget, Post, Topic
from forum.discussions.models.topic import TITLE_LENGTH
from forum.discussions.operations.followings import follow_by_posting
from forum.discussions.operations.publishing import add_post, as_decided, ask_gates, text_for
from forum.discussions.operations.tags import attach_tags, checked_tags
from forum.discussions.operations.texts import Prepared
from forum.discussions.rights import may_start, require
from forum.discussions.slugs import slug_of


def start_topic(
    *,
    category: Category,
    kind: str,
    title: str,
    source: str | Prepared,
    author: Actor,
    now: datetime,
    tags: Iterable[str] = (),
    language: str | None = None,
    once: str | None = None,
    silent: bool = False,
) -> Topic:
    """Begin a topic with its first post.

    Args:
        category: where it shall stand.
        kind: key of a registered kind of topic.
        title: what it is about, in one line.
        source: the first post, as Markdown or as `prepare_text` made it for the category's readers.
        author: who begins it.
        now: the present moment; for what comes from elsewhere, the moment at which it was written.
        tags: words under which it shall be found.
        language: the language of the text where it is known.
        once: a word that is refused by the database when the same author sends it a second time.
        silent: for imports and the demo community: what was published before is neither asked for permission nor
            shown to gates, and calls nobody.

    Raises:
        NotAllowed: when the author may not start this kind of topic in this category.
        Invalid: with one message for each field (`title`, `body`, `tags`, `kind`) that cannot be accepted.
    """
    known_kind = kinds.get(kind)
    if known_kind is None:
        raise Invalid(_("Choose what kind of topic this is."), field="kind")
    if not silent:
        require(may_start(author, category, known_kind), _("You may not start a topic like this here."))
    title = checked_title(title)
    names = checked_tags(tags)
    text = text_for(source, author=author, read_level=category.read_level, language=language, otherwise="en")
    submission = Submission(
        author,
        text.source,
        text.rendered.text,
        title,
        kind,
        category.id,
        None,
        None,
        now,
        text.language,
        once,
    )
    verdict = PASSED if silent else ask_gates(submission)
    text = as_decided(text, verdict)
    title = verdict.title or title

    held = verdict.outcome == Outcome.HOLD
    topic = Topic(
        kind=kind,
        category_id=category.id,
        author_id=author.id,
        title=title,
        slug=slug_of(title),
        language=text.language,
        read_level=category.read_level,
        created_at=now,
        bumped_at=now,
        last_post_at=now,
        last_author_id=author.id,
        is_held=held,
        is_hidden=held,
    )
    db.session.add(topic)
    db.session.flush()
    attach_tags(topic, names)
    add_post(topic, text, author=author, now=now, verdict=verdict, once=once, silent=silent)
    if not silent:
        follow_by_posting(author, FollowTarget.TOPIC, topic.id, now=now)
    return topic


def checked_title(typed: str) -> str:
    """Return a title as it may be stored.

    Raises:
        Invalid: when it is empty or too long.
    """
    title = clean_line(typed)
    if not title:
        raise Invalid(_("Give it a title."), field="title")
    if len(title) > TITLE_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=TITLE_LENGTH), field="title")
    return title


def first_post_of(topic: Topic) -> Post:
    """Return the post that opened `topic`."""
    return db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == 1)).one()


def category_of(topic: Topic) -> Category:
    """Return the category in which `topic` stands."""
    return db.session.get_one(Category, topic.category_id)


def topic_of(post: Post) -> Topic:
    """Return the topic in which `post` stands."""
    return db.session.get_one(Topic, post.topic_id)
