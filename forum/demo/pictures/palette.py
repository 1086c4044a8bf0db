"""Colours of the demo brand: warm, a little dusty, one family of browns."""

from __future__ import annotations

Colour = tuple[int, int, int]


def from_hex(code: str) -> Colour:
    """`"7a3b22"` as red, green and blue."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """A colour on the way from `one` (share 0) to `other` (share 1)."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lighter(colour: Colour, share: float = 0.25) -> Colour:
    """The colour in warm light."""
    return mix(colour, (255, 243, 222), share)


def darker(colour: Colour, share: float = 0.25) -> Colour:
    """The colour in warm shade."""
    return mix(colour, (32, 14, 16), share)


INK = from_hex("2a1a14")
COCOA = from_hex("3d2118")
DARK = from_hex("54301f")
BRICK = from_hex("7a3b22")
MILK = from_hex("965d38")
CARAMEL = from_hex("c97f3a")
HONEY = from_hex("e3aa52")
APRICOT = from_hex("efb27b")
BLUSH = from_hex("f0cdb3")
CREAM = from_hex("f6e6cc")
PAPER = from_hex("fbf4e8")
TERRACOTTA = from_hex("c4604a")
BERRY = from_hex("8c2f3d")
SAGE = from_hex("93a276")
LEAF = from_hex("5d7848")
FOREST = from_hex("37513c")
TEAL = from_hex("35696a")
SEA = from_hex("5d8a92")
MIST = from_hex("c9d6d3")
NIGHT = from_hex("1d2742")
DUSK = from_hex("51497a")
PLUM = from_hex("6b4468")
STEEL = from_hex("a9aeb0")
WOOD = from_hex("b07a4b")
OAK = from_hex("8f5d37")
