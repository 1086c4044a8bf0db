"""What a brand decides about joining."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.policy import Invalid
from forum.core.settings import Setting, register_setting, settings
from forum.core.site import site_names

OPEN = "open"
INVITATION = "invitation"
CLOSED = "closed"
LOWEST_AGE, HIGHEST_AGE = 13, 99


def _an_age(value: Any) -> int:
    try:
        age = int(value)
    except (TypeError, ValueError):
        age = 0
    if not LOWEST_AGE <= age <= HIGHEST_AGE:
        raise Invalid(
            _("Please take a whole number from %(low)s to %(high)s.", low=LOWEST_AGE, high=HIGHEST_AGE),
            field="accounts.minimum_age",
        )
    return age


def brand_names() -> list[str]:
    """Return the names under which the brand is known, which nobody else may take."""
    return sorted(site_names()) if settings.get("site.name") else []


def init_app(app: Flask) -> None:
    """Register the settings of this room."""
    register_setting(
        app,
        Setting(
            "accounts.sign_up_mode",
            "choice",
            OPEN,
            _l("Who may join"),
            _l("Open: everybody. Invitation: whoever has a link from you. Closed: nobody new."),
            group="members",
            choices=((OPEN, _l("Everybody")), (INVITATION, _l("By invitation")), (CLOSED, _l("Nobody new"))),
        ),
    )
    register_setting(
        app,
        Setting(
            "site.members_only",
            "switch",
            False,
            _l("For members only"),
            _l("Guests see the sign-in page and nothing else."),
            group="members",
        ),
    )
    register_setting(
        app,
        Setting(
            "accounts.minimum_age",
            "number",
            16,
            _l("Lowest age"),
            _l(
                "Whoever joins says that they are at least this old. Only the yes is kept, never a date of birth."
            ),
            group="members",
            check=_an_age,
        ),
    )
    register_setting(
        app,
        Setting(
            "accounts.charter_version",
            "number",
            1,
            _l("Edition of charter and privacy notice"),
            _l("Kept with each consent. Raise it when the texts change in substance."),
            group="members",
        ),
    )
