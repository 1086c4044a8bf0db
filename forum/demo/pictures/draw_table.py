"""The long table that the community is named after."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene
from forum.demo.pictures.grounds import tabletop
from forum.demo.pictures.motifs import bean, chocolate, wrapper
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, ellipse, line, polygon, smooth

GOLD = p.from_hex("f0d49a")


def long_table() -> Scene:
    """The table of the community in evening light: cups, a pot, bars, a cake with one slice missing."""
    scene = Scene("long-table", p.OAK)
    tabletop(scene, p.from_hex("a06a3f"), boards=5)
    runner = polygon((-20, 270), (1220, 250), (1220, 570), (-20, 590))
    scene.shadow(runner, 0, 8, blur=8, opacity=0.25)
    scene.fill(runner, Linear((0, 250), (0, 590), ((0, p.from_hex("f1e2c8")), (1, p.from_hex("dcc5a0")))))
    for y in (286, 300, 548, 562):
        scene.fill(line((-20, y + 8), (1220, y - 12), width=5), p.TERRACOTTA, opacity=0.7)
    _table_cake(scene)
    _table_cups(scene)
    _table_pot(scene)
    wrapper(scene, (604, 36), (112, 226), p.NIGHT, "NUIT 72", GOLD, turn=72)
    wrapper(scene, (1010, 520), (112, 226), p.from_hex("d98a5f"), "AUBE 45", p.CREAM, turn=-24)
    chocolate(scene, (150, 640), 54, 4, 2, p.DARK, turn=7)
    for x, y, turn in (
        (420, 150, 20),
        (470, 112, -40),
        (380, 100, 80),
        (560, 700, 10),
        (612, 738, 70),
        (520, 746, -20),
        (1140, 470, 40),
    ):
        bean(scene, (x, y), 44, turn, p.BRICK)
    return scene


def _table_cake(scene: Scene) -> None:
    from_above = Radial((430, 380), 200, ((0, p.from_hex("7a4a2e")), (1, p.from_hex("3c2016"))))
    dish = ellipse(460, 420, 196)
    scene.shadow(dish, 14, 22, blur=20, opacity=0.45)
    scene.fill(dish, Linear((260, 220), (660, 620), ((0, (255, 252, 244)), (1, darker(p.CREAM, 0.16)))))
    scene.rim(ellipse(460, 420, 184), p.TEAL, width=5, opacity=0.8)
    points = [(460.0, 420.0)]
    points += [
        (460 + 140 * math.cos(math.radians(d)), 420 + 140 * math.sin(math.radians(d)))
        for d in range(352, 668, 4)
    ]
    cake = Shape(tuple(points))
    scene.shadow(cake, 10, 16, blur=12, opacity=0.45)
    scene.fill(cake, from_above)
    for step in range(9):
        angle = math.radians(352 + 18 + step * 35)
        x, y = 460 + 106 * math.cos(angle), 420 + 106 * math.sin(angle)
        dot = ellipse(x, y, 17)
        scene.shadow(dot, 3, 5, blur=4)
        scene.fill(dot, Radial((x - 5, y - 5), 26, ((0, (255, 252, 245)), (1, darker(p.CREAM, 0.18)))))
        scene.fill(ellipse(x, y - 2, 7), p.BERRY)


def _table_cups(scene: Scene) -> None:
    places = (
        (170, 190, 84, p.TEAL, 200),
        (792, 416, 84, p.TERRACOTTA, 20),
        (800, 664, 78, p.PAPER, 150),
        (1050, 360, 76, p.SAGE, -40),
    )
    for x, y, r, colour, handle in places:
        saucer = ellipse(x, y, r * 1.5)
        scene.shadow(saucer, 10, 15, blur=14, opacity=0.42)
        scene.fill(
            saucer,
            Linear((x - r, y - r), (x + r, y + r), ((0, lighter(colour, 0.65)), (1, lighter(colour, 0.15)))),
        )
        cup = ellipse(x, y, r)
        angle = math.radians(handle)
        grip = Shape(
            ellipse(x + r * 1.18 * math.cos(angle), y + r * 1.18 * math.sin(angle), r * 0.26, r * 0.18)
            .turned(handle, (x + r * 1.18 * math.cos(angle), y + r * 1.18 * math.sin(angle)))
            .points,
            r * 0.13,
        )
        scene.shadow(grip, 5, 8, blur=6, opacity=0.35)
        scene.fill(grip, darker(colour, 0.3))
        scene.shadow(cup, 6, 10, blur=10, opacity=0.4)
        scene.fill(
            cup,
            Linear((x - r, y - r), (x + r, y + r), ((0, lighter(colour, 0.45)), (1, darker(colour, 0.4)))),
        )
        scene.fill(
            ellipse(x, y, r * 0.86), Radial((x, y), r, ((0, p.from_hex("b8763a")), (1, p.from_hex("5d3018"))))
        )
        if colour in {p.TERRACOTTA, p.PAPER}:
            heart = smooth(
                [
                    (x, y + r * 0.5),
                    (x - r * 0.5, y),
                    (x - r * 0.42, y - r * 0.32),
                    (x - r * 0.16, y - r * 0.34),
                    (x, y - r * 0.16),
                    (x + r * 0.16, y - r * 0.34),
                    (x + r * 0.42, y - r * 0.32),
                    (x + r * 0.5, y),
                ]
            )
            scene.fill(heart, p.from_hex("fbeedb"), blur=1.5)


def _table_pot(scene: Scene) -> None:
    x, y, enamel = 960.0, 128.0, p.from_hex("c9563f")
    spout = polygon((x - 66, y + 30), (x - 42, y + 74), (x - 148, y + 92), (x - 154, y + 70))
    grip = smooth(
        [(x + 60, y - 40), (x + 130, y - 72), (x + 164, y - 30), (x + 96, y + 24)], closed=False, width=24
    )
    body = ellipse(x, y, 104)
    for part in (spout, grip, body):
        scene.shadow(part, 14, 20, blur=16, opacity=0.42)
    scene.fill(spout, Linear((x, y), (x - 150, y + 90), ((0, darker(enamel)), (1, enamel))))
    scene.fill(grip, p.COCOA)
    scene.fill(
        body,
        Radial((x - 34, y - 36), 150, ((0, lighter(enamel, 0.4)), (0.6, enamel), (1, darker(enamel, 0.4)))),
    )
    lid = ellipse(x, y, 74)
    scene.shadow(lid, 3, 5, blur=6, opacity=0.4)
    scene.fill(
        lid,
        Radial((x - 24, y - 26), 110, ((0, lighter(enamel, 0.5)), (0.7, enamel), (1, darker(enamel, 0.3)))),
    )
    knob = ellipse(x, y, 19)
    scene.shadow(knob, 5, 8, blur=6, opacity=0.5)
    scene.fill(knob, Radial((x - 6, y - 7), 26, ((0, p.MILK), (1, p.INK))))


PICTURES = (long_table,)
