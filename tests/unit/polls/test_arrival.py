"""When a vote arrived: before it waits for anything, and said by nobody but the house."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from config import Config
from forum.core.clock import SystemClock
from forum.core.places import Places
from forum.polls.arrival import ARRIVED, ArrivalStamp, arrived
from forum.serve import web

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_the_first_stamp_counts_and_no_header_can_set_it(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([NOON, NOON + timedelta(seconds=9)])
    monkeypatch.setattr(SystemClock, "now", lambda self: next(moments))
    app = Flask("stamped")
    app.add_url_rule("/", view_func=lambda: arrived().isoformat(), methods=["POST"])
    app.wsgi_app = ArrivalStamp(ArrivalStamp(app.wsgi_app))  # type: ignore[method-assign]
    said = app.test_client().post("/", headers={ARRIVED: "2020-01-01", "Potluck-Arrived": "2020-01-01"}).text
    assert said == NOON.isoformat()


def test_a_request_is_stamped_before_it_waits_for_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps: list[datetime] = []
    served = Flask("served")
    served.wsgi_app = lambda environ, start: stamps.append(environ[ARRIVED]) or []  # type: ignore[assignment]
    monkeypatch.setattr(web, "application", lambda: served)
    monkeypatch.setattr(web, "end_with_parent", lambda: None)
    monkeypatch.setattr(
        web, "configuration", lambda: Config.from_environ({"DATA_DIR": str(tmp_path), "THREADS": "1"})
    )
    now = [NOON]
    monkeypatch.setattr(SystemClock, "now", lambda self: now[0])
    front = web.load_application()
    places: Places = front._app._places  # type: ignore[attr-defined]
    waiting = Thread(target=lambda: list(front({"REQUEST_METHOD": "POST", "wsgi.input": None}, None)))  # type: ignore[arg-type]
    with places.inside():
        waiting.start()
        waiting.join(0.05)
        now[0] += timedelta(seconds=9)
    waiting.join(5)
    assert stamps == [NOON]
