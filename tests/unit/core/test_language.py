"""The language of a text is found where the text shows it, and left to the writer's own where it does not."""

from __future__ import annotations

import json

import pytest

from forum.core.language import detect
from tests.parts import shared_data

UNKNOWN = "unknown"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Melt the butter and stir it in.", "en"),
        ("Does anyone know why it sinks?", "en"),
        ("Faites fondre le beurre à feu doux.", "fr"),
        ("J’ai essayé hier, c’était parfait !", "fr"),
        ("Die Butter schmelzen und unterrühren.", "de"),
        ("Weiß jemand, warum er zusammenfällt?", "de"),
        ("My crème brûlée is never as good as the one they serve in Lyon", "en"),
    ],
)
def test_a_sentence_is_enough(text: str, language: str) -> None:
    assert detect(text, UNKNOWN) == language


@pytest.mark.parametrize(
    "text", ["", "👍", "Ok", "200 g", "Brownies", "https://a.example", "Спасибо большое"]
)
def test_a_word_is_not(text: str) -> None:
    assert detect(text, "de") == "de"


def test_real_recipes_are_told_apart() -> None:
    wrong = texts = 0
    for line in shared_data("recipes.jsonl").read_text("utf-8").splitlines():
        recipe = json.loads(line)
        if recipe["lang"] in ("en", "fr", "de"):
            texts += 1
            wrong += detect(" ".join(recipe["steps"])[:200], UNKNOWN) != recipe["lang"]
    assert texts > 2_000
    assert wrong / texts < 0.002
