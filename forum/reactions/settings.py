"""What a brand decides about likes."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.policy import Invalid
from forum.core.settings import Setting, register_setting

ALLOWANCE = "reactions.daily_allowance"
DEFAULT_ALLOWANCE = 100
MOST = 10_000


def _check_allowance(value: Any) -> int:
    try:
        allowance = int(value)
    except (TypeError, ValueError):
        allowance = 0
    if not 1 <= allowance <= MOST:
        raise Invalid(_("Choose a number from 1 to %(most)s.", most=MOST), field=ALLOWANCE)
    return allowance


def init_app(app: Flask) -> None:
    """Register the settings."""
    register_setting(
        app,
        Setting(
            ALLOWANCE,
            "number",
            DEFAULT_ALLOWANCE,
            _l("Likes a day that count"),
            _l("What one member likes beyond this on one day is shown, but counts for no badge."),
            "members",
            check=_check_allowance,
        ),
    )
