"""Pictures made from the brand's face: icons for devices, and cards that are shown where a link is shared.

Made with the shipped fonts. Only what is handed in is drawn: whoever calls has looked at who may read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from forum.pages.palette import Scheme

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
CARD_SIZE = (1200, 630)
_MARGIN = 84
_MOST_LINES = 4
_SAFE = 0.72
"""The middle of an icon that every device shows, whatever shape it cuts: https://www.w3.org/TR/appmanifest/#icon-masks."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card."""

    title: str
    kicker: str
    site: str
    scheme: Scheme
    logo: bytes | None = None


def icon(picture: bytes | None, letter: str, scheme: Scheme, side: int, *, masked: bool = False) -> bytes:
    """Return a square PNG: the brand's picture on its ground, or the first letter of its name on its accent."""
    ground = scheme.paper if picture else scheme.accent
    image = Image.new("RGB", (side, side), ground)
    inner = round(side * (_SAFE if masked else 1.0))
    if picture:
        shown = ImageOps.contain(Image.open(BytesIO(picture)).convert("RGBA"), (inner, inner))
        image.paste(shown, ((side - shown.width) // 2, (side - shown.height) // 2), shown)
    else:
        font = _font("vollkorn-latin", round(inner * 0.72), 700)
        drawn = ImageDraw.Draw(image)
        drawn.text((side / 2, side / 2), letter or "P", fill=scheme.on_accent, font=font, anchor="mm")
    return _png(image)


def as_png(picture: bytes, most: tuple[int, int]) -> bytes:
    """Return `picture` as a PNG that is not larger than `most`."""
    image = Image.open(BytesIO(picture)).convert("RGBA")
    image.thumbnail(most)
    return _png(image)


def card(given: Card) -> bytes:
    """Return the picture for a shared link: the title, large, between a kicker and the name of the community."""
    image = Image.new("RGB", CARD_SIZE, given.scheme.paper)
    drawn = ImageDraw.Draw(image)
    width, height = CARD_SIZE
    drawn.rectangle((0, 0, 22, height), fill=given.scheme.accent)
    text = _Text(drawn, "figtree", 34, 700)
    text.line(given.kicker[:60], _MARGIN, _MARGIN - 20, given.scheme.accent)
    _title(drawn, given, width - 2 * _MARGIN)
    foot = height - _MARGIN - 22
    left = _MARGIN
    if given.logo:
        logo = ImageOps.contain(Image.open(BytesIO(given.logo)).convert("RGBA"), (280, 64))
        image.paste(logo, (_MARGIN, foot - 14), logo)
        left += logo.width + 24
    _Text(drawn, "vollkorn", 40, 700).line(given.site[:40], left, foot, given.scheme.ink)
    return _png(image)


def _title(drawn: ImageDraw.ImageDraw, given: Card, width: int) -> None:
    """Set the title as large as it fits into the middle of the card."""
    for size in (84, 72, 62, 54):
        text = _Text(drawn, "vollkorn", size, 650)
        lines = list(text.wrapped(given.title, width))
        if len(lines) <= _MOST_LINES - (size > 62):
            break
    lines = lines[:_MOST_LINES]
    top = (CARD_SIZE[1] - len(lines) * size * 1.12) / 2
    for number, line in enumerate(lines):
        text.line(line, _MARGIN, top + number * size * 1.12, given.scheme.ink)


class _Text:
    """Lines in one size. A letter that the first half of the font lacks comes from the other; others are left out."""

    def __init__(self, drawn: ImageDraw.ImageDraw, family: str, size: int, weight: int) -> None:
        self._drawn = drawn
        self._fonts = [_font(f"{family}-{part}", size, weight) for part in ("latin", "latin-ext")]

    def line(self, text: str, left: float, top: float, colour: str) -> None:
        for part, font in self._parts(text):
            self._drawn.text((left, top), part, fill=colour, font=font)
            left += font.getlength(part)

    def wrapped(self, text: str, width: int) -> Iterator[str]:
        """Yield the lines of `text`; a word that is too long for a line is cut."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self._width(longer) <= width:
                line = longer
                continue
            if line:
                yield line
            while self._width(word) > width:
                fits = max(1, int(len(word) * width / self._width(word)) - 1)
                yield word[:fits]
                word = word[fits:]
            line = word
        if line:
            yield line

    def _width(self, text: str) -> float:
        return sum(font.getlength(part) for part, font in self._parts(text))

    def _parts(self, text: str) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        for letter in text:
            font = next((font for font in self._fonts if _has(font, letter)), None)
            if font is not None:
                yield letter, font


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return letter == " " or _mask(font, letter) != _mask(font, "\uffff")


@lru_cache(maxsize=4096)
def _mask(font: ImageFont.FreeTypeFont, letter: str) -> bytes:
    return bytes(font.getmask(letter)) if letter.isprintable() or letter == "\uffff" else b""


@lru_cache(maxsize=24)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
