"""Colours as the brand chooses them and as eyes see them: OKLCH, contrast, and the nearest colour that reads.

OKLab and OKLCH: Björn Ottosson, https://bottosson.github.io/posts/oklab/. Contrast and relative luminance: WCAG 2.2,
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. Mixing is CSS `color-mix(in oklab, …)`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

READABLE = 4.5
"""The contrast of text that WCAG 2.2 asks for at level AA (1.4.3)."""
_HEX = re.compile(r"#[0-9a-f]{6}")
_STEPS, _FINER = 32, 6


class Lch(NamedTuple):
    """Lightness 0 to 1, chroma from 0, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as it is stored: `#` and six small hexadecimal digits."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lch(colour: str) -> Lch:
    """Return a colour in OKLCH."""
    lightness, a, b = _oklab(colour)
    return Lch(lightness, math.hypot(a, b), math.atan2(b, a))


def colour_of(seen: Lch) -> str:
    """Return the colour that looks like `seen`; what no screen can show gives up chroma, never lightness or hue."""
    lightness = min(1.0, max(0.0, seen.lightness))
    low, high = 0.0, seen.chroma
    if _fits(_rgb(lightness, high, seen.hue)):
        low = high
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(_rgb(lightness, middle, seen.hue)) else (low, middle)
    return _hex(_rgb(lightness, low, seen.hue))


def mix(one: str, share: float, other: str) -> str:
    """Return `share` of one colour in another, as `color-mix(in oklab, one share, other)` does."""
    mixed = [share * a + (1 - share) * b for a, b in zip(_oklab(one), _oklab(other), strict=True)]
    return _hex(_rgb(mixed[0], math.hypot(mixed[1], mixed[2]), math.atan2(mixed[2], mixed[1])))


def distance(one: str, other: str) -> float:
    """Return how different two colours look: their distance in OKLab."""
    return math.dist(_oklab(one), _oklab(other))


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """Return the colour nearest to `colour` that `passes`: its own hue, made darker or lighter as little as needed.

    None when no lightness of this hue passes.
    """
    if passes(colour):
        return colour
    found = [each for end in (0.0, 1.0) if (each := _towards(colour, end, passes))]
    return min(found, key=lambda each: distance(colour, each), default=None)


def _towards(colour: str, end: float, passes: Callable[[str], bool]) -> str | None:
    """Return the first colour that passes on the way from `colour` to the lightness `end`."""
    seen = lch(colour)

    def at(share: float) -> str:
        return colour_of(seen._replace(lightness=seen.lightness + (end - seen.lightness) * share))

    step = next((step for step in range(1, _STEPS + 1) if passes(at(step / _STEPS))), None)
    if step is None:
        return None
    low, high = (step - 1) / _STEPS, step / _STEPS
    for _ in range(_FINER):
        middle = (low + high) / 2
        low, high = (low, middle) if passes(at(middle)) else (middle, high)
    return at(high)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return _to_linear(red), _to_linear(green), _to_linear(blue)


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _from_linear(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return linear red, green and blue; outside of 0 to 1 where no screen can show it."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= value <= 1.0001 for value in rgb)


def _hex(rgb: tuple[float, float, float]) -> str:
    values = (round(255 * _from_linear(min(1.0, max(0.0, value)))) for value in rgb)
    return "#" + "".join(f"{value:02x}" for value in values)
