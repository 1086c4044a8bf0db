"""What publishing tells people: those whose word is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.notices import NoticeKind, Receiver, register_notice_kind

APPROVAL_NOTICE = "approval"


def _asked(payload: dict[str, Any]) -> Iterable[Receiver]:
    told = {"publication_id": payload["publication_id"], "announcement": payload["title"]}
    yield from (Receiver(member_id, told) for member_id in payload["members"])


def _words(data: Mapping[str, Any]) -> Mapping[str, str]:
    return {"announcement": str(data.get("announcement", ""))}


APPROVAL = NoticeKind(
    APPROVAL_NOTICE,
    _l("Somebody asks you to agree to an announcement"),
    _l("%(actor)s asks for your word on “%(announcement)s”."),
    _asked,
    hint=_l("Only for those who speak for the brand."),
    icon="announcement",
    push=True,
    order=95,
    fill=_words,
    address=lambda data: f"/editorial/{data['publication_id']}",
)


def init_app(app: Flask) -> None:
    """Enter the kind."""
    register_notice_kind(app, APPROVAL)
