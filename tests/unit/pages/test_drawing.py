"""Pictures made from the brand's face."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from forum.pages.drawing import Card, card, icon
from forum.pages.palette import SHIPPED, by_day

DAY = by_day(SHIPPED)


@pytest.mark.parametrize("title", ["Brownies", "Łódź, œuf, ß " * 20, "x" * 400, "点心", ""])
def test_a_card_is_drawn_for_any_title(title: str) -> None:
    drawn = Image.open(BytesIO(card(Card(title, "Question", "Potluck", DAY))))
    assert (drawn.size, drawn.format) == ((1200, 630), "PNG")


def test_another_title_gives_another_card() -> None:
    assert card(Card("Brownies", "", "Potluck", DAY)) != card(Card("Truffles", "", "Potluck", DAY))


@pytest.mark.parametrize("side", [32, 512])
def test_an_icon_without_a_picture_is_a_letter_on_the_accent(side: int) -> None:
    drawn = Image.open(BytesIO(icon(None, "M", DAY, side))).convert("RGB")
    assert drawn.size == (side, side)
    assert drawn.getpixel((0, 0)) == (0xB0, 0x34, 0x1A)
    assert len(set(drawn.get_flattened_data())) > 2


def test_a_masked_icon_keeps_the_edge_free() -> None:
    black = BytesIO()
    Image.new("RGB", (64, 64)).save(black, "PNG")
    drawn = Image.open(BytesIO(icon(black.getvalue(), "M", DAY, 100, masked=True))).convert("RGB")
    assert drawn.getpixel((5, 50)) == (0xFF, 0xFC, 0xF6)
    assert drawn.getpixel((50, 50)) == (0, 0, 0)
