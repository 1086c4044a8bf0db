"""What moderation tells people: the author of what was hidden, and whoever reported it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.notices import NoticeKind, Receiver, register_notice_kind


def _the_one(payload: dict[str, Any]) -> Iterable[Receiver]:
    """The member that the act names, if there is one."""
    if payload.get("member_id") is not None:
        yield Receiver(
            payload["member_id"], {"reason": payload.get("reason"), "upheld": payload.get("upheld")}
        )


KINDS = (
    NoticeKind(
        "post-hidden",
        _l("A post of yours was hidden"),
        _l("Your post in “%(title)s” was hidden by moderation. Reason: %(reason)s."),
        _the_one,
        hint=_l("You are always told of this."),
        icon="hide",
        mandatory=True,
        order=200,
    ),
    NoticeKind(
        "post-unhidden",
        _l("A hidden post of yours is shown again"),
        _l("Your post in “%(title)s” is shown again."),
        _the_one,
        icon="eye",
        mandatory=True,
        order=201,
    ),
    NoticeKind(
        "post-blacked-out",
        _l("A passage of yours was blacked out"),
        _l("A passage of your post in “%(title)s” was blacked out by moderation."),
        _the_one,
        icon="hide",
        mandatory=True,
        order=202,
    ),
    NoticeKind(
        "report-decided",
        _l("Something you reported was decided"),
        _l("A moderator looked at what you reported. Thank you for helping."),
        _the_one,
        icon="flag",
        mail=False,
        order=210,
    ),
)


def init_app(app: Flask) -> None:
    """Enter the kinds."""
    for kind in KINDS:
        register_notice_kind(app, kind)
