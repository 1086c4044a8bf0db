"""The words under which a topic is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.core.upsert import insert_missing
from forum.discussions.events import TopicChanged
from forum.discussions.models import Post, Tag, Topic, topic_tag
from forum.discussions.operations.counting import count_change, counted
from forum.discussions.operations.publishing import index, touch_topic
from forum.discussions.rights import may_tag, require
from forum.discussions.slugs import slug_of

MOST_TAGS = 5
TAG_LENGTH = 30
_WORD = re.compile(r"[^\W_](?:[\w .+’'-]*[\w+])?")


def set_tags(topic: Topic, names: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Let `topic` be found under exactly these words.

    Raises:
        NotAllowed: for anybody but its author and moderators.
        Invalid: for too many tags, or one that is not a word (field `tags`).
    """
    require(may_tag(actor, topic), _("Only the author and moderators choose the tags of a topic."))
    wanted = checked_tags(names)
    present = select(Tag.slug).join(topic_tag, topic_tag.c.tag_id == Tag.id)
    if set(db.session.scalars(present.where(topic_tag.c.topic_id == topic.id))) == set(wanted):
        return
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == 1)).one()
    before = counted(topic, first)
    db.session.execute(delete(topic_tag).where(topic_tag.c.topic_id == topic.id))
    attach_tags(topic, wanted)
    count_change(before, counted(topic, first))
    events.record(TopicChanged(topic.id, "tagged", actor.id, now))
    index(first)
    touch_topic(topic)


def checked_tags(names: Iterable[str]) -> dict[str, str]:
    """Return tags as they may be stored, names by slug, each once.

    Raises:
        Invalid: for too many, or one that is not a word (field `tags`).
    """
    cleaned = [clean_line(name).lstrip("#").lower() for name in names]
    wanted = {slug_of(name, otherwise=name): name for name in cleaned if name}
    if len(wanted) > MOST_TAGS:
        raise Invalid(_("At most %(most)s tags, please.", most=MOST_TAGS), field="tags")
    for name in wanted.values():
        if len(name) > TAG_LENGTH or not _WORD.fullmatch(name):
            raise Invalid(
                _(
                    "A tag is one short word or two: letters, digits and hyphens. “%(tag)s” is not.",
                    tag=name[:60],
                ),
                field="tags",
            )
    return wanted


def attach_tags(topic: Topic, names: Mapping[str, str]) -> None:
    """Put `topic` under the tags `names` (by slug), making those that are new. Counts nothing."""
    if not names:
        return
    insert_missing(Tag, [{"slug": slug, "name": names[slug], "topic_count": 0} for slug in sorted(names)])
    ids = db.session.scalars(select(Tag.id).where(Tag.slug.in_(names)))
    insert_missing(topic_tag, [{"topic_id": topic.id, "tag_id": tag_id} for tag_id in ids])
