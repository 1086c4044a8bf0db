"""What the desk tells members: that the brand values a post of theirs, and that the team wrote to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core import events
from forum.core.i18n import localized
from forum.core.notices import NoticeKind, Receiver, notify, register_notice_kind
from forum.desk.events import PostValued, TeamWrote
from forum.desk.queries.pictures import mark_on

VALUED = "post-valued"
WROTE = "team-wrote"


def _member(payload: dict[str, Any]) -> Iterable[Receiver]:
    yield Receiver(payload["member_id"], {"talk_id": payload.get("talk_id")})


def _author(payload: dict[str, Any]) -> Iterable[Receiver]:
    yield Receiver(payload["member_id"], mark_on(payload["post_id"]))


def _mark(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what stood beside the words, with a space before it: an emoji, or what the picture shows."""
    mark = data.get("emoji") or (f"[{localized(data['alts'])}]" if data.get("alts") else "")
    return {"mark": f" {mark}" if mark else ""}


KINDS = (
    NoticeKind(
        VALUED,
        _l("The brand values a post of yours"),
        _l("%(actor)s values your post in “%(title)s” in the name of the brand.%(mark)s"),
        _author,
        icon="star",
        order=20,
        fill=_mark,
    ),
    NoticeKind(
        WROTE,
        _l("The team writes to you in private"),
        _l("%(actor)s from the team wrote to you in private."),
        _member,
        icon="mail",
        mandatory=True,
        order=21,
        address=lambda data: f"/conversations/{data['talk_id']}",
    ),
)


def _tell_author(event: PostValued) -> None:
    if not event.silent and event.author_id is not None:
        notify(
            VALUED,
            actor_id=event.actor_id,
            topic_id=event.topic_id,
            post_id=event.post_id,
            member_id=event.author_id,
        )


def _tell_member(event: TeamWrote) -> None:
    if not event.silent:
        notify(WROTE, actor_id=event.actor_id, member_id=event.member_id, talk_id=event.talk_id)


def init_app(app: Flask) -> None:
    """Enter the kinds and listen."""
    for kind in KINDS:
        register_notice_kind(app, kind)
    events.listen(app, PostValued, _tell_author)
    events.listen(app, TeamWrote, _tell_member)
