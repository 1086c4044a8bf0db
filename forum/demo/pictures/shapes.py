"""Outlines as lists of points, in the units of a scene (1200 wide, y downwards)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A closed outline, or, with a `width`, an open line of that width with round ends."""

    points: tuple[Point, ...]
    width: float = 0

    def moved(self, dx: float, dy: float) -> Shape:
        """The same shape elsewhere."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def turned(self, degrees: float, around: Point) -> Shape:
        """The same shape, turned clockwise."""
        angle, (cx, cy) = math.radians(degrees), around
        sin, cos = math.sin(angle), math.cos(angle)
        return replace(
            self,
            points=tuple(
                (cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos)
                for x, y in self.points
            ),
        )

    def box(self, margin: float = 0) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, with a margin."""
        margin += self.width / 2
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def polygon(*points: Point) -> Shape:
    """Straight edges between the points."""
    return Shape(points)


def line(*points: Point, width: float = 4) -> Shape:
    """A line along the points."""
    return Shape(points, width)


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None) -> Shape:
    """An ellipse, or a circle when one radius is given."""
    return Shape(arc_points(cx, cy, rx, rx if ry is None else ry, 0, 360))


def arc_points(
    cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 72
) -> tuple[Point, ...]:
    """Points along an arc; degrees run clockwise from three o’clock."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple((cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles)


def arc(cx: float, cy: float, radius: float, start: float, end: float, width: float) -> Shape:
    """Part of a circle as a line."""
    return Shape(arc_points(cx, cy, radius, radius, start, end), width)


def rectangle(x: float, y: float, width: float, height: float, radius: float = 0) -> Shape:
    """A rectangle from its upper left corner, with rounded corners if wished."""
    right, bottom = x + width, y + height
    if not radius:
        return polygon((x, y), (right, y), (right, bottom), (x, bottom))
    corners = (
        (right - radius, y + radius, -90),
        (right - radius, bottom - radius, 0),
        (x + radius, bottom - radius, 90),
        (x + radius, y + radius, 180),
    )
    return Shape(
        tuple(
            point
            for cx, cy, start in corners
            for point in arc_points(cx, cy, radius, radius, start, start + 90, steps=12)
        )
    )


def smooth(points: Sequence[Point], *, closed: bool = True, width: float = 0) -> Shape:
    """A soft curve through all the points (Catmull–Rom), closed or as an open line."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        near = [
            points[(index + step) % count] if closed else points[min(max(index + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        ]
        curve += [_between(near, step / 14) for step in range(14)]
    if not closed:
        curve.append(points[-1])
    return Shape(tuple(curve), width)


def _between(near: Sequence[Point], t: float) -> Point:
    before, start, end, after = near

    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        )

    return axis(before[0], start[0], end[0], after[0]), axis(before[1], start[1], end[1], after[1])


def blob(cx: float, cy: float, rx: float, ry: float, chance: Random, rough: float = 0.08) -> Shape:
    """An ellipse drawn by a hand that is not quite steady."""
    points: list[Point] = []
    for step in range(11):
        angle, reach = 2 * math.pi * step / 11, 1 + chance.uniform(-rough, rough)
        points.append((cx + rx * reach * math.cos(angle), cy + ry * reach * math.sin(angle)))
    return smooth(points)


def sector(cx: float, cy: float, radius: float, start: float, end: float, inner: float = 0) -> Shape:
    """A slice of a disc, or of a ring."""
    outer = arc_points(cx, cy, radius, radius, start, end)
    if not inner:
        return Shape(((cx, cy), *outer))
    return Shape((*outer, *reversed(arc_points(cx, cy, inner, inner, start, end))))


def crescent(cx: float, cy: float, radius: float, turn: float = -35, bite: float = 0.36) -> Shape:
    """A waxing moon, two arcs that meet in the horns; the inner one is centred `bite` radii to the side."""
    horn_x, horn_y = radius * math.cos(math.radians(48)), radius * math.sin(math.radians(48))
    middle = radius * bite
    reach = math.hypot(horn_x - middle, horn_y)
    edge = math.degrees(math.atan2(horn_y, horn_x - middle))
    outer = arc_points(cx, cy, radius, radius, 48, 312)
    inner = arc_points(cx + middle, cy, reach, reach, 360 - edge, edge)
    return Shape((*outer, *inner)).turned(turn, (cx, cy))
