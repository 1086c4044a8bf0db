"""What badges tell people: that they earned one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.badges.telling import NOTICE
from forum.core.i18n import localized
from forum.core.notices import NoticeKind, Receiver, register_notice_kind

STARS = ("", "★", "★★", "★★★")


def badge_name(data: Mapping[str, Any]) -> str:
    """Return the name of a badge, with its stars where it has several levels."""
    name = localized(data.get("names", {}))
    return f"{name} {STARS[data.get('level', 0)]}" if data.get("levels", 1) > 1 else name


def _earners(payload: dict[str, Any]) -> Iterable[Receiver]:
    data = {name: payload[name] for name in ("rule_id", "level", "levels", "names")}
    earlier = [payload["member_id"]] if "member_id" in payload else []  # written down by an earlier version
    return [Receiver(member_id, data) for member_id in payload.get("member_ids", earlier)]


BADGE = NoticeKind(
    NOTICE,
    _l("You earn a badge"),
    _l("You have earned the badge “%(badge)s”."),
    _earners,
    icon="medal",
    order=65,
    fill=lambda data: {"badge": badge_name(data)},
    address=lambda data: url_for("badges.badge", rule_id=data["rule_id"]),
)


def init_app(app: Flask) -> None:
    """Enter the kind."""
    register_notice_kind(app, BADGE)
