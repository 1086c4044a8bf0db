"""Moments as the publishing pages print them, in the reader's time zone and language."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_time


def hour(moment: datetime) -> str:
    """Return the hour of a moment."""
    return str(format_time(moment, "short"))


def long_day(day: date) -> str:
    """Return a day with its weekday."""
    return str(format_date(day, "EEEE, d MMMM"))


def short_day(day: date) -> str:
    """Return a day in figures."""
    return f"{day.day}.{day.month}."


def moment(at: datetime) -> str:
    """Return day and hour; `at` is in the reader's time zone already."""
    return str(format_datetime(at, "EEEE, d MMMM y, HH:mm", rebase=False))


def init_app(app: Flask) -> None:
    """Let templates print them."""
    for printed in (hour, long_day, short_day, moment):
        app.add_template_filter(printed)
