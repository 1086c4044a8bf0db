"""Kinds of topic. Everything members make is a topic with posts; a kind says what is particular to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel.speaklater import LazyString

from forum.core.policy import Permission
from forum.core.registries import Registry


@dataclass(frozen=True)
class TopicKind:
    """What is particular to one kind of topic.

    `name` is the kind's name and `start` the words of the button that begins one. `permission` is what its author
    must hold. `detail_template` stands above the first post. `search_text(topic_id)` adds words to the search
    document. `structured_data(page)` gives the schema.org description of a topic's page.
    """

    key: str
    name: LazyString
    start: LazyString
    icon: str
    permission: Permission = Permission.POST
    detail_template: str | None = None
    search_text: Callable[[int], str] | None = None
    structured_data: Callable[[Any], Mapping[str, Any]] | None = None
    order: int = 100


kinds: Registry[TopicKind] = Registry("topic kinds")


def kinds_in_order() -> list[TopicKind]:
    """Return every registered kind, in the order in which people choose among them."""
    return sorted(kinds, key=lambda kind: kind.order)
