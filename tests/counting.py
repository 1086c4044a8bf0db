"""Counters and references as `flask forum check` sees them."""

from __future__ import annotations

from forum.core.check import broken_references, differing_counts
from forum.core.counters import counters
from forum.core.database import db


def assert_all_counters_are_right() -> None:
    """Fail with one line for each counter or reference that is wrong."""
    db.session.rollback()
    assert [line for counter in counters for line in differing_counts(counter)] + list(
        broken_references()
    ) == []
