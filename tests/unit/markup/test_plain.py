"""Extracts read well and never run on."""

from __future__ import annotations

import pytest

from forum.core.markup.plain import excerpt


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("short", 20, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("Butter the tin, then bake.", 16, "Butter the tin…"),
        ("Butter the tin", 12, "Butter the…"),
        ("one\n\n two", 20, "one two"),
        ("Donaudampfschiff", 6, "Donau…"),
        ("a Donaudampfschiff", 8, "a Donau…"),
        ("", 10, ""),
        ("a b", 2, "a…"),
    ],
)
def test_an_extract_ends_between_words(text: str, length: int, expected: str) -> None:
    assert excerpt(text, length) == expected
    assert len(excerpt(text, length)) <= length
