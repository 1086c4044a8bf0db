"""What needs a human being. Rooms say what waits and what can be done about it; one room keeps the queue of it all.

A room enters a `QueueSource` at start. When something of it needs a human, the room says so by `ask_for_human`
**inside the transaction of what causes it**, and by `needs_nobody` when it was settled elsewhere. Both are events that
the keeper of the queue listens to, so the queue is never behind; without a keeper nothing happens.

    register_source(app, QueueSource("report", _l("Reports"), "flag", load=load_reports, answered=decide_reports))
    ask_for_human("report", report.id, about=Thing.post(post.id), now=now, weight=reliability, by_id=reporter_id)
    needs_nobody("report", [report.id], now=now)

`reference` is the source's own number: of a report, of an objection, of the post itself where there is nothing else.
A source asks once for each reference; asking again while it waits changes nothing. What several sources say *about*
the same thing stands in one row of the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString

from forum.core import events
from forum.core.policy import Actor, Viewer
from forum.core.registries import Registry


class AnswerKind(IntEnum):
    """The five proportionate answers to a post, by the key that gives them."""

    REMOVE = 1
    IGNORE = 2
    LIKE = 3
    VALUE = 4
    PERSONALISE = 5


FIVE = frozenset(AnswerKind)
POST = "post"
MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about. One thing has one row in the queue, whatever is said about it.

    `kind` is `POST`, `MEMBER` or a word of the source's own (at most 20 letters: "poll", "ring").
    """

    kind: str
    id: int

    @classmethod
    def post(cls, post_id: int) -> Thing:
        """Return the post `post_id`."""
        return cls(POST, post_id)

    @classmethod
    def member(cls, member_id: int) -> Thing:
        """Return the member `member_id`."""
        return cls(MEMBER, member_id)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the queue shows of one reference, in the viewer's language.

    `sentence` says in a few words what is the matter ("Reported as off topic by Chloé"), `note` is what somebody
    wrote, `weighed` how far it can be trusted ("2 of 3 reports by her were upheld"), `href` where more of it stands,
    `name` what it is called when it is about neither a post nor a member.
    """

    sentence: str
    note: str = ""
    weighed: str = ""
    href: str = ""
    name: str = ""


@dataclass(frozen=True)
class QueueAct:
    """Something that can be done about a reference besides the five answers: approve what is held, decide an objection.

    `follows` says before it is done what will follow. Either it has a page of its own at `address(reference)`, or it
    is done at once by `perform(reference, actor, now, sentence)`, inside the caller's transaction; `undo`, of the same
    shape, takes it back. `perform` raises `Invalid` when it is too late, and `NotAllowed` for those who may not. One
    that is performed settles its reference; one with a page settles it by `needs_nobody` when it is done there.
    """

    key: str
    name: LazyString
    follows: LazyString
    icon: str = "check"
    address: Callable[[int], str] | None = None
    perform: Callable[[int, Actor, datetime, str], None] | None = None
    undo: Callable[[int, Actor, datetime, str], None] | None = None
    asks_why: bool = False


Loader = Callable[[Viewer, Sequence[int]], Mapping[int, Shown]]
Answered = Callable[[AnswerKind, Sequence[int], Actor, datetime], None]
Reopened = Callable[[Sequence[int], Actor, datetime], None]


@dataclass(frozen=True)
class QueueSource:
    """One kind of thing that needs a human.

    Args:
        key: never renamed, at most 30 letters; it stands in rows and addresses.
        name: what the filter is called, in the plural: "Reports".
        icon: of the drawn set.
        load: for a viewer and references, what to show of each, in a fixed number of statements.
        settled_by: which of the five answers, given to the post, settle it. None where it wants an act of its own.
        answered: called within the transaction in which one of those was given; here a report is declined, say.
        reopened: called within the transaction in which that answer was taken back, and it waits again.
        acts: what else can be done.
        hours: in how many hours it wants a human; None where the brand's target for the queue holds.
    """

    key: str
    name: LazyString
    icon: str
    load: Loader
    settled_by: frozenset[AnswerKind] = FIVE
    answered: Answered | None = None
    reopened: Reopened | None = None
    acts: tuple[QueueAct, ...] = ()
    hours: Callable[[], float] | None = None
    order: int = 100


sources: Registry[QueueSource] = Registry("queue sources")


def register_source(app: Flask, source: QueueSource) -> None:
    """Enter `source`."""
    sources.add(app, source.key, source)


def sources_in_order() -> list[QueueSource]:
    """Return every source, in the order of the filters."""
    return sorted(sources, key=lambda source: source.order)


@dataclass(frozen=True)
class HumanNeeded:
    """A source asks for a human. Fields as in `ask_for_human`."""

    source: str
    reference: int
    about: Thing
    at: datetime
    weight: float = 1.0
    by_id: int | None = None
    not_before: datetime | None = None
    details: Mapping[str, Any] | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class NobodyNeeded:
    """What a source asked for was settled elsewhere."""

    source: str
    references: tuple[int, ...]
    at: datetime


def ask_for_human(
    source: str,
    reference: int,
    *,
    about: Thing,
    now: datetime,
    weight: float = 1.0,
    by_id: int | None = None,
    not_before: datetime | None = None,
    details: Mapping[str, Any] | None = None,
    since: datetime | None = None,
) -> None:
    """Put `reference` of `source` into the queue, within the present transaction.

    `weight` says how much it counts beside others (0 to 10; 1 is usual); `by_id` is the member who asks; with
    `not_before` it sleeps until then; `details` are ready for JSON and hold no text that may have to be forgotten;
    `since` is when it began to wait, where that was before now.

    Raises:
        KeyError: when nobody entered the source.
    """
    sources[source]
    events.record(HumanNeeded(source, reference, about, now, weight, by_id, not_before, details, since))


def needs_nobody(source: str, references: Sequence[int], *, now: datetime) -> None:
    """Take `references` of `source` out of the queue, within the present transaction; harmless where none waits."""
    if references:
        events.record(NobodyNeeded(source, tuple(references), now))
