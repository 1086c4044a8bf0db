"""Moments as templates print them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, to_user_timezone

from forum.core.i18n import DEFAULT_LANGUAGE


def iso(moment: datetime) -> str:
    """Return `moment` for machines, to the second."""
    return moment.isoformat(timespec="seconds")


def month(moment: datetime) -> str:
    """Return the month of `moment`, which is in UTC, as the viewer's language writes it: "May"."""
    return format_date(moment.date(), "LLLL", str(get_locale() or DEFAULT_LANGUAGE))


def day(moment: datetime) -> str:
    """Return the day of `moment` where the viewer is, as their language writes it: "3 May 2026".

    Pages are kept, so they print days; the browser turns young ones into distances ("3 hours ago").
    """
    return _written(to_user_timezone(moment).date(), str(get_locale() or DEFAULT_LANGUAGE))


@lru_cache(maxsize=8192)
def _written(day: date, locale: str) -> str:
    return format_date(day, "medium", locale)


def init_app(app: Flask) -> None:
    """Let templates write `{{ moment|iso }}` and `{{ moment|day }}`."""
    app.add_template_filter(iso)
    app.add_template_filter(day)
    app.add_template_filter(month)
