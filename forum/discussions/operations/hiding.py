"""Withholding a post's words and showing them again: the columns and what hangs on them, not the judgement.

Moderation, further up, asks here and adds reason, notice to the author, and record.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from forum.core import events
from forum.core.policy import Invalid
from forum.discussions.events import PostHidden, PostUnhidden
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.operations.counting import count_change, counted
from forum.discussions.operations.publishing import index_post, touch_topic
from forum.discussions.operations.references import refresh_cards_of, refresh_quotes_of
from forum.discussions.operations.topics import topic_of


def hide_post_text(post: Post, *, reason_key: str, now: datetime) -> None:
    """Withhold the words of `post` from all but its author and moderators, here and wherever they are quoted.

    With the first post, the topic's title is withheld too. Hiding a hidden post only changes the reason.

    Raises:
        Invalid: when its author has taken it back, or it is gone for good.
    """
    if post.state in (PostState.WITHDRAWN, PostState.PURGED):
        raise Invalid(_("Its author has already taken this post back."))
    was_hidden = post.state == PostState.HIDDEN
    topic = topic_of(post)
    before = counted(topic, post)
    post.hidden_reason, post.hidden_at, post.state = reason_key, now, PostState.HIDDEN
    if post.number == 1:
        topic.is_held, topic.is_hidden, topic.hidden_at = False, True, now
    count_change(before, counted(topic, post))
    if not was_hidden:
        refresh_everywhere(topic, post)
        events.record(PostHidden(post.id, topic.id, post.author_id, reason_key, now))


def unhide_post_text(post: Post, *, now: datetime) -> None:
    """Let a hidden post stand again, here and wherever it is quoted. Harmless for one that is not hidden."""
    if post.state != PostState.HIDDEN:
        return
    topic = topic_of(post)
    before = counted(topic, post)
    post.hidden_reason, post.hidden_at, post.state = None, None, PostState.VISIBLE
    if post.number == 1:
        topic.is_hidden, topic.hidden_at = False, None
    count_change(before, counted(topic, post))
    refresh_everywhere(topic, post)
    events.record(PostUnhidden(post.id, topic.id, post.author_id, now))


def refresh_everywhere(topic: Topic, post: Post) -> None:
    """Have everything follow that shows words of `post`: quotes, cards, search index, cached pages."""
    refresh_quotes_of([post.id])
    if post.number == 1:
        refresh_cards_of(topic.id)
    index_post(post.id)
    touch_topic(topic)
