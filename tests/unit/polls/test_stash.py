"""What a guest marked waits for them an hour, also where the clock goes back meanwhile."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response
from itsdangerous import TimestampSigner

from forum.polls.stash import keep_for_later, kept_marks

SHEET: Any = SimpleNamespace(id=7)


@pytest.mark.parametrize(("moved", "found"), [(0, {"q1": ["3"]}), (-7_200, {"q1": ["3"]}), (3_700, None)])
def test_marks_wait_an_hour_whatever_the_clock_does(
    monkeypatch: pytest.MonkeyPatch, moved: int, found: dict[str, list[str]] | None
) -> None:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="pepper", SECURE=False)
    response = Response()
    with app.test_request_context():
        keep_for_later(response, SHEET, {"q1": ["3"], "page": ["2"]})
    there = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: there(self) + moved)
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    with app.test_request_context(headers={"Cookie": cookie}):
        assert kept_marks(SHEET) == found
