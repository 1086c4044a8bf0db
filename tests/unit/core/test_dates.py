"""Dates as pages print them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from forum.core.dates import day, iso

LATE = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)


def written(language: str, zone: str = "UTC") -> str:
    app = Flask("house")
    Babel(app, locale_selector=lambda: language, timezone_selector=lambda: zone)
    with app.test_request_context():
        return day(LATE)


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "May 3, 2026"), ("fr", "3 mai 2026"), ("de", "03.05.2026")]
)
def test_a_day_is_written_as_the_language_writes_it(language: str, expected: str) -> None:
    assert written(language) == expected


def test_a_day_is_the_day_where_the_reader_is() -> None:
    assert written("de", "Europe/Berlin") == "04.05.2026"


def test_machines_read_the_exact_moment() -> None:
    assert iso(LATE) == "2026-05-03T23:30:00+00:00"
