"""A community in miniature in which things are hidden and shown again, and all that must be as before then."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import select

from forum.badges.models import BadgeAward
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Category, Post, PostQuote, ReadPosition, Tag, Topic
from forum.moderation.models import Hiding, HidingAct
from forum.moderation.operations import Why, hide_post, hide_posts, undo_act, unhide_post

AWARD = (
    BadgeAward.rule_id,
    BadgeAward.level,
    BadgeAward.member_id,
    BadgeAward.subject_id,
    BadgeAward.earned_at,
    BadgeAward.lost_since,
)
MEMBER = ("post_count", "topic_count", "likes_given", "likes_received", "counted_likes")


def state_of_everything() -> dict[str, list[Any]]:
    """Return every row that hiding may touch: texts, counters, quotes, badges, how far people have read."""
    db.session.rollback()
    member = db.metadata.tables["member"].c
    wanted = {
        "members": [member.id, *(member[name] for name in MEMBER)],
        "badges": list(AWARD),
        **{
            model.__tablename__: list(model.__table__.c)
            for model in (Category, Topic, Tag, Post, PostQuote, ReadPosition)
        },
    }
    return {name: sorted(map(repr, db.session.execute(select(*columns)))) for name, columns in wanted.items()}


def hide_and_show_again(moderator: Viewer, post_ids: list[int], *, chance: random.Random) -> int:
    """Hide these posts in some order, some of them several in one act, and show all of them again in another.

    Answers how many acts that took.
    """
    acts = 0
    waiting = chance.sample(post_ids, len(post_ids))
    while waiting:
        acts += 1
        with write_transaction():
            post = db.session.get_one(Post, waiting.pop())
            same = [id for id in waiting if chance.random() < 0.3]
            together = list(
                db.session.scalars(select(Post.id).where(Post.id.in_(same), Post.topic_id == post.topic_id))
            )
            if together:
                topic = db.session.get_one(Topic, post.topic_id)
                hide_posts(
                    [post.id, *together], Why("off-topic"), topic=topic, actor=moderator, now=clock.now()
                )
            else:
                hide_post(post, reason="off-topic", actor=moderator, now=clock.now())
        waiting = [id for id in waiting if id not in together]
    return acts + _show_again(moderator, chance)


def _show_again(moderator: Viewer, chance: random.Random) -> int:
    bundles = list(db.session.scalars(select(HidingAct.id).where(HidingAct.lifted_at.is_(None))))
    single = list(
        db.session.scalars(select(Hiding.post_id).where(Hiding.lifted_at.is_(None), Hiding.act_id.is_(None)))
    )
    steps = [(undo_act, HidingAct, id) for id in bundles] + [(unhide_post, Post, id) for id in single]
    chance.shuffle(steps)
    for do, model, id in steps:
        with write_transaction():
            do(db.session.get_one(model, id), actor=moderator, now=clock.now())
    return len(steps)
