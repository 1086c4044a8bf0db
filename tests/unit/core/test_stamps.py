"""A form's stamp says when it was made, to whom it was shown, and nothing that somebody else wrote into it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from forum.core.stamps import make_stamp, stamped_at
from forum.discussions.models.post import ONCE_LENGTH

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def house() -> object:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "of this house"
    with app.app_context():
        yield


def test_it_says_when_and_to_whom_and_is_never_the_same() -> None:
    stamp = make_stamp(7, now=NOON)
    assert stamped_at(stamp, 7) == NOON
    assert stamped_at(stamp, 8) is None and stamped_at(stamp, None) is None
    assert stamp != make_stamp(7, now=NOON) and len(stamp) <= ONCE_LENGTH


def test_no_other_moment_can_be_written_into_it() -> None:
    stamp = make_stamp(7, now=NOON)
    earlier = make_stamp(7, now=NOON - timedelta(hours=1))[:8] + stamp[8:]
    for typed in (earlier, stamp[:-1], stamp + "A", "", ".", "..", "é.é.é", "0" * 40):
        assert stamped_at(typed, 7) is None


def test_another_house_does_not_know_it() -> None:
    stamp = make_stamp(7, now=NOON)
    other = Flask(__name__)
    other.config["SECRET_KEY"] = "of another house"
    with other.app_context():
        assert stamped_at(stamp, 7) is None
