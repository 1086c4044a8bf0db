"""Telling members what happened. Rooms register the kinds of notice they give; the room `notifications` delivers.

A listener calls `notify` inside the transaction of the event. Who receives, whether they want it and whether they may
read what it speaks of is decided later, off the request, at the moment of delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from sqlalchemy import Select

from forum.core import outbox
from forum.core.policy import Viewer
from forum.core.registries import Registry

FAN_OUT = "notifications.fan_out"


class Pace(StrEnum):
    """How mail of one kind comes: each by itself, gathered once a day or once a week, or not at all."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


Members = Select[int]
"""A statement of members' numbers, each once: who is to be told where they may be many."""


@dataclass(frozen=True)
class Receiver:
    """One member to be told. `data` is for the kind's own words."""

    member_id: int
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice.

    `label` and `hint` stand in the member's choices. `receivers(payload)` answers who is to be told, from the payload
    that was given to `notify`; it runs in the worker. Where they may be many it answers a statement of their numbers,
    which is read in portions, and `data(payload)` is what all of them are told.
    `sentence` and `bundled` are the words, with %(actor)s, %(title)s and %(others)s (how many more) to be filled in;
    a `bundled` kind joins unread notices of one subject into one.
    `fill(data)` gives the words for further holes in the sentence, made when it is read, in the reader's language;
    `address(data)` says where the notice leads when it is about no post.
    `mail`, `page` and `push` are the defaults of the channels, `pace` is how mail comes by default; a `mandatory` kind
    cannot be switched off, but for `push`, which goes to the devices that a member names. Of one `family` of kinds, a
    member is told at most once about the same post, and may choose otherwise for one topic. A room that sends the mail
    of a kind itself says `own_mail`. Where not every member can get a kind, `reaches(viewer)` says who can: it stands
    in nobody else's choices.
    """

    key: str
    label: LazyString
    sentence: LazyString
    receivers: Callable[[dict[str, Any]], Iterable[Receiver] | Members]
    hint: LazyString | str = ""
    bundled: LazyString | None = None
    icon: str = "bell"
    page: bool = True
    mail: bool = True
    push: bool = False
    pace: Pace = Pace.AT_ONCE
    mandatory: bool = False
    own_mail: bool = False
    family: str | None = None
    order: int = 100
    fill: Callable[[Mapping[str, Any]], Mapping[str, str]] | None = None
    address: Callable[[Mapping[str, Any]], str] | None = None
    data: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None
    reaches: Callable[[Viewer], bool] = lambda viewer: True

    @property
    def default_pace(self) -> Pace:
        """How mail of this kind comes to those who have chosen nothing."""
        return self.pace if self.mail else Pace.NONE


notice_kinds: Registry[NoticeKind] = Registry("notice kinds")


def register_notice_kind(app: Flask, kind: NoticeKind) -> None:
    """Enter `kind`."""
    notice_kinds.add(app, kind.key, kind)


def notify(
    kind: str,
    *,
    actor_id: int | None = None,
    topic_id: int | None = None,
    post_id: int | None = None,
    **payload: Any,
) -> None:
    """Have those concerned told of what happens in the present transaction; nothing is told if it is undone.

    The same without further payload, while it waits, is told once: a like that is given, taken back and given again.
    """
    subject = {"kind": kind, "actor_id": actor_id, "topic_id": topic_id, "post_id": post_id}
    key = None if payload else f"{kind}:{topic_id}:{post_id}:{actor_id}"
    outbox.enqueue(FAN_OUT, {**payload, **subject}, key=key)
