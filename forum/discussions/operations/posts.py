"""Answering in a topic, and letting a held answer stand."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core import events
from forum.core.database import db
from forum.core.gates import PASSED, Submission
from forum.core.policy import Actor, Invalid
from forum.discussions.events import PostReleased
from forum.discussions.models import FollowTarget, Post, PostState, Topic
from forum.discussions.operations.followings import follow_by_posting
from forum.discussions.operations.publishing import add_post, as_decided, ask_gates, publish, text_for
from forum.discussions.operations.texts import Prepared, render_anew
from forum.discussions.operations.topics import category_of, topic_of
from forum.discussions.rights import may_reply, require


def require_reply(topic: Topic, author: Actor) -> None:
    """Let pass who may answer in `topic`.

    Raises:
        NotAllowed: to all others; it says so when the topic is closed.
    """
    allowed = may_reply(author, topic, category_of(topic))
    if topic.closed_at is not None:
        require(allowed, _("This topic is closed. You can read it, but not reply any more."))
    require(allowed, _("You may not reply in this topic."))


def reply(
    topic: Topic,
    *,
    source: str | Prepared,
    author: Actor,
    now: datetime,
    reply_to: Post | None = None,
    language: str | None = None,
    once: str | None = None,
    silent: bool = False,
) -> Post:
    """Answer in `topic`.

    Args:
        topic: where.
        source: what, as Markdown or as `prepare_text` made it for the topic's readers.
        author: who answers.
        now: the present moment; for what comes from elsewhere, the moment at which it was written.
        reply_to: the post of this topic that is answered in particular.
        language: the language of the text where it is known.
        once: a word that is refused by the database when the same author sends it a second time.
        silent: for imports and the demo community, as in `start_topic`.

    Raises:
        NotAllowed: when the author may not answer here, or the topic is closed.
        Invalid: when the text cannot be accepted (field `body`).
    """
    if not silent:
        require_reply(topic, author)
    if reply_to is not None and reply_to.topic_id != topic.id:
        raise Invalid(_("The post that you reply to has moved to another topic."))
    text = text_for(
        source, author=author, read_level=topic.read_level, language=language, otherwise=topic.language
    )
    submission = Submission(
        author,
        text.source,
        text.rendered.text,
        None,
        topic.kind,
        topic.category_id,
        topic.id,
        None,
        now,
        text.language,
        once,
    )
    verdict = PASSED if silent else ask_gates(submission)
    text = as_decided(text, verdict)
    post = add_post(
        topic, text, author=author, now=now, verdict=verdict, reply_to=reply_to, once=once, silent=silent
    )
    if not silent:
        follow_by_posting(author, FollowTarget.TOPIC, topic.id, now=now)
    return post


def said_since(
    topic: Topic, text: Prepared, *, author: Actor, since: datetime, reply_to: Post | None = None
) -> Post | None:
    """Return the answer in which `author` has said these words here since then; None where there is none.

    The topic stays locked until the transaction ends: of two forms with one text, the second waits for the first.
    """
    db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())
    same = select(Post).where(
        Post.author_id == author.id,
        Post.created_at >= since,
        Post.topic_id == topic.id,
        Post.reply_to_id == (reply_to.id if reply_to else None),
        Post.state.in_((PostState.VISIBLE, PostState.HELD)),
        Post.source == text.source,
    )
    return db.session.scalar(same.order_by(Post.created_at).limit(1))


def publish_held_post(post: Post, *, now: datetime) -> None:
    """Let a post that a gate held stand, as if it had just been written. Harmless when it stands already."""
    if post.state != PostState.HELD:
        return
    post.state = PostState.VISIBLE
    text = render_anew(post.source, read_level=post.read_level, language=post.language)
    post.html, post.text = text.rendered.html, text.rendered.text
    publish(topic_of(post), post, text, now=now)
    events.record(PostReleased(post.id, post.topic_id, post.author_id, now))
