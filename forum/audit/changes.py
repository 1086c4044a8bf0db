"""What an act changed of a thing, as the record keeps it: the parts that differ, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]
"""Parts of a thing by name, ready for JSON."""


def changed(before: Facts, after: Facts) -> dict[str, Any]:
    """Return `before` and `after` for `record_act`, only with what differs; neither where nothing does.

    A thing that is new, or taken away, has no facts on one side: there every part that says something differs.
    """
    parts = [part for part in {**before, **after} if _said(before.get(part)) != _said(after.get(part))]
    if not parts:
        return {}
    return {
        "before": {part: before.get(part) for part in parts},
        "after": {part: after.get(part) for part in parts},
    }


def _said(value: Any) -> Any:
    """Return a value so that all that says nothing is alike: no word, no number, none of several."""
    return None if value in ("", [], {}) else value
