"""What can be counted about members and what they make. Rooms enter what they know to count; badges are given by it.

A metric belongs to the room whose tables it counts. It says which events may change it, and for whom, and how it is
counted exactly, for many at once. Who listens to that, and what for, the room does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from sqlalchemy import Select

from forum.core.registries import Registry

REPLY = "reply"
"""Stands, where a kind of contribution is named, for what is written below somebody else's topic."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the community is counted: all of it unless narrowed.

    `kind` is a kind of topic, whose opening posts are meant, or `REPLY`. `minimum` is for metrics that say nothing
    before they rest on so many (an average, say).
    """

    kind: str | None = None
    category_id: int | None = None
    tag_id: int | None = None
    minimum: int = 0

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing is left out."""
        return self.kind is None and self.category_id is None and self.tag_id is None

    @property
    def is_local(self) -> bool:
        """Whether it depends on where a topic stands, which the event does not tell."""
        return self.category_id is not None or self.tag_id is not None


@dataclass(frozen=True, slots=True)
class Change:
    """That a value may have changed, told by an event within its transaction.

    `subjects` are posts or members, as the metric counts them. Whoever knows the exact new value of the only subject,
    one step up or down from the last, says so by `value` and `step`, and spares others the counting; it holds for the
    whole community, and is an upper bound for a part of it. `kind` is the kind of contribution, where known.
    `can_wait` says that many act at this moment, who would be kept waiting: what follows may be done seconds later.
    """

    subjects: Sequence[int]
    at: datetime
    value: int | None = None
    step: int = 0
    kind: str | None = None
    member_id: int | None = None
    silent: bool = False
    can_wait: bool = False


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Something that a member would count, and why it does not. `name` is whose it is."""

    name: str
    title: str
    post_id: int
    why: str


Uncounting = Callable[[Scope, int, "int | None"], "list[Uncounted]"]
"""Takes a scope, a member and (or None) one contribution."""
Teller = Callable[[Any], Change | None]
Tally = Callable[[Scope, Sequence[int] | None], Select[Any]]
Moments = Callable[[Scope, Sequence[int], Sequence[int]], Select[Any]]


@dataclass(frozen=True)
class Metric:
    """Something that can be counted.

    Args:
        key: never renamed, because rules carry it.
        name: what is counted, for those who write rules.
        unit: the words for so many of it: "50 likes". Takes the number.
        per_contribution: whether it is counted for each contribution (subjects are posts) or for each member.
        events: kinds of event, and who tells what each may have changed.
        tally: for a scope and some subjects (None: all), a SELECT of `subject`, `member` and `value`; subjects without
            a row have 0. Hidden posts and former members are the metric's to leave out.
        moments: for a scope, thresholds and subjects, a SELECT of `subject`, `threshold` and `at`, the moment at which
            the value reached it, counting only what still stands. None where nothing tells.
        uncounted: answers what a member might miss in the count, and why it is left out.
        narrows: by which of kind, category and tag it can be narrowed.
        has_minimum: whether it rests on at least so many of something.
        tenths: whether values are counted in tenths, as averages are.
        needs_clock: whether it grows without an event, and has to be looked at every day.
    """

    key: str
    name: LazyString
    unit: Callable[[int], str]
    per_contribution: bool
    tally: Tally
    moments: Moments | None = None
    events: Mapping[type[Any], Teller] = field(default_factory=dict)
    narrows: frozenset[str] = frozenset({"kind", "category", "tag"})
    uncounted: Uncounting | None = None
    has_minimum: bool = False
    tenths: bool = False
    needs_clock: bool = False
    order: int = 100


metrics: Registry[Metric] = Registry("metrics")


def register_metric(app: Flask, metric: Metric) -> None:
    """Enter `metric`. Rooms do so before those that listen are built."""
    metrics.add(app, metric.key, metric)


def metrics_in_order() -> list[Metric]:
    """Return every metric, in the order in which people choose among them."""
    return sorted(metrics, key=lambda metric: metric.order)
