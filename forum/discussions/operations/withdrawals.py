"""An author takes a post back. What it said is purged when its days are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _

from forum.core import events
from forum.core.policy import Actor
from forum.discussions.events import PostWithdrawn
from forum.discussions.models import Post, PostState
from forum.discussions.operations.answers import forget_answer
from forum.discussions.operations.counting import count_change, counted
from forum.discussions.operations.hiding import refresh_everywhere
from forum.discussions.operations.topics import topic_of
from forum.discussions.rights import may_withdraw, require

KEPT_AFTER_WITHDRAWAL = timedelta(days=30)


def withdraw_post(post: Post, *, actor: Actor, now: datetime) -> None:
    """Take `post` back at once: nobody but moderators reads it any more, here or where it is quoted.

    Its number and a placeholder stay. An answer that was accepted is accepted no longer.

    Raises:
        NotAllowed: for anybody but its author, and once a moderator has hidden it.
    """
    if post.state == PostState.HIDDEN:
        require(False, _("A moderator has hidden this post. It cannot be taken back while that is open."))
    require(may_withdraw(actor, post), _("Only its author can take a post back."))
    topic = topic_of(post)
    before = counted(topic, post)
    was_held = post.state == PostState.HELD
    post.state, post.withdrawn_at = PostState.WITHDRAWN, now
    if post.number == 1:
        topic.is_hidden, topic.hidden_at = True, now
        topic.is_held = was_held
    count_change(before, counted(topic, post))
    if topic.answer_post_id == post.id:
        forget_answer(topic, actor=actor, now=now)
    refresh_everywhere(topic, post)
    events.record(PostWithdrawn(post.id, topic.id, post.author_id, now))
