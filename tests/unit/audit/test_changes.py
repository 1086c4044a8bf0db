"""What an act changed: only what differs is kept."""

from __future__ import annotations

import pytest

from forum.audit.changes import Facts, changed


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ({"name": "a", "is_on": True}, {"name": "b", "is_on": True}, ({"name": "a"}, {"name": "b"})),
        ({}, {"name": "a", "hint": "", "words": []}, ({"name": None}, {"name": "a"})),
        ({"name": "a"}, {}, ({"name": "a"}, {"name": None})),
        ({"is_on": True}, {"is_on": False}, ({"is_on": True}, {"is_on": False})),
        ({"minutes": 0}, {"minutes": 5}, ({"minutes": 0}, {"minutes": 5})),
    ],
)
def test_only_what_differs_is_kept(before: Facts, after: Facts, kept: tuple[Facts, Facts]) -> None:
    assert changed(before, after) == {"before": kept[0], "after": kept[1]}


def test_where_nothing_differs_there_is_nothing_to_say() -> None:
    assert changed({"name": "a", "hint": ""}, {"name": "a", "hint": None}) == {}
