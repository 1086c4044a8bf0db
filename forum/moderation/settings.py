"""What the brand decides about moderation: who looks a second time, and who keeps evidence."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Invalid
from forum.core.settings import Setting, get_setting, register_setting

OUTSIDER = "moderation.outsider"
KEEPERS = "moderation.evidence_keepers"
SEPARATORS = re.compile(r"[\s,;]+")


def outsider() -> str | None:
    """Return the handle of the member who is no moderator and may decide as the second person, if one was named."""
    return get_setting(OUTSIDER) or None


def evidence_keepers() -> frozenset[str]:
    """Return the handles of those who may open what was locked as evidence, beside administrators."""
    return frozenset(str(get_setting(KEEPERS)).split())


def _one_handle(value: Any) -> str:
    handles = _handles(value)
    if len(handles) > 1:
        raise Invalid(_("Name one member only."), field=OUTSIDER)
    return handles[0] if handles else ""


def _many_handles(value: Any) -> str:
    return " ".join(_handles(value))


def _handles(value: Any) -> list[str]:
    typed = [word.removeprefix("@") for word in SEPARATORS.split(str(value or "")) if word.strip("@")]
    wanted = list(dict.fromkeys(typed))
    known = set(db.session.scalars(select(Member.handle).where(Member.handle.in_(wanted), Member.active)))
    for handle in wanted:
        if handle not in known:
            raise Invalid(_("There is no member @%(handle)s.", handle=handle))
    return wanted


def init_app(app: Flask) -> None:
    """Enter the settings."""
    register_setting(
        app,
        Setting(
            OUTSIDER,
            "text",
            "",
            _l("Outsider for second decisions"),
            _l(
                "The @name of a member who does not moderate. They may decide about objections and purging where "
                "one person moderates alone."
            ),
            group="legal",
            check=_one_handle,
        ),
    )
    register_setting(
        app,
        Setting(
            KEEPERS,
            "text",
            "",
            _l("Keepers of evidence"),
            _l(
                "The @names of members who may open what was locked as evidence, beside administrators. Every look "
                "is recorded."
            ),
            group="legal",
            check=_many_handles,
        ),
    )
