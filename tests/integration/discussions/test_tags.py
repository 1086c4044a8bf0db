"""Choosing the words under which a topic is found."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forum.core.database import db, write_transaction
from forum.core.policy import NotAllowed
from forum.discussions.models import Tag, Topic, topic_tag
from forum.discussions.operations.tags import set_tags
from tests.conversations import NOON, opening
from tests.counting import assert_all_counters_are_right

pytestmark = pytest.mark.usefixtures("app")


def tag(topic_id: int, names: list[str], who: object) -> None:
    with write_transaction():
        set_tags(db.session.get_one(Topic, topic_id), names, actor=who, now=NOON)


def tags_of(topic_id: int) -> set[str]:
    db.session.rollback()
    rows = (
        db.session.query(Tag.slug)
        .join(topic_tag, topic_tag.c.tag_id == Tag.id)
        .filter(topic_tag.c.topic_id == topic_id)
    )
    return {slug for (slug,) in rows}


def test_tags_are_replaced_and_counted(cast: SimpleNamespace) -> None:
    topic_id = opening(cast.viewer("alice")).topic_id
    tag(topic_id, ["Soup", "winter"], cast.viewer("alice"))
    tag(topic_id, ["SOUP", "leek-potato", " "], cast.viewer("bruno"))
    assert tags_of(topic_id) == {"soup", "leek-potato"}
    assert {tag.slug: tag.topic_count for tag in db.session.query(Tag)} == {
        "soup": 1,
        "winter": 0,
        "leek-potato": 1,
    }
    assert_all_counters_are_right()


@pytest.mark.parametrize("who", ["chloe", "dana"])
def test_others_do_not_tag(cast: SimpleNamespace, who: str) -> None:
    with pytest.raises(NotAllowed):
        tag(opening(cast.viewer("alice")).topic_id, ["soup"], cast.viewer(who))
