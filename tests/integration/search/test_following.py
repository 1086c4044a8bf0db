"""The index follows what members do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.kinds import TopicKind, kinds
from forum.core.policy import GUEST
from forum.core.registries import EXTENSION
from forum.core.search import Facet, Filter, SearchQuery
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.editing import rename_topic
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.splitting import merge_topics, split_topic
from forum.discussions.operations.tags import set_tags
from forum.discussions.operations.topic_care import close_topic, move_topic
from forum.search.asking import Asked
from forum.search.engine import search_backend
from forum.search.finding import find
from forum.search.scope import scope_of
from tests.conversations import answer, opening, shelf


def found(query: str) -> set[int]:
    """Return the numbers of the posts that a guest finds, once everything is settled."""
    outbox.drain()
    return {row.post_id for row in find(Asked(query), GUEST).rows}


def topic_of(post: Post) -> Topic:
    return db.session.get_one(Topic, post.topic_id)


@pytest.fixture
def talk(cast: SimpleNamespace) -> SimpleNamespace:
    """A topic with a reply, indexed; Bruno may change it."""
    first = opening(cast.viewer("alice"), "What goes in?", title="Minestrone")
    reply = answer(first, cast.viewer("chloe"), "Beans, always.")
    outbox.drain()
    return SimpleNamespace(first=first, reply=reply, bruno=cast.viewer("bruno"), alice=cast.viewer("alice"))


def test_a_new_title_is_found_with_every_post_below_it(talk: SimpleNamespace) -> None:
    with write_transaction():
        rename_topic(topic_of(talk.first), title="Ribollita", actor=talk.bruno, now=clock.now())
    assert found("ribollita") == {talk.first.id}
    assert found("ribollita beans") == {talk.reply.id}
    assert found("minestrone beans") == set()


def test_new_tags_are_found(talk: SimpleNamespace) -> None:
    with write_transaction():
        set_tags(topic_of(talk.first), ["Winter soup"], actor=talk.alice, now=clock.now())
    assert found("tag:winter-soup beans") == {talk.reply.id}
    assert found('tag:"Winter Soup" goes') == {talk.first.id}


def test_a_moved_topic_is_found_in_its_new_category(talk: SimpleNamespace) -> None:
    place = shelf("soups")
    with write_transaction():
        category = db.session.get_one(Category, place.id)
        move_topic(topic_of(talk.first), category=category, actor=talk.bruno, now=clock.now())
    assert found("category:soups beans") == {talk.reply.id}


def test_a_split_and_merged_post_is_found_in_its_topic(talk: SimpleNamespace) -> None:
    with write_transaction():
        topic = topic_of(talk.first)
        category = db.session.get_one(Category, topic.category_id)
        new = split_topic(
            topic,
            post_ids=[talk.reply.id],
            title="Pulses",
            category=category,
            actor=talk.bruno,
            now=clock.now(),
        )
        new_id = new.id
    assert found("pulses beans") == {talk.reply.id}
    with write_transaction():
        source, target = db.session.get_one(Topic, new_id), topic_of(talk.first)
        merge_topics(source, target, actor=talk.bruno, now=clock.now())
    assert found("minestrone beans") == {talk.reply.id}


def test_a_purged_post_leaves_the_index(talk: SimpleNamespace) -> None:
    with write_transaction():
        purge_post(db.session.get_one(Post, talk.reply.id), now=clock.now())
    assert found("beans") == set()
    assert search_backend().count_words(["beans"], scope_of(GUEST)) == {}


def test_closing_a_topic_does_not_index_it_again(talk: SimpleNamespace) -> None:
    with write_transaction():
        close_topic(topic_of(talk.first), actor=talk.bruno, now=clock.now())
    assert scope_of(GUEST).changed_topics == frozenset()


def test_what_a_kind_adds_is_found_with_the_post_that_opens_the_topic(
    guest: FlaskClient, cast: SimpleNamespace
) -> None:
    app = guest.application
    kinds.add(
        app,
        "test.recipe",
        TopicKind(
            "test.recipe",
            "Recipe",
            "Write",
            "pot",
            search_texts=lambda topics: dict.fromkeys(topics, "two shallots"),
        ),
    )  # type: ignore[arg-type]  # a plain name will do
    try:
        first = opening(cast.viewer("alice"), "My soup.", title="Soup", kind="test.recipe")
        assert found("shallot") == {first.id}
    finally:
        app.extensions[EXTENSION][kinds.name].pop("test.recipe")


def test_a_hundred_changes_of_one_post_leave_it_there_once(talk: SimpleNamespace) -> None:
    for _ in range(3):
        for turn in range(5):
            with write_transaction():
                outbox.enqueue(
                    "search.index", {"post_id": talk.reply.id}, key=f"post:{talk.reply.id}:{turn}"[:40]
                )
        outbox.drain()
    scope = scope_of(GUEST)
    query = SearchQuery(filters=(Filter(Facet.AUTHOR, frozenset({str(talk.reply.author_id)})),))
    assert search_backend().search(query, scope, limit=10).posts == 1
