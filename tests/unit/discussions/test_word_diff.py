"""What changed, word by word."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, strategies as st

from forum.discussions.word_diff import Part, word_diff


def test_single_words_are_told_apart() -> None:
    assert word_diff("Boil for ten minutes", "Boil for eight minutes") == [
        Part("same", "Boil for "),
        Part("removed", "ten"),
        Part("added", "eight"),
        Part("same", " minutes"),
    ]


def test_nothing_changed_is_one_part() -> None:
    assert word_diff("Same\nwords", "Same\nwords") == [Part("same", "Same\nwords")]


@given(st.text(alphabet="ab \n.é"), st.text(alphabet="ab \n.é"))
def test_the_parts_make_up_both_texts(before: str, after: str) -> None:
    parts = word_diff(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after


@pytest.mark.parametrize("unit", ["a ", "a", "\n", "ab\n", "u{n}\na b a b a b b a "])
def test_the_longest_texts_are_compared_quickly(unit: str) -> None:
    chance = random.Random(7)
    texts = [
        "".join(unit.format(n=n) if chance.random() < 0.9 else "x " for n in range(50_000))[:50_000]
        for _ in "12"
    ]
    begun = time.perf_counter()
    word_diff(*texts)
    assert time.perf_counter() - begun < 1
