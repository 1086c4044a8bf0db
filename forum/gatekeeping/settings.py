"""What a brand decides about who may publish what, when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.core.policy import Invalid
from forum.core.settings import Setting, get_setting, register_setting

SPAM_HOLDS = "gatekeeping.spam_holds"
KNOWN_DAYS, KNOWN_READ = "gatekeeping.known_days", "gatekeeping.known_read"
TRUSTED_DAYS, TRUSTED_READ = "gatekeeping.trusted_days", "gatekeeping.trusted_read"
TRUSTED_LIKES = "gatekeeping.trusted_likes"


def number(key: str) -> int:
    """Return a setting of this room as a whole number."""
    return int(get_setting(key))


def _between(low: int, high: int, key: str) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        try:
            chosen = int(value)
        except (TypeError, ValueError):
            chosen = low - 1
        if not low <= chosen <= high:
            raise Invalid(
                _("Please take a whole number from %(low)s to %(high)s.", low=low, high=high), field=key
            )
        return chosen

    return check


def _number(key: str, default: int, low: int, high: int, label: LazyString, effect: LazyString) -> Setting:
    return Setting(key, "number", default, label, effect, group="members", check=_between(low, high, key))


SETTINGS = (
    _number(
        SPAM_HOLDS,
        90,
        50,
        100,
        _l("Spam check: hold from"),
        _l("A post by somebody new waits for a moderator when the check is at least so sure, in percent."),
    ),
    _number(
        KNOWN_DAYS,
        1,
        0,
        365,
        _l("Known after days"),
        _l("So many days after joining, members are no longer new, if they have also read enough."),
    ),
    _number(
        KNOWN_READ,
        10,
        0,
        10_000,
        _l("Known after posts read"),
        _l("So many posts somebody has read who is no longer new."),
    ),
    _number(
        TRUSTED_DAYS,
        30,
        0,
        3_650,
        _l("Trusted after days"),
        _l("So many days after joining, members can be trusted with more."),
    ),
    _number(
        TRUSTED_READ,
        200,
        0,
        100_000,
        _l("Trusted after posts read"),
        _l("So many posts somebody has read who is trusted with more."),
    ),
    _number(
        TRUSTED_LIKES,
        10,
        0,
        10_000,
        _l("Trusted after likes received"),
        _l("So many likes somebody has received who is trusted with more."),
    ),
)


def init_app(app: Flask) -> None:
    """Enter the settings."""
    for setting in SETTINGS:
        register_setting(app, setting)
