"""Plates and cups, and the coffee in them."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Paint, Radial, Scene, across, down
from forum.demo.pictures.palette import Colour, darker, lighter, mix
from forum.demo.pictures.shapes import (
    Point,
    Shape,
    arc,
    arc_points,
    ellipse,
    smooth,
)


def plate(
    scene: Scene, centre: Point, radius: float, colour: Colour = p.CREAM, rim: Colour | None = None
) -> None:
    """A plate from above."""
    cx, cy = centre
    disc = ellipse(cx, cy, radius)
    scene.shadow(disc, 14, 22, blur=22, opacity=0.4)
    scene.fill(
        disc,
        Linear(
            (cx - radius, cy - radius),
            (cx + radius, cy + radius),
            ((0, lighter(colour, 0.5)), (1, darker(colour, 0.14))),
        ),
    )
    if rim:
        scene.rim(ellipse(cx, cy, radius * 0.955), rim, width=radius * 0.03, opacity=0.85)
    well = ellipse(cx, cy, radius * 0.72)
    scene.fill(
        well,
        Linear(
            (cx - radius, cy - radius),
            (cx + radius, cy + radius),
            ((0, darker(colour, 0.16)), (1, lighter(colour, 0.5))),
        ),
    )
    scene.fill(ellipse(cx, cy, radius * 0.7), colour)


def cup_above(
    scene: Scene, centre: Point, radius: float, colour: Colour, drink: Paint, *, handle: float = 35
) -> Shape:
    """A cup from above, with its handle; returns the surface of the drink."""
    cx, cy = centre
    angle = math.radians(handle)
    hx, hy = cx + math.cos(angle) * radius * 1.18, cy + math.sin(angle) * radius * 1.18
    grip = Shape(
        (*ellipse(hx, hy, radius * 0.3, radius * 0.2).turned(handle, (hx, hy)).points,), radius * 0.13
    )
    body = ellipse(cx, cy, radius)
    scene.shadow(grip, 10, 16, blur=10, opacity=0.3)
    scene.shadow(body, 16, 24, blur=20, opacity=0.45)
    scene.fill(grip, mix(colour, darker(colour), 0.4))
    scene.fill(
        body,
        Linear(
            (cx - radius, cy - radius),
            (cx + radius, cy + radius),
            ((0, lighter(colour, 0.55)), (1, darker(colour, 0.2))),
        ),
    )
    scene.fill(
        ellipse(cx, cy, radius * 0.93),
        Linear(
            (cx - radius, cy - radius),
            (cx + radius, cy + radius),
            ((0, darker(colour, 0.38)), (1, lighter(colour, 0.3))),
        ),
    )
    surface = ellipse(cx + 2, cy + 3, radius * 0.85)
    scene.fill(surface, drink)
    scene.fill(
        arc(cx, cy, radius * 0.87, 175, 300, radius * 0.09), p.INK, opacity=0.34, blur=7, inside=surface
    )
    return surface


def coffee(centre: Point, radius: float) -> Radial:
    """Crema: hazel in the middle, darker to the rim."""
    return Radial(
        centre, radius, ((0, p.from_hex("b8763a")), (0.7, p.from_hex("9a5a2a")), (1, p.from_hex("5d3018")))
    )


def steam(
    scene: Scene, foot: Point, height: float, *, strands: int = 3, spread: float = 34, opacity: float = 0.4
) -> None:
    """Wisps that rise from something hot."""
    chance = scene.chance
    for strand in range(strands):
        x = foot[0] + (strand - (strands - 1) / 2) * spread
        sway = chance.uniform(14, 30)
        points = [
            (x + sway * math.sin(step * 0.9 + strand * 1.7) * (0.3 + step / 8), foot[1] - height * step / 8)
            for step in range(9)
        ]
        for share, width in ((1.0, 15), (0.75, 9)):
            kept = points[: max(3, round(9 * share))]
            scene.fill(
                smooth(kept, closed=False, width=width), (255, 248, 236), opacity=opacity * 0.5, blur=9
            )


def cup_side(scene: Scene, foot: Point, size: float, colour: Colour, *, handle: int = 1) -> None:
    """A round cup from the side, on its saucer; `handle` is 1 for right and -1 for left."""
    x, y = foot
    saucer = ellipse(x, y, size * 0.98, size * 0.13)
    scene.shadow(saucer, 10, 12, blur=14, opacity=0.4)
    scene.fill(saucer, down(saucer, lighter(colour, 0.3), darker(colour, 0.25)))
    grip = Shape(
        arc_points(x + handle * size * 0.66, y - size * 0.55, size * 0.27, size * 0.24, 0, 360), size * 0.1
    )
    scene.fill(grip, darker(colour, 0.12))
    body = Shape(
        (
            (x - size * 0.68, y - size * 0.92),
            *smooth(
                [
                    (x - size * 0.68, y - size * 0.92),
                    (x - size * 0.6, y - size * 0.4),
                    (x - size * 0.3, y - size * 0.04),
                    (x + size * 0.3, y - size * 0.04),
                    (x + size * 0.6, y - size * 0.4),
                    (x + size * 0.68, y - size * 0.92),
                ],
                closed=False,
            ).points,
        )
    )
    scene.fill(body, across(body, darker(colour, 0.08), lighter(colour, 0.45), colour, darker(colour, 0.34)))
    mouth = ellipse(x, y - size * 0.92, size * 0.68, size * 0.12)
    scene.fill(mouth, lighter(colour, 0.5))
    scene.fill(ellipse(x, y - size * 0.91, size * 0.6, size * 0.09), p.from_hex("6b3a1e"))
