"""What members know from elsewhere works here: CommonMark to the letter, apart from what docs/commonmark.md lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.commonmark import REASONS, differences, page
from tests.parts import shared_data

PAGE = Path(__file__).resolve().parents[3] / "docs" / "commonmark.md"


@pytest.fixture(scope="module")
def examples() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads(shared_data("commonmark.json").read_text("utf-8"))
    return loaded


def test_every_difference_from_the_specification_has_one_of_the_known_reasons(
    examples: list[dict[str, Any]],
) -> None:
    unexplained = {number for number, reason in differences(examples).items() if reason not in REASONS}
    assert len(examples) == 652
    assert unexplained == set()


def test_nothing_but_html_images_and_links_differs(examples: list[dict[str, Any]]) -> None:
    sections = {example["example"]: example["section"] for example in examples}
    untouched = {
        "Tabs",
        "Precedence",
        "Thematic breaks",
        "ATX headings",
        "Setext headings",
        "Indented code blocks",
    }
    untouched |= {"Fenced code blocks", "Paragraphs", "Blank lines", "Block quotes", "List items", "Inlines"}
    untouched |= {"Soft line breaks", "Textual content"}
    assert untouched & {sections[number] for number in differences(examples)} == set()


def test_the_page_about_commonmark_is_true(examples: list[dict[str, Any]]) -> None:
    assert PAGE.read_text("utf-8") == page(examples)
