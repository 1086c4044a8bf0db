"""Making a passage unreadable for good."""

from __future__ import annotations

from datetime import datetime

from forum.audit.operations import record_act
from forum.core.notices import notify
from forum.core.policy import Actor
from forum.discussions.models import Post
from forum.discussions.operations.blackout import blackout_passage
from forum.moderation.policy import require_moderator


def black_out(post: Post, passage: str, *, actor: Actor, now: datetime) -> int:
    """Make a passage of a post unreadable everywhere it stands; answers how often it stood.

    The passage itself is kept nowhere, so this act alone cannot be undone: the record says so.

    Raises:
        Invalid: when the passage is empty or does not stand in the post.
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_moderator(actor, author_id=post.author_id)
    count = blackout_passage(post, passage, actor=actor, now=now)
    record_act(
        "post.blacked-out",
        actor=actor,
        subject_type="post",
        subject_id=post.id,
        now=now,
        places=count,
        for_ever=True,
    )
    notify("post-blacked-out", topic_id=post.topic_id, post_id=post.id, member_id=post.author_id)
    return count
