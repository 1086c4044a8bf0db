"""Beans, pods, leaves, bars and the mark of the brand: what turns up in several pictures."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Paint, Radial, Scene
from forum.demo.pictures.palette import Colour, darker, lighter, mix
from forum.demo.pictures.shapes import (
    Point,
    Shape,
    blob,
    crescent,
    ellipse,
    line,
    polygon,
    rectangle,
    smooth,
)


def bean(scene: Scene, centre: Point, length: float, turn: float, colour: Colour = p.DARK) -> None:
    """A coffee bean with its slit."""
    cx, cy = centre
    body = ellipse(cx, cy, length / 2, length * 0.345).turned(turn, centre)
    scene.shadow(body, length * 0.05, length * 0.09, blur=length * 0.06, opacity=0.42)
    scene.fill(
        body,
        Radial(
            (cx - length * 0.16, cy - length * 0.18),
            length * 0.75,
            ((0, lighter(colour, 0.3)), (0.55, colour), (1, darker(colour, 0.45))),
        ),
    )
    step = length / 10
    slit = [
        (cx - 4.6 * step, cy + 0.4 * step),
        (cx - 2 * step, cy - 0.7 * step),
        (cx + 1.6 * step, cy + 0.8 * step),
        (cx + 4.6 * step, cy - 0.3 * step),
    ]
    scene.fill(
        smooth(slit, closed=False, width=length * 0.055).turned(turn, centre),
        darker(colour, 0.62),
        inside=body,
    )
    scene.fill(
        smooth([(x, y + step * 0.5) for x, y in slit], closed=False, width=length * 0.02).turned(
            turn, centre
        ),
        lighter(colour, 0.4),
        opacity=0.45,
        inside=body,
    )
    shine = ellipse(cx - 0.8 * step, cy - 2.1 * step, 2.2 * step, 0.55 * step).turned(turn, centre)
    scene.fill(shine, lighter(colour, 0.7), opacity=0.4, blur=length * 0.02, inside=body)


def chocolate(
    scene: Scene, corner: Point, square: float, columns: int, rows: int, colour: Colour, *, turn: float = 0
) -> list[Point]:
    """A bar lying on the table, bevelled squares; returns the centres of its squares."""
    x0, y0 = corner
    wide, tall = columns * square, rows * square
    middle = x0 + wide / 2, y0 + tall / 2
    slab = rectangle(x0 - 6, y0 - 6, wide + 12, tall + 12, 9).turned(turn, middle)
    scene.shadow(slab, 10, 16, blur=14, opacity=0.45)
    scene.fill(slab, Linear((x0, y0), (x0 + wide, y0 + tall), ((0, colour), (1, darker(colour, 0.25)))))
    gap, bevel = square * 0.04, square * 0.16
    centres = []
    for number in range(columns * rows):
        x, y = x0 + number % columns * square, y0 + number // columns * square
        left, top, right, bottom = x + gap, y + gap, x + square - gap, y + square - gap
        inner = rectangle(left + bevel, top + bevel, right - left - 2 * bevel, bottom - top - 2 * bevel)
        (il, it), (ir, _), (_, ib), _ = inner.points
        sides = (
            (polygon((left, top), (right, top), (ir, it), (il, it)), lighter(colour, 0.3)),
            (polygon((left, top), (il, it), (il, ib), (left, bottom)), lighter(colour, 0.17)),
            (polygon((right, top), (right, bottom), (ir, ib), (ir, it)), darker(colour, 0.28)),
            (polygon((left, bottom), (il, ib), (ir, ib), (right, bottom)), darker(colour, 0.4)),
        )
        for side, tone in sides:
            scene.fill(side.turned(turn, middle), tone)
        scene.fill(
            inner.turned(turn, middle),
            Linear((x0, y0), (x0 + wide, y0 + tall), ((0, lighter(colour, 0.14)), (1, darker(colour, 0.08)))),
        )
        centres.append(Shape(((x + square / 2, y + square / 2),)).turned(turn, middle).points[0])
    return centres


def moon(scene: Scene, centre: Point, radius: float, colour: Paint) -> None:
    """The mark of the brand: a crescent that holds a bean."""
    cx, cy = centre
    scene.fill(crescent(cx, cy, radius), colour)
    x, y = cx + radius * 0.3, cy - radius * 0.19
    half = radius * 0.36
    for side in (-1, 1):
        cut = [
            (x - half, y),
            (x - half * 0.35, y - half * 0.16),
            (x + half * 0.35, y + half * 0.16),
            (x + half, y),
        ]
        edge = [
            (x + half * 0.7, y + side * half * 0.5),
            (x, y + side * half * 0.7),
            (x - half * 0.7, y + side * half * 0.5),
        ]
        seed = smooth([*cut, *edge]).moved(0, side * radius * 0.025)
        scene.fill(seed.turned(-52, (x, y)), colour)


def wrapper(
    scene: Scene,
    corner: Point,
    size: tuple[float, float],
    colour: Colour,
    name: str,
    ink: Colour,
    *,
    turn: float = 0,
) -> None:
    """A bar in the brand’s paper, standing upright or lying turned."""
    x, y = corner
    wide, tall = size
    middle = x + wide / 2, y + tall / 2
    sheet = rectangle(x, y, wide, tall, 7).turned(turn, middle)
    scene.shadow(sheet, 12, 18, blur=16, opacity=0.42)
    scene.fill(
        sheet, Linear((x, y), (x + wide, y + tall), ((0, lighter(colour, 0.12)), (1, darker(colour, 0.14))))
    )
    for share in (0.055, 0.945):
        fold = line((x, y + tall * share), (x + wide, y + tall * share), width=2.5).turned(turn, middle)
        scene.fill(fold, darker(colour, 0.5), opacity=0.35)
    night = rectangle(x, y + tall * 0.6, wide, tall * 0.345).turned(turn, middle)
    scene.fill(night, darker(colour, 0.3), opacity=0.35)
    hill = smooth(
        [
            (x - 30, y + tall * 0.67),
            (x + wide * 0.3, y + tall * 0.57),
            (x + wide * 0.7, y + tall * 0.64),
            (x + wide + 30, y + tall * 0.55),
            (x + wide + 30, y + tall * 0.72),
            (x - 30, y + tall * 0.74),
        ]
    )
    scene.fill(hill.turned(turn, middle), darker(colour, 0.22), inside=sheet)
    place = Shape(((middle[0], y + tall * 0.31),)).turned(turn, middle).points[0]
    moon(scene, place, wide * 0.26, ink)
    for share, text, letter, spread in ((0.74, "TAVELUNE", 0.078, 0.035), (0.85, name, 0.115, 0.01)):
        spot = Shape(((middle[0], y + tall * share),)).turned(turn, middle).points[0]
        scene.write(text, spot, wide * letter, ink, spread=wide * spread, turn=turn)
    gloss = polygon((x, y), (x + wide * 0.42, y), (x + wide * 0.1, y + tall), (x, y + tall)).turned(
        turn, middle
    )
    scene.fill(gloss, (255, 250, 240), opacity=0.07, blur=8, inside=sheet)


def crumbs(scene: Scene, centre: Point, reach: float, colour: Colour, count: int = 24) -> None:
    """Crumbs scattered around a centre."""
    chance = scene.chance
    for _ in range(count):
        angle, distance = chance.uniform(0, math.tau), reach * (0.4 + 0.6 * math.sqrt(chance.random()))
        x, y, r = (
            centre[0] + distance * math.cos(angle),
            centre[1] + distance * math.sin(angle),
            chance.uniform(2.5, 7),
        )
        crumb = blob(x, y, r, r * 0.8, chance, 0.25)
        scene.shadow(crumb, 2, 3, blur=2, opacity=0.35)
        scene.fill(crumb, mix(colour, lighter(colour), chance.random()))


def leaf(scene: Scene, foot: Point, length: float, turn: float, colour: Colour = p.LEAF) -> None:
    """A pointed leaf with its ribs, growing from its foot to the right before it is turned."""
    x, y = foot
    half = length * 0.2
    outline = Shape(
        (
            *smooth(
                [(x, y), (x + length * 0.3, y - half), (x + length * 0.7, y - half * 0.8), (x + length, y)],
                closed=False,
            ).points,
            *smooth(
                [(x + length, y), (x + length * 0.7, y + half * 0.8), (x + length * 0.3, y + half), (x, y)],
                closed=False,
            ).points,
        )
    ).turned(turn, foot)
    scene.shadow(outline, 6, 10, blur=8, opacity=0.25)
    scene.fill(
        outline,
        Linear(
            foot,
            Shape(((x + length, y),)).turned(turn, foot).points[0],
            ((0, darker(colour, 0.25)), (1, lighter(colour, 0.22))),
        ),
    )
    scene.fill(
        line(foot, Shape(((x + length * 0.96, y),)).turned(turn, foot).points[0], width=3),
        lighter(colour, 0.5),
        opacity=0.5,
    )
    for step in range(1, 6):
        start = x + length * (0.1 + step * 0.13)
        for side in (-1, 1):
            rib = line((start, y), (start + length * 0.1, y + side * half * 0.75), width=1.6).turned(
                turn, foot
            )
            scene.fill(rib, lighter(colour, 0.5), opacity=0.3, inside=outline)


def pod(scene: Scene, centre: Point, length: float, turn: float, colour: Colour = p.CARAMEL) -> Shape:
    """A cocoa pod with its ridges; returns the outline."""
    cx, cy = centre
    half = length / 2
    outline = smooth(
        [
            (cx - half, cy),
            (cx - half * 0.72, cy - half * 0.34),
            (cx, cy - half * 0.47),
            (cx + half * 0.66, cy - half * 0.3),
            (cx + half * 1.06, cy),
            (cx + half * 0.66, cy + half * 0.3),
            (cx, cy + half * 0.47),
            (cx - half * 0.72, cy + half * 0.34),
        ]
    ).turned(turn, centre)
    scene.shadow(outline, 16, 26, blur=20, opacity=0.4)
    scene.fill(
        outline,
        Radial(
            (cx - half * 0.2, cy - half * 0.3),
            half * 1.15,
            ((0, lighter(colour, 0.3)), (0.6, colour), (1, darker(colour, 0.42))),
        ),
    )
    for share in (-0.72, -0.38, 0, 0.38, 0.72):
        ridge = [
            (cx - half * 0.98, cy),
            (cx - half * 0.5, cy + half * 0.42 * share),
            (cx + half * 0.2, cy + half * 0.46 * share),
            (cx + half * 1.02, cy),
        ]
        scene.fill(
            smooth(ridge, closed=False, width=9).turned(turn, centre),
            darker(colour, 0.4),
            opacity=0.5,
            blur=2.5,
            inside=outline,
        )
        above = [(x, y - 9) for x, y in ridge]
        scene.fill(
            smooth(above, closed=False, width=5).turned(turn, centre),
            lighter(colour, 0.5),
            opacity=0.35,
            blur=2,
            inside=outline,
        )
    return outline
