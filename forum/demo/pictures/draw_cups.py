"""Cups and what is in them."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene
from forum.demo.pictures.grounds import cloth, tabletop
from forum.demo.pictures.motifs import bean, chocolate, moon
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, arc, blob, ellipse, polygon, rectangle, smooth
from forum.demo.pictures.tableware import coffee, cup_above, plate, steam

MILK = p.from_hex("fbeedb")


def latte_rosetta() -> Scene:
    """A neat rosetta in a cup on a wooden table."""
    scene = Scene("latte-rosetta", p.WOOD)
    tabletop(scene)
    plate(scene, (560, 410), 330, p.from_hex("dfe4dc"), p.TEAL)
    surface = cup_above(scene, (560, 405), 232, p.from_hex("e9ebe2"), coffee((560, 405), 215))
    for step in range(8):
        y, wide = 292 + step * 34, 132 - abs(step - 3.4) * 15
        for side in (-1, 1):
            tip = (560 + side * wide, y - 22)
            petal = [
                (560, y + 40),
                (560 + side * wide * 0.55, y + 26),
                tip,
                (560 + side * wide * 0.55, y + 2),
                (560, y + 24),
            ]
            scene.fill(smooth(petal), MILK, opacity=0.96, blur=1.5, inside=surface)
    heart = smooth(
        [(560, 254), (540, 236), (514, 238), (516, 268), (560, 310), (604, 268), (606, 238), (580, 236)]
    )
    scene.fill(heart, MILK, blur=1.5, inside=surface)
    scene.fill(polygon((556, 300), (564, 300), (562, 588), (558, 588)), MILK, blur=1, inside=surface)
    scene.fill(ellipse(470, 300, 46, 15).turned(-40, (470, 300)), (255, 255, 255), opacity=0.22, blur=9)
    _spoon(scene, 930, 300, 12)
    for x, y, turn in ((990, 660, 30), (1056, 610, -40), (150, 160, 70), (92, 236, 10), (210, 110, -30)):
        bean(scene, (x, y), 74, turn, p.BRICK)
    return scene


def latte_whale() -> Scene:
    """A lopsided blob: a whale, or Wales, or a heart."""
    scene = Scene("latte-whale", p.from_hex("d9a58a"))
    cloth(scene, p.from_hex("d9a58a"), p.TERRACOTTA)
    plate(scene, (620, 400), 330, p.from_hex("e9d9bf"), p.TERRACOTTA)
    surface = cup_above(scene, (620, 396), 232, p.from_hex("efe1c8"), coffee((620, 396), 215), handle=145)
    whale = smooth(
        [
            (480, 430),
            (470, 372),
            (520, 318),
            (606, 300),
            (684, 326),
            (734, 372),
            (752, 346),
            (742, 300),
            (772, 322),
            (800, 304),
            (792, 356),
            (770, 400),
            (726, 452),
            (660, 496),
            (570, 506),
            (508, 478),
        ]
    )
    scene.fill(whale, MILK, opacity=0.95, blur=2.5, inside=surface)
    belly = smooth([(486, 452), (560, 470), (640, 462), (712, 436)], closed=False, width=7)
    scene.fill(belly, p.from_hex("b9793f"), opacity=0.55, blur=3, inside=whale)
    scene.fill(ellipse(532, 392, 7), p.from_hex("8a4f26"), opacity=0.85, blur=1, inside=surface)
    for x, y, r in ((566, 262, 9), (588, 246, 6), (548, 250, 5)):
        scene.fill(ellipse(x, y, r), MILK, opacity=0.85, blur=1.5, inside=surface)
    _spoon(scene, 1010, 210, -14)
    return scene


def hot_chocolate() -> Scene:
    """Thick hot chocolate in a bowl of a cup, a square on the saucer."""
    scene = Scene("hot-chocolate", p.from_hex("7c3a37"))
    cloth(scene, p.from_hex("7c3a37"), p.from_hex("c98d6a"))
    plate(scene, (600, 430), 345, p.from_hex("f0dfc2"), p.HONEY)
    drink = Radial(
        (570, 400), 245, ((0, p.from_hex("7a452a")), (0.65, p.from_hex("5a2e1d")), (1, p.from_hex("3a1b13")))
    )
    surface = cup_above(scene, (600, 415), 236, p.from_hex("f2e3c9"), drink, handle=-20)
    for radius, start in ((150, 200), (112, 30), (74, 250), (38, 60)):
        scene.fill(
            arc(604, 420, radius, start, start + 250, 17),
            p.from_hex("9a6140"),
            opacity=0.5,
            blur=6,
            inside=surface,
        )
    cream = blob(600, 408, 92, 84, scene.chance, 0.1)
    scene.shadow(cream, 6, 10, blur=10, opacity=0.35)
    scene.fill(cream, Radial((575, 380), 120, ((0, (255, 250, 240)), (1, p.from_hex("ecd7b8")))))
    for turn in range(3):
        scene.fill(
            arc(600, 408, 62 - turn * 20, 20 + turn * 70, 250 + turn * 70, 10),
            p.from_hex("d9bd96"),
            opacity=0.6,
            blur=4,
            inside=cream,
        )
    for _ in range(46):
        x, y = scene.chance.gauss(600, 46), scene.chance.gauss(408, 42)
        scene.fill(ellipse(x, y, scene.chance.uniform(1.5, 4)), p.DARK, opacity=0.75, inside=surface)
    chocolate(scene, (292, 590), 84, 1, 1, p.DARK, turn=-18)
    steam(scene, (620, 330), 300, strands=2, spread=90, opacity=0.32)
    return scene


def tempering_bowl() -> Scene:
    """Melted chocolate in a steel bowl with spatula and thermometer."""
    scene = Scene("tempering-bowl", p.from_hex("c9d0c6"))
    cloth(scene, p.from_hex("c9d0c6"), p.SAGE)
    outer = ellipse(560, 410, 330)
    scene.shadow(outer, 20, 30, blur=26, opacity=0.42)
    scene.fill(
        outer,
        Linear(
            (240, 90),
            (880, 730),
            ((0, (244, 246, 245)), (0.35, p.STEEL), (0.6, (232, 236, 236)), (1, (120, 124, 128))),
        ),
    )
    scene.fill(
        ellipse(560, 412, 306),
        Linear((260, 120), (860, 700), ((0, (118, 122, 126)), (0.5, (206, 211, 212)), (1, (238, 241, 241)))),
    )
    pool = blob(562, 424, 258, 252, scene.chance, 0.02)
    scene.fill(
        pool,
        Radial(
            (500, 350),
            360,
            ((0, p.from_hex("7a4429")), (0.5, p.from_hex("5a2f1d")), (1, p.from_hex("351a12"))),
        ),
    )
    for radius, start, width in ((196, 190, 26), (150, 20, 22), (96, 210, 20), (52, 40, 16)):
        swirl = arc(566, 430, radius, start, start + 200, width)
        scene.fill(swirl, p.from_hex("8f5836"), opacity=0.5, blur=9, inside=pool)
    scene.fill(
        ellipse(436, 320, 70, 20).turned(-42, (436, 320)), (255, 238, 214), opacity=0.35, blur=12, inside=pool
    )
    for x, y in ((640, 520), (690, 470), (610, 575)):
        drop = ellipse(x, y, 21, 18)
        scene.shadow(drop, 3, 5, blur=4, opacity=0.4)
        scene.fill(drop, Radial((x - 6, y - 7), 30, ((0, p.MILK), (1, p.COCOA))))
    _spatula(scene)
    _thermometer(scene)
    return scene


def mug_window() -> Scene:
    """A mug on the sill, a rainy town at night behind the glass."""
    scene = Scene(
        "mug-window",
        Linear(
            (0, 0),
            (0, 620),
            ((0, p.from_hex("141d38")), (0.7, p.from_hex("3a3a63")), (1, p.from_hex("6b4f6b"))),
        ),
    )
    chance = scene.chance
    for row, tone in ((430, p.from_hex("262a4c")), (500, p.from_hex("1b1f3c"))):
        x = -20.0
        while x < 1220:
            wide, tall = chance.uniform(70, 140), chance.uniform(60, 190)
            scene.fill(rectangle(x, row - tall, wide, 420), tone, opacity=0.92)
            x += wide
    for _ in range(95):
        x, y, r = chance.uniform(0, 1200), chance.uniform(300, 600), chance.choice((4.0, 7.0, 13.0, 22.0))
        colour = chance.choice((p.HONEY, p.APRICOT, p.TERRACOTTA, (255, 236, 200)))
        scene.fill(ellipse(x, y, r), colour, opacity=0.75 if r < 9 else 0.28, blur=r * 0.25)
    for _ in range(130):
        x, y, r = chance.uniform(0, 1200), chance.uniform(0, 610), chance.uniform(2, 6)
        scene.fill(ellipse(x, y, r, r * 1.3), (214, 222, 236), opacity=0.34)
        if chance.random() < 0.25:
            scene.fill(
                rectangle(x - 1.2, y - chance.uniform(30, 120), 2.4, 90), (200, 210, 230), opacity=0.16
            )
    frame = p.from_hex("4c3228")
    for bar in (rectangle(386, -10, 26, 640), rectangle(-10, 180, 1220, 20)):
        scene.shadow(bar, 6, 6, blur=8, opacity=0.4)
        scene.fill(bar, frame)
    sill = rectangle(-10, 610, 1220, 210)
    scene.fill(sill, Linear((0, 610), (0, 800), ((0, p.from_hex("8a5a3c")), (1, p.from_hex("4a2c20")))))
    scene.fill(rectangle(-10, 606, 1220, 8), lighter(p.WOOD, 0.4), opacity=0.6)
    _mug(scene)
    steam(scene, (760, 352), 280, strands=3, spread=54, opacity=0.4)
    return scene


def _mug(scene: Scene) -> None:
    colour = p.TERRACOTTA
    grip = Shape(ellipse(902, 530, 66, 82).points, 28)
    body = Shape((*rectangle(630, 366, 262, 330, 34).points,))
    scene.shadow(ellipse(780, 704, 190, 20), 16, 6, blur=16, opacity=0.6)
    scene.fill(grip, darker(colour, 0.25))
    scene.fill(
        body,
        Linear(
            (630, 0),
            (892, 0),
            (
                (0, darker(colour, 0.15)),
                (0.28, lighter(colour, 0.3)),
                (0.6, colour),
                (1, darker(colour, 0.42)),
            ),
        ),
    )
    scene.fill(ellipse(761, 372, 131, 22), lighter(colour, 0.35))
    scene.fill(ellipse(761, 375, 115, 16), p.COCOA)
    moon(scene, (752, 540), 66, p.CREAM)


def _spoon(scene: Scene, x: float, y: float, turn: float) -> None:
    bowl = ellipse(x, y, 40, 62).turned(turn, (x, y + 150))
    stem = smooth(
        [
            (x - 9, y + 50),
            (x + 9, y + 50),
            (x + 10, y + 180),
            (x + 17, y + 310),
            (x, y + 330),
            (x - 17, y + 310),
            (x - 10, y + 180),
        ]
    ).turned(turn, (x, y + 150))
    for part in (stem, bowl):
        scene.shadow(part, 9, 13, blur=9, opacity=0.38)
    steel = Linear(
        (x - 40, y), (x + 40, y + 40), ((0, (240, 242, 240)), (0.5, p.STEEL), (1, (226, 229, 228)))
    )
    scene.fill(stem, steel)
    scene.fill(bowl, steel)
    scene.fill(ellipse(x + 3, y + 4, 28, 48).turned(turn, (x, y + 150)), (140, 144, 147), opacity=0.7, blur=5)


def _spatula(scene: Scene) -> None:
    stick = polygon((690, 300), (716, 318), (1010, 52), (988, 24))
    head = smooth([(560, 400), (600, 330), (680, 270), (740, 320), (700, 390), (620, 450)])
    scene.shadow(stick, 14, 24, blur=12, opacity=0.35)
    scene.fill(stick, Linear((690, 300), (716, 330), ((0, lighter(p.WOOD, 0.3)), (1, p.OAK))))
    scene.fill(head, Linear((590, 330), (700, 420), ((0, p.TERRACOTTA), (1, darker(p.TERRACOTTA, 0.25)))))
    dip = smooth([(548, 410), (590, 372), (650, 400), (640, 450), (590, 470)])
    scene.fill(dip, p.from_hex("5f3320"))
    scene.fill(ellipse(600, 402, 22, 7).turned(-35, (600, 402)), (255, 238, 214), opacity=0.35, blur=3)


def _thermometer(scene: Scene) -> None:
    rod = rectangle(248, 190, 16, 300, 8).turned(-38, (256, 340))
    scene.shadow(rod, 8, 12, blur=6, opacity=0.4)
    scene.fill(rod, Linear((240, 0), (275, 0), ((0, (236, 238, 238)), (1, (138, 142, 146)))))
    dial = ellipse(168, 226, 96)
    scene.shadow(dial, 12, 18, blur=14, opacity=0.42)
    scene.fill(dial, Linear((80, 140), (260, 310), ((0, (245, 246, 245)), (1, (140, 145, 148)))))
    scene.fill(ellipse(168, 226, 82), p.PAPER)
    for degrees in range(150, 391, 20):
        angle = math.radians(degrees)
        start, end = (70, 60) if degrees % 60 else (72, 52)
        mark = Shape(
            (
                (168 + start * math.cos(angle), 226 + start * math.sin(angle)),
                (168 + end * math.cos(angle), 226 + end * math.sin(angle)),
            ),
            3,
        )
        scene.fill(mark, p.INK)
    scene.fill(arc(168, 226, 66, 262, 290, 9), p.LEAF, opacity=0.85)
    scene.fill(Shape(((168, 226), (182, 168)), 6), p.TERRACOTTA)
    scene.fill(ellipse(168, 226, 9), p.INK)
    scene.write("31.5°", (168, 268), 27, p.INK)


PICTURES = (latte_rosetta, latte_whale, hot_chocolate, tempering_bowl, mug_window)
