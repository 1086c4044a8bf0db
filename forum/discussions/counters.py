"""What each counter of this room counts, written once: kept by operations, checked by `flask forum check`.

Numbers that strangers see (a member's, a tag's) count only what every member may read.
"""

from __future__ import annotations

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from forum.accounts.models import Member
from forum.core.counters import Counter
from forum.core.database import db
from forum.core.policy import Audience
from forum.discussions.models import Category, Post, PostState, Tag, Topic, topic_tag

_posts: Select[int] = select(func.count()).select_from(Post)
_topics: Select[int] = select(func.count()).select_from(Topic)
_told_topics = _topics.where(
    Topic.merged_into_id.is_(None), Topic.is_held.is_(False), Topic.read_level <= Audience.MEMBERS
)

COUNTERS = (
    # Posts that stand in a topic: placeholders of hidden and withdrawn ones do, held ones do not yet.
    Counter(Topic.post_count, _posts.where(Post.topic_id == Topic.id, Post.state != PostState.HELD)),
    Counter(
        Category.topic_count,
        _topics.where(
            Topic.category_id == Category.id, Topic.merged_into_id.is_(None), Topic.is_held.is_(False)
        ),
    ),
    Counter(
        Category.post_count,
        _posts.join(Topic, Topic.id == Post.topic_id).where(
            Topic.category_id == Category.id, Post.state != PostState.HELD
        ),
        sum_up=select(func.coalesce(func.sum(Topic.post_count), 0)).where(Topic.category_id == Category.id),
    ),
    Counter(
        Tag.topic_count,
        _told_topics.join(topic_tag, topic_tag.c.topic_id == Topic.id).where(topic_tag.c.tag_id == Tag.id),
    ),
    Counter(
        Member.post_count,
        _posts.where(
            Post.author_id == Member.id,
            Post.state == PostState.VISIBLE,
            Post.read_level <= Audience.MEMBERS,
        ),
    ),
    Counter(Member.topic_count, _told_topics.where(Topic.author_id == Member.id, Topic.is_hidden.is_(False))),
)

_BY_NAME = {counter.name: counter for counter in COUNTERS}


def recount(column: InstrumentedAttribute[int], ids: set[int]) -> None:
    """Count `column` anew in the rows `ids`: for rare acts that change many counts at once.

    The rows are locked by a statement of their own. The count that follows then sees what others committed until
    then, and whoever counts by one afterwards waits; counting in the statement that waits would miss it.
    """
    model = column.class_
    counter = _BY_NAME[f"{model.__tablename__}.{column.key}"]
    rows = model.id.in_(sorted(ids))
    db.session.flush()
    db.session.execute(select(model.id).where(rows).order_by(model.id).with_for_update())
    counted = (counter.recount if counter.sum_up is None else counter.sum_up).scalar_subquery()
    db.session.execute(update(counter.table).where(rows).values({column.key: counted}))
