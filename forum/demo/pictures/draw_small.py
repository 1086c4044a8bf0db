"""The brand's own set of small pictures for warm words: round, and some of them move.

`python -m forum.demo.pictures.draw_small` draws them into `small/`. One that moves is drawn at several moments of a
turn, each between 0 and 1, and ends where it begins.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

from forum.demo.pictures import palette as p
from forum.demo.pictures.avatar import SIZE, ground
from forum.demo.pictures.canvas import Radial, Scene, across, down
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, ellipse, line, polygon, rectangle, smooth

FOLDER = Path(__file__).parent / "small"
WIDTH = 256
FRAMES = 16
FRAME_MS = 110
CURVES = 60

Sticker = Callable[[float], Scene]


def heart(x: float, y: float, size: float) -> Shape:
    """A heart around a point."""
    turns = [step * math.tau / CURVES for step in range(CURVES)]
    return Shape(
        tuple(
            (
                x + size * math.sin(turn) ** 3,
                y
                - size
                * (13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn))
                / 16,
            )
            for turn in turns
        )
    )


def warm_cup(moment: float) -> Scene:
    """A cup from which hearts of steam rise."""
    scene = ground("warm-cup", p.APRICOT)
    for shift, lane in ((0.0, 206.0), (0.34, 302.0), (0.67, 254.0)):
        risen = (moment + shift) % 1
        size = 20 + 22 * risen
        steam = heart(lane + 14 * math.sin(risen * math.tau), 252 - 178 * risen, size)
        scene.fill(steam, p.PAPER, opacity=0.95 * math.sin(math.pi * risen) ** 0.6)
    scene.rim(ellipse(350, 332, 46), darker(p.TEAL, 0.2), width=24, opacity=1)
    cup = smooth([(150, 272), (362, 272), (350, 388), (300, 430), (212, 430), (162, 388)])
    scene.shadow(cup, 8, 12, blur=12, opacity=0.3)
    scene.fill(cup, across(cup, lighter(p.TEAL, 0.35), p.TEAL, darker(p.TEAL, 0.3)))
    scene.fill(ellipse(256, 276, 106, 26), lighter(p.TEAL, 0.5))
    scene.fill(ellipse(256, 278, 92, 19), p.COCOA)
    scene.fill(heart(256, 352, 34), p.PAPER)
    return scene


def chocolate_heart(moment: float) -> Scene:
    """A heart of chocolate, tied with a ribbon."""
    scene = ground("chocolate-heart", p.BLUSH)
    whole = heart(256, 252, 164)
    scene.shadow(whole, 10, 16, blur=14, opacity=0.35)
    scene.fill(whole, Radial((196, 176), 330, ((0, lighter(p.MILK, 0.2)), (0.5, p.BRICK), (1, p.COCOA))))
    scene.fill(heart(256, 250, 132), darker(p.BRICK, 0.12), opacity=0.5)
    ribbon = line((60, 316), (452, 196), width=34)
    scene.fill(ribbon, down(ribbon, p.TERRACOTTA, p.BERRY), inside=whole)
    for side in (-1, 1):
        bow = smooth([(262, 254), (262 + side * 76, 204), (262 + side * 84, 282)])
        scene.fill(bow, down(bow, lighter(p.TERRACOTTA, 0.2), p.BERRY))
    scene.fill(ellipse(262, 254, 22), p.BERRY)
    scene.fill(ellipse(176, 170, 40, 20).turned(-35, (176, 170)), p.PAPER, opacity=0.4, blur=7)
    return scene


def golden_spoon(moment: float) -> Scene:
    """A golden spoon with a star that has been earned."""
    scene = ground("golden-spoon", p.DUSK)
    handle = rectangle(240, 236, 32, 220, 16)
    bowl = ellipse(256, 170, 98, 118)
    for shape in (handle, bowl):
        scene.shadow(shape, 8, 10, blur=10, opacity=0.4)
    scene.fill(handle, across(handle, lighter(p.HONEY, 0.4), p.HONEY, darker(p.HONEY, 0.35)))
    scene.fill(
        bowl,
        Radial((220, 120), 210, ((0, lighter(p.HONEY, 0.6)), (0.55, p.HONEY), (1, darker(p.HONEY, 0.4)))),
    )
    scene.fill(_star(256, 168, 66), p.PAPER)
    for x, y, size in ((112, 330, 24), (398, 306, 30), (388, 96, 20), (120, 104, 22)):
        scene.fill(_star(x, y, size), lighter(p.HONEY, 0.45))
    return scene


def _star(x: float, y: float, size: float, points: int = 5) -> Shape:
    corners = []
    for step in range(2 * points):
        reach, turn = (size, size * 0.46)[step % 2], step * math.pi / points
        corners.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    return polygon(*corners)


STICKERS: dict[str, Sticker] = {
    "warm-cup": warm_cup,
    "chocolate-heart": chocolate_heart,
    "golden-spoon": golden_spoon,
}
MOVING = frozenset({"warm-cup"})


def frame(sticker: Sticker, moment: float) -> Image.Image:
    """Return one moment of a picture, cut out round."""
    scene = sticker(moment)
    scene.light(SIZE * 0.3, SIZE * 0.2)
    cut = Image.new("L", scene.image.size)
    ImageDraw.Draw(cut).ellipse((6, 6, cut.width - 7, cut.height - 7), fill=255)
    whole = scene.image.convert("RGBA")
    whole.putalpha(cut)
    return whole.resize((WIDTH, WIDTH), Image.Resampling.LANCZOS)


def draw(folder: Path) -> None:
    """Draw each into the folder."""
    for name, sticker in STICKERS.items():
        moments = [step / FRAMES for step in range(FRAMES)] if name in MOVING else [0.0]
        first, *others = (frame(sticker, moment) for moment in moments)
        first.save(
            folder / f"{name}.webp",
            save_all=bool(others),
            append_images=others,
            duration=FRAME_MS,
            loop=0,
            quality=82,
            method=6,
        )


if __name__ == "__main__":
    draw(FOLDER)
