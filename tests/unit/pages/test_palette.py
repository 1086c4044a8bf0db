"""The brand's colours: what reads too faintly is refused, and the nearest that passes is offered."""

from __future__ import annotations

import random

import pytest

from forum.pages.colours import contrast, distance, is_colour, lch, mix
from forum.pages.palette import (
    SHIPPED,
    SHIPPED_NIGHT,
    Colours,
    by_day,
    by_night,
    faint_colours,
    nearest_readable,
    pairs,
)


def weakest(scheme: object, *, night: bool = False) -> float:
    return min(contrast(*pair) for made in pairs(scheme, night=night).values() for pair in made)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)


def test_colours_are_mixed_as_browsers_do() -> None:
    assert mix("#ffffff", 0.5, "#000000") == "#636363"


@pytest.mark.parametrize("text", ["red", "#fff", "#12345G", "#123456;}", "", "#1234567"])
def test_only_plain_colours_are_colours(text: str) -> None:
    assert not is_colour(text)


def test_the_shipped_colours_read_well_by_day_and_by_night() -> None:
    assert faint_colours(SHIPPED) == []
    assert min(weakest(by_day(SHIPPED)), weakest(SHIPPED_NIGHT, night=True)) >= 4.5


def test_a_faint_accent_is_offered_darker_in_its_own_hue() -> None:
    (faint,) = faint_colours(Colours(accent="#ff8800"))
    assert faint.name == "accent"
    assert faint.contrast < 4.5
    assert lch(faint.offered).hue == pytest.approx(lch("#ff8800").hue, abs=0.03)
    assert weakest(by_day(Colours(accent=faint.offered))) >= 4.5


def test_the_offer_is_the_nearest_of_its_hue() -> None:
    (faint,) = faint_colours(Colours(accent="#ff8800"))
    nearer = mix("#ff8800", 0.04, faint.offered)
    assert distance("#ff8800", nearer) < distance("#ff8800", faint.offered)
    assert faint_colours(Colours(accent=nearer))


def test_whatever_a_brand_chooses_the_offer_reads_everywhere() -> None:
    chance = random.Random(6)
    for _ in range(40):
        chosen = Colours(*(f"#{chance.randrange(1 << 24):06x}" for _ in range(3)))
        offered = nearest_readable(chosen)
        assert nearest_readable(offered) == offered, chosen
        assert weakest(by_day(offered)) >= 4.5, chosen
        assert weakest(by_night(offered), night=True) >= 4.5, chosen
