"""Kinds of topic. Everything members make is a topic with posts; a kind says what is particular to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from forum.core.policy import Permission
from forum.core.registries import Registry


@dataclass(frozen=True, slots=True)
class Detail:
    """What a kind shows of one topic.

    `body` stands in place of the first post's text, `described` is its schema.org description, `image` the address
    of the picture that stands for it elsewhere.
    """

    body: Markup
    described: Mapping[str, Any] | None = None
    image: str | None = None


@dataclass(frozen=True)
class TopicKind:
    """What is particular to one kind of topic.

    `name` is the kind's name and `start` the words of the button that begins one. `permission` is what its author
    must hold. `search_texts(topic_ids)` answers the words that it adds to the search documents of topics.

    A kind that has more than a text brings its own form: `compose` is where one is begun, `edit(topic_id)` where it
    is changed. `detail(viewer, topic, post)` is asked for what it shows to those who may read the first post, in
    pages with `stylesheets` and `modules` of its own. `rewrite(topic_id, change)` changes words wherever the kind
    keeps some beside the post, and answers in how many texts.
    """

    key: str
    name: LazyString | str
    start: LazyString | str
    icon: str
    permission: Permission = Permission.POST
    search_texts: Callable[[Collection[int]], Mapping[int, str]] | None = None
    compose: str | None = None
    edit: Callable[[int], str] | None = None
    detail: Callable[[Any, Any, Any], Detail | None] | None = None
    rewrite: Callable[[int, Callable[[str], str]], int] | None = None
    stylesheets: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    order: int = 100
    stays_apart: LazyString | str | None = None
    """Why topics of this kind are not merged into others, said to who would; without it they are."""
    asks_itself: LazyString | str | None = None
    """Why nobody puts a poll into topics of this kind by hand, said to who would; without it people do."""
    settled: Callable[[int], str | None] | None = None
    """Asked for a poll by its number: why it is not asked anew any more; None where it may be."""
    page: Callable[[int], str] | None = None
    """Where a topic of this kind is looked after, if not where its posts stand."""


Source = Callable[[], Sequence[TopicKind]]


class KindRegistry(Registry[TopicKind]):
    """Kinds that rooms bring, and those that a community defines for itself while it runs."""

    _sources: Registry[Source] = Registry("sources of topic kinds")

    def add_source(self, app: Flask, name: str, source: Source) -> None:
        """Have `source` asked for kinds that the community has defined; it answers from memory."""
        self._sources.add(app, name, source)

    def get(self, key: str) -> TopicKind | None:
        """Return the kind under `key`, or None."""
        return super().get(key) or next((kind for kind in self._defined() if kind.key == key), None)

    def __iter__(self) -> Iterator[TopicKind]:
        yield from super().__iter__()
        yield from self._defined()

    def _defined(self) -> list[TopicKind]:
        return [kind for source in self._sources for kind in source()]


kinds = KindRegistry("topic kinds")


def kinds_in_order() -> list[TopicKind]:
    """Return every kind, in the order in which people choose among them."""
    return sorted(kinds, key=lambda kind: kind.order)
