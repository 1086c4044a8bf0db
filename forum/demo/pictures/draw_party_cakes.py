"""Cakes for a day that matters: a wedding, a birthday, a Sunday."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import cloth, wash
from forum.demo.pictures.motifs import leaf
from forum.demo.pictures.palette import darker, lighter, mix
from forum.demo.pictures.shapes import Shape, ellipse, line, polygon, rectangle, smooth
from forum.demo.pictures.tableware import plate

CAKE = p.from_hex("4f2b1c")


def wedding_cake() -> Scene:
    """Three tiers with berries, the top one slightly askew."""
    scene = Scene(
        "wedding-cake", Linear((0, 0), (0, 800), ((0, p.from_hex("dfe3cf")), (1, p.from_hex("a9b88f"))))
    )
    wash(scene, (p.SAGE, p.LEAF, p.from_hex("f2ecd0")), opacity=0.25, bottom=620)
    ground = rectangle(-10, 650, 1220, 170)
    scene.fill(ground, down(ground, lighter(p.WOOD, 0.25), p.OAK))
    scene.shadow(ellipse(600, 716, 330, 24), 20, 6, blur=22, opacity=0.5)
    foot = polygon((560, 620), (640, 620), (676, 712), (524, 712))
    scene.fill(foot, across(foot, darker(p.CREAM, 0.2), (255, 252, 244), darker(p.CREAM, 0.25)))
    dish = ellipse(600, 622, 350, 30)
    scene.fill(dish, down(dish, (255, 253, 247), darker(p.CREAM, 0.2)))
    for y, wide, tall, lean in ((430, 520, 190, 0), (276, 370, 156, 0), (146, 230, 132, 3.5)):
        _tier(scene, y, wide, tall, lean)
    for x, y in (
        (500, 424),
        (536, 436),
        (700, 432),
        (742, 424),
        (780, 438),
        (400, 440),
        (474, 270),
        (520, 280),
        (712, 276),
        (560, 140),
        (594, 128),
        (630, 136),
        (608, 146),
        (660, 148),
        (356, 446),
        (820, 448),
    ):
        _berry(scene, x, y - 10)
    for x, y, turn in ((568, 118, -120), (640, 118, -50), (448, 262, 200), (812, 428, -10)):
        leaf(scene, (x, y), 62, turn, p.LEAF)
    return scene


def _tier(scene: Scene, y: float, wide: float, tall: float, lean: float) -> None:
    x, pivot = 600 - wide / 2, (600.0, y + tall)
    body = rectangle(x, y, wide, tall, 12).turned(lean, pivot)
    scene.fill(body, across(body, darker(CAKE, 0.3), lighter(CAKE, 0.2), CAKE, darker(CAKE, 0.5)))
    for share in (0.25, 0.5, 0.75):
        comb = rectangle(x, y + tall * share, wide, 5).turned(lean, pivot)
        scene.fill(comb, darker(CAKE, 0.5), opacity=0.35, inside=body)
    top = ellipse(600, y + 4, wide / 2, wide * 0.062).turned(lean, pivot)
    scene.fill(top, Linear((x, y), (x + wide, y), ((0, lighter(CAKE, 0.3)), (1, CAKE))))
    drips = 9
    for number in range(drips):
        dx = wide * (number + 0.5) / drips
        length = scene.chance.uniform(0.16, 0.45) * tall
        drip = line((x + dx, y + 8), (x + dx, y + 8 + length), width=wide / drips * 0.62).turned(lean, pivot)
        scene.fill(drip, p.from_hex("2f1710"), inside=Shape((*body.points,)))
    glaze = ellipse(600, y + 5, wide / 2 - 2, wide * 0.058).turned(lean, pivot)
    scene.fill(glaze, Linear((x, y), (x + wide, y), ((0, p.from_hex("5a3222")), (1, p.from_hex("2a1510")))))


def _berry(scene: Scene, x: float, y: float) -> None:
    colour = scene.chance.choice((p.BERRY, p.TERRACOTTA, p.PLUM, p.BERRY))
    fruit = ellipse(x, y, 19)
    scene.shadow(fruit, 3, 5, blur=4, opacity=0.4)
    scene.fill(
        fruit,
        Radial((x - 6, y - 7), 28, ((0, lighter(colour, 0.45)), (0.5, colour), (1, darker(colour, 0.45)))),
    )
    scene.fill(ellipse(x - 6, y - 8, 4), (255, 255, 255), opacity=0.7, blur=1)


def hedgehog_cake() -> Scene:
    """A hedgehog of chocolate and almonds that has seen something."""
    scene = Scene(
        "hedgehog-cake", Linear((0, 0), (0, 800), ((0, p.from_hex("f3cf9c")), (1, p.from_hex("e8ad73"))))
    )
    wash(scene, (p.HONEY, p.BLUSH, p.APRICOT), opacity=0.3, bottom=560)
    for number in range(9):
        x, colour = 60 + number * 136, (p.TERRACOTTA, p.TEAL, p.BERRY, p.SAGE)[number % 4]
        y = 64 + 34 * math.sin(number / 8 * math.pi)
        scene.fill(polygon((x, y), (x + 92, y + 6), (x + 44, y + 106)), colour)
    scene.fill(
        smooth([(-20, 60), (300, 92), (600, 100), (900, 92), (1220, 56)], closed=False, width=5), p.BRICK
    )
    table = rectangle(-10, 610, 1220, 210)
    scene.fill(table, down(table, lighter(p.TEAL, 0.2), darker(p.TEAL, 0.25)))
    dish = ellipse(600, 668, 450, 54)
    scene.shadow(dish, 14, 16, blur=20, opacity=0.4)
    scene.fill(dish, down(dish, (255, 252, 245), darker(p.CREAM, 0.2)))
    body = smooth(
        [
            (236, 652),
            (220, 600),
            (276, 560),
            (352, 470),
            (470, 330),
            (640, 280),
            (800, 320),
            (920, 450),
            (952, 580),
            (920, 656),
            (600, 672),
        ]
    )
    scene.fill(body, Radial((560, 400), 460, ((0, lighter(CAKE, 0.22)), (0.5, CAKE), (1, darker(CAKE, 0.5)))))
    _spines(scene, body)
    for x, y in ((330, 528), (414, 508)):
        scene.fill(ellipse(x, y, 37, 40), (255, 253, 248))
        scene.rim(ellipse(x, y, 37, 40), p.INK, width=4, opacity=0.6)
        scene.fill(ellipse(x - 5, y + 3, 13), p.INK)
        scene.fill(ellipse(x - 10, y - 3, 4.5), (255, 255, 255))
    nose = ellipse(232, 596, 31, 28)
    scene.fill(nose, Radial((222, 586), 44, ((0, lighter(p.BERRY, 0.4)), (1, darker(p.BERRY, 0.3)))))
    scene.fill(ellipse(330, 626, 17, 20), p.INK, opacity=0.85)
    return scene


def _spines(scene: Scene, body: Shape) -> None:
    chance = scene.chance
    for row in range(9):
        for column in range(15):
            x, y = (
                470 + column * 34 + (row % 2) * 17 + chance.uniform(-6, 6),
                300 + row * 40 + chance.uniform(-6, 6),
            )
            if ((x - 690) / 250) ** 2 + ((y - 490) / 200) ** 2 > 1 or (x < 500 and y > 430):
                continue
            lean = math.radians(-62 + (x - 470) / 500 * 58)
            tip = x + 52 * math.cos(lean), y + 52 * math.sin(lean)
            colour = mix(p.from_hex("e8c894"), p.from_hex("c99a5c"), chance.random())
            spine = polygon((x - 6, y + 5), (x + 6, y + 9), tip)
            scene.fill(spine.moved(4, 6), p.INK, opacity=0.4, blur=3, inside=body)
            scene.fill(spine, Linear((x, y), tip, ((0, darker(colour, 0.2)), (1, lighter(colour, 0.4)))))


def marble_cake() -> Scene:
    """A marbled ring cake with one slice in front."""
    scene = Scene("marble-cake", p.from_hex("8fa39b"))
    cloth(scene, p.from_hex("8fa39b"), p.CREAM)
    plate(scene, (520, 380), 340, p.from_hex("f3e7d2"), p.BERRY)
    ring = ellipse(520, 372, 250)
    colour = p.from_hex("b67f46")
    scene.shadow(ring, 12, 22, blur=18, opacity=0.45)
    scene.fill(
        ring, Radial((470, 310), 320, ((0, lighter(colour, 0.3)), (0.7, colour), (1, darker(colour, 0.35))))
    )
    for step in range(14):
        angle = step * math.tau / 14
        near, far = (
            (520 + 66 * math.cos(angle), 372 + 66 * math.sin(angle)),
            (520 + 254 * math.cos(angle + 0.34), 372 + 254 * math.sin(angle + 0.34)),
        )
        middle = 520 + 170 * math.cos(angle + 0.1), 372 + 170 * math.sin(angle + 0.1)
        groove = smooth([near, middle, far], closed=False, width=17)
        scene.fill(groove, darker(colour, 0.5), opacity=0.6, blur=7, inside=ring)
        scene.fill(groove.moved(-11, -13), lighter(colour, 0.6), opacity=0.4, blur=7, inside=ring)
    for _ in range(420):
        angle, reach = scene.chance.uniform(0, math.tau), 78 + 165 * scene.chance.random()
        scene.fill(
            ellipse(
                520 + reach * math.cos(angle), 372 + reach * math.sin(angle), scene.chance.uniform(1, 3.2)
            ),
            (255, 252, 246),
            opacity=0.75,
        )
    hole = ellipse(520, 372, 66)
    scene.fill(
        hole, Radial((540, 392), 84, ((0, p.CREAM), (0.6, darker(p.CREAM, 0.2)), (1, darker(p.CREAM, 0.6))))
    )
    _marble_slice(scene)
    return scene


def _marble_slice(scene: Scene) -> None:
    pale, dark = p.from_hex("efcf94"), p.from_hex("5b3320")
    face = smooth(
        [(800, 690), (792, 560), (832, 470), (920, 430), (1010, 462), (1060, 560), (1062, 690), (930, 704)]
    )
    scene.shadow(face, 14, 20, blur=14, opacity=0.42)
    scene.fill(face, p.from_hex("a9713c"))
    inner = smooth(
        [(814, 680), (808, 564), (844, 486), (920, 450), (998, 478), (1044, 566), (1046, 680), (930, 690)]
    )
    scene.fill(inner, pale)
    for points in (
        [
            (800, 640),
            (850, 570),
            (910, 610),
            (950, 540),
            (1010, 560),
            (1060, 500),
            (1060, 570),
            (1000, 620),
            (950, 600),
            (900, 670),
            (850, 640),
            (810, 700),
        ],
        [(850, 500), (900, 520), (940, 470), (970, 500), (930, 540), (880, 560)],
        [(960, 700), (990, 650), (1050, 640), (1060, 700)],
    ):
        scene.fill(smooth(points), dark, blur=2.5, inside=inner)
    for _ in range(90):
        x, y = scene.chance.uniform(806, 1050), scene.chance.uniform(455, 690)
        scene.fill(
            ellipse(x, y, scene.chance.uniform(1.5, 4), scene.chance.uniform(1.2, 3)),
            p.BRICK,
            opacity=0.3,
            inside=inner,
        )


PICTURES = (wedding_cake, hedgehog_cake, marble_cake)
