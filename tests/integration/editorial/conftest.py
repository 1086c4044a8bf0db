"""The clock of these tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from forum.core.clock import SystemClock
from tests.conversations import NOON


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock."""

    def set_clock(now: datetime) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda self: now)

    set_clock(NOON)
    return set_clock
