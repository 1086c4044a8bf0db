"""What this room tells people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.database import db
from forum.core.notices import NoticeKind, Receiver, register_notice_kind
from forum.gatekeeping.models import Cause
from forum.gatekeeping.operations.causes import SOLVED
from forum.gatekeeping.operations.checks import RELEASED
from forum.gatekeeping.queries.cause_answers import still_to_tell


def _the_one(payload: dict[str, Any]) -> Iterable[Receiver]:
    if payload.get("member_id") is not None:
        yield Receiver(payload["member_id"])


def _authors(payload: dict[str, Any]) -> Iterable[Receiver]:
    cause = db.session.get(Cause, payload["cause_id"])
    if cause is None:
        return
    for member_id, reply_id in still_to_tell(cause.id).items():
        yield Receiver(member_id, {"cause_id": cause.id, "cause": cause.title, "reply_id": reply_id})


def _answer_to_read(data: Mapping[str, Any]) -> str:
    """Return where the answer stands: in public below what somebody wrote, or on its own page."""
    return f"/posts/{data['reply_id']}" if data.get("reply_id") else f"/causes/{data['cause_id']}"


def _named(data: Mapping[str, Any]) -> Mapping[str, str]:
    return {"cause": str(data.get("cause", ""))}


KINDS = (
    NoticeKind(
        RELEASED,
        _l("A post of yours that waited is published"),
        _l("Your post in “%(title)s” is published now."),
        _the_one,
        icon="check",
        order=203,
    ),
    NoticeKind(
        SOLVED,
        _l("Something you wrote about is solved"),
        _l("“%(cause)s”, which you wrote about, is solved. Read our answer."),
        _authors,
        icon="check-circle",
        mandatory=True,
        order=204,
        fill=_named,
        address=_answer_to_read,
    ),
)


def init_app(app: Flask) -> None:
    """Enter the kinds."""
    for kind in KINDS:
        register_notice_kind(app, kind)
