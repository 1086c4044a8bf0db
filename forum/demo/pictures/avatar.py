"""What all avatars share: a square ground and rounded bodies."""

from __future__ import annotations

from collections.abc import Sequence

from forum.demo.pictures.canvas import Linear, Radial, Scene
from forum.demo.pictures.palette import Colour, darker, lighter
from forum.demo.pictures.shapes import Point, Shape, smooth

SIZE = 512


def ground(name: str, colour: Colour) -> Scene:
    """A square with a soft light in it."""
    return Scene(
        name,
        Radial((200, 170), 460, ((0, lighter(colour, 0.4)), (1, darker(colour, 0.12)))),
        width=SIZE,
        height=SIZE,
    )


def body(scene: Scene, points: Sequence[Point], colour: Colour) -> Shape:
    """A rounded mass with light from the upper left; returns its outline."""
    outline = smooth(points)
    left, top, right, bottom = outline.box()
    scene.shadow(outline, 8, 12, blur=12, opacity=0.28)
    scene.fill(
        outline,
        Linear(
            (left, top),
            (right, bottom),
            ((0, lighter(colour, 0.28)), (0.5, colour), (1, darker(colour, 0.28))),
        ),
    )
    return outline
