"""What tests of polls have in common: the hour in which the cast votes, and an author who may ask."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forum.core.clock import SystemClock
from tests.integration.polls.ballots import LATER, trust


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be an hour after polls were opened."""
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


@pytest.fixture
def alice_is_trusted(cast: SimpleNamespace) -> None:
    """Let alice put polls into topics of hers."""
    trust(cast.viewer("alice"))
