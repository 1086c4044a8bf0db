"""What lies under or behind the things: boards, cloth, brush strokes, stars."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Paint, Scene
from forum.demo.pictures.palette import Colour, darker, lighter, mix
from forum.demo.pictures.shapes import (
    Shape,
    blob,
    ellipse,
    line,
    rectangle,
    smooth,
)


def tabletop(scene: Scene, wood: Colour = p.WOOD, *, top: float = 0, boards: int = 6) -> None:
    """Wooden boards seen from above, from `top` to the lower edge."""
    chance, tall = scene.chance, (scene.height - top) / boards
    for number in range(boards):
        y = top + number * tall
        board = rectangle(-10, y, scene.width + 20, tall)
        tone = mix(wood, darker(wood), chance.random() * 0.55)
        scene.fill(
            board, Linear((0, y), (scene.width, y), ((0, lighter(tone, 0.12)), (1, darker(tone, 0.12))))
        )
        for _ in range(9):
            _vein(scene, board, y + chance.random() * tall, darker(tone, 0.35))
        scene.fill(line((-10, y), (scene.width + 10, y), width=3), darker(wood, 0.6), opacity=0.55)
        scene.fill(line((-10, y + 3), (scene.width + 10, y + 3), width=2), lighter(wood, 0.4), opacity=0.3)


def _vein(scene: Scene, board: Shape, y: float, colour: Colour) -> None:
    wave, chance = scene.chance.uniform(2, 7), scene.chance
    points = [(x, y + wave * math.sin(x / 210 + wave)) for x in range(-20, scene.width + 40, 60)]
    scene.fill(
        smooth(points, closed=False, width=chance.uniform(1, 3)),
        colour,
        opacity=chance.uniform(0.1, 0.3),
        inside=board,
    )


def cloth(scene: Scene, colour: Colour, stripe: Colour | None = None) -> None:
    """A linen cloth seen from above, with soft folds and, if wished, woven stripes."""
    chance = scene.chance
    for _ in range(9):
        x = chance.uniform(-100, scene.width)
        fold = line(
            (x, -60), (x + chance.uniform(120, 420), scene.height + 60), width=chance.uniform(50, 130)
        )
        shade = chance.choice((darker(colour, 0.3), lighter(colour, 0.5)))
        scene.fill(fold, shade, opacity=0.16, blur=34)
    if stripe:
        for x in (120, 148, scene.width - 150, scene.width - 122):
            scene.fill(line((x, -20), (x + 30, scene.height + 20), width=9), stripe, opacity=0.75)


def wash(
    scene: Scene, colours: tuple[Colour, ...], *, opacity: float = 0.22, bottom: float | None = None
) -> None:
    """Large soft brush strokes that keep a plain ground from looking printed."""
    chance, lowest = scene.chance, scene.height if bottom is None else bottom
    for _ in range(16):
        cx, cy = chance.uniform(0, scene.width), chance.uniform(0, lowest)
        stroke = blob(cx, cy, chance.uniform(120, 320), chance.uniform(40, 120), chance, 0.25)
        scene.fill(
            stroke.turned(chance.uniform(-30, 10), (cx, cy)), chance.choice(colours), opacity=opacity, blur=40
        )


def night_sky(scene: Scene, bottom: float, stars: int = 60) -> None:
    """Stars of different sizes above a horizon."""
    chance = scene.chance
    for _ in range(stars):
        x, y = chance.uniform(0, scene.width), chance.uniform(0, bottom)
        scene.fill(
            ellipse(x, y, chance.choice((1, 1.4, 2.2))), (255, 244, 220), opacity=chance.uniform(0.3, 0.9)
        )


def ridge(scene: Scene, height: float, swing: float, colour: Paint, *, seed: float = 0) -> Shape:
    """A line of hills down to the lower edge; `seed` shifts its waves. Returns the outline."""
    points = [
        (x, height + swing * math.sin(x / 190 + seed) + swing * 0.5 * math.sin(x / 83 + seed * 2.3))
        for x in range(-40, 1281, 40)
    ]
    hill = Shape((*smooth(points, closed=False).points, (1260, 860), (-60, 860)))
    scene.fill(hill, colour)
    return hill
