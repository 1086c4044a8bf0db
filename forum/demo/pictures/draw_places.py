"""Out of doors: the sea, a hill, the growers’ valley."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import ridge
from forum.demo.pictures.motifs import moon
from forum.demo.pictures.palette import Colour, darker, lighter, mix
from forum.demo.pictures.shapes import Shape, arc, blob, ellipse, line, polygon, rectangle, smooth
from forum.demo.pictures.tableware import steam


def thermos_ferry() -> Scene:
    """A thermos and its cup on the rail of a ferry."""
    sky = Linear(
        (0, 0), (0, 430), ((0, p.from_hex("aebfc4")), (0.7, p.from_hex("dfe0d6")), (1, p.from_hex("f3dfc3")))
    )
    scene = Scene("thermos-ferry", sky)
    chance = scene.chance
    for _ in range(14):
        x, y = chance.uniform(0, 1200), chance.uniform(20, 300)
        scene.fill(
            blob(x, y, chance.uniform(110, 260), chance.uniform(14, 40), chance, 0.3),
            (250, 248, 240),
            opacity=0.4,
            blur=18,
        )
    for height, swing, colour, seed in ((385, 26, "8fa3a6", 1.1), (412, 18, "6d888c", 3.0)):
        ridge(scene, height, swing, p.from_hex(colour), seed=seed)
    sea = rectangle(-10, 430, 1220, 390)
    scene.fill(sea, Linear((0, 430), (0, 800), ((0, p.from_hex("86a6aa")), (1, p.from_hex("2f5560")))))
    for _ in range(120):
        depth = chance.random()
        x, y, wide = chance.uniform(-40, 1200), 436 + depth * 350, 20 + depth * 110
        scene.fill(
            smooth(
                [(x, y), (x + wide / 2, y - 3 - depth * 7), (x + wide, y)], closed=False, width=2 + depth * 4
            ),
            chance.choice(((222, 234, 230), p.from_hex("244752"))),
            opacity=0.32,
        )
    for x, y, size in ((260, 170, 34), (340, 130, 24), (930, 220, 30)):
        for side in (-1, 1):
            scene.fill(
                smooth(
                    [(x, y), (x + side * size * 0.5, y - size * 0.5), (x + side * size, y - size * 0.1)],
                    closed=False,
                    width=5,
                ),
                (252, 252, 248),
            )
    for x in (110, 1090):
        post = rectangle(x - 16, 600, 32, 240)
        scene.fill(post, across(post, (236, 236, 230), (150, 156, 158)))
    rail = rectangle(-20, 590, 1240, 44, 20)
    scene.shadow(rail, 4, 14, blur=10, opacity=0.35)
    scene.fill(rail, down(rail, lighter(p.WOOD, 0.35), darker(p.OAK, 0.15)))
    scene.fill(rectangle(-20, 730, 1240, 16, 8), (226, 228, 222))
    _thermos(scene)
    return scene


def _thermos(scene: Scene) -> None:
    body = rectangle(470, 230, 150, 366, 26)
    scene.shadow(ellipse(560, 598, 96, 10), 18, 3, blur=8, opacity=0.5)
    scene.fill(
        body, across(body, (96, 104, 108), (240, 243, 243), (172, 178, 180), (206, 210, 211), (84, 90, 95))
    )
    band = rectangle(470, 380, 150, 96)
    scene.fill(
        band, across(band, darker(p.BERRY, 0.4), lighter(p.BERRY, 0.3), p.BERRY, darker(p.BERRY, 0.45))
    )
    moon(scene, (542, 430), 32, p.CREAM)
    neck = rectangle(488, 196, 114, 44, 10)
    scene.fill(neck, across(neck, (50, 50, 54), (130, 132, 136), (40, 40, 44)))
    cup = Shape(polygon((706, 500), (826, 500), (814, 596), (718, 596)).points)
    scene.shadow(ellipse(768, 598, 70, 8), 14, 3, blur=7, opacity=0.5)
    scene.fill(cup, across(cup, (104, 110, 114), (244, 246, 246), (176, 182, 184), (92, 98, 102)))
    scene.fill(ellipse(766, 500, 60, 12), (232, 235, 235))
    scene.fill(ellipse(766, 502, 51, 8), p.from_hex("4a2a1a"))
    steam(scene, (766, 490), 210, strands=2, spread=30, opacity=0.55)


def bike_hill() -> Scene:
    """A bicycle leaning on a signpost in front of evening hills."""
    sky = Linear(
        (0, 0), (0, 560), ((0, p.from_hex("e8967a")), (0.5, p.from_hex("f3b77f")), (1, p.from_hex("fbe0a8")))
    )
    scene = Scene("bike-hill", sky)
    scene.glow(330, 360, 330, (255, 244, 200), 0.7)
    scene.fill(ellipse(330, 360, 76), (255, 240, 196))
    for height, swing, colour, seed in (
        (420, 52, "d98a6a", 0.2),
        (480, 44, "b5654f", 1.7),
        (545, 36, "8a4a48", 3.4),
        (610, 26, "5c3540", 5.0),
    ):
        tone = p.from_hex(colour)
        ridge(
            scene,
            height,
            swing,
            Linear(
                (0, height - swing), (0, height + 150), ((0, lighter(tone, 0.15)), (1, darker(tone, 0.12)))
            ),
            seed=seed,
        )
    ridge(scene, 690, 12, p.from_hex("35212b"), seed=0.8)
    chance = scene.chance
    for _ in range(110):
        x = chance.uniform(0, 1200)
        scene.fill(
            line((x, 712), (x + chance.uniform(-9, 9), 712 - chance.uniform(14, 46)), width=2.5),
            p.from_hex("35212b"),
        )
    dark = p.from_hex("23151d")
    scene.fill(line((850, 720), (850, 330), width=15), dark)
    for y, side, board in ((362, 1, p.CREAM), (424, -1, p.HONEY)):
        sign = polygon(
            (850 - side * 46, y - 24),
            (850 + side * 150, y - 24),
            (850 + side * 182, y),
            (850 + side * 150, y + 24),
            (850 - side * 46, y + 24),
        )
        scene.shadow(sign, 5, 7, blur=5, opacity=0.4)
        scene.fill(sign, board)
    scene.write("CAKE 2 km", (906, 362), 28, p.INK, spread=1)
    scene.write("CAKE 9 km", (794, 424), 28, p.INK, spread=1)
    _bicycle(scene, dark)
    return scene


def _bicycle(scene: Scene, dark: Colour) -> None:
    rear, front, crank, seat, head = (
        (560.0, 622.0),
        (812.0, 622.0),
        (668.0, 630.0),
        (626.0, 486.0),
        (778.0, 498.0),
    )
    for hub in (rear, front):
        scene.rim(ellipse(*hub, 92), dark, width=9, opacity=1)
        for step in range(18):
            angle = math.radians(step * 20)
            scene.fill(
                line(hub, (hub[0] + 90 * math.cos(angle), hub[1] + 90 * math.sin(angle)), width=1.4),
                dark,
                opacity=0.7,
            )
        scene.fill(ellipse(*hub, 9), dark)
    for tube in ((rear, crank), (crank, seat), (seat, head), (crank, head), (rear, seat), (head, front)):
        scene.fill(line(*tube, width=9), p.TEAL)
    scene.fill(line(seat, (618, 458), width=8), dark)
    scene.fill(smooth([(584, 456), (616, 448), (652, 452), (640, 462), (600, 466)]), p.BRICK)
    scene.fill(line(head, (772, 462), width=8), dark)
    scene.fill(
        smooth([(752, 462), (786, 456), (812, 462), (816, 484), (798, 494)], closed=False, width=8), dark
    )
    scene.fill(arc(*crank, 24, 0, 360, 6), dark)
    scene.fill(line((652, 604), (684, 656), width=7), dark)
    bag = rectangle(640, 508, 106, 44, 12)
    scene.fill(bag, down(bag, p.CARAMEL, p.BRICK))


def growers_hills() -> Scene:
    """Green terraces, cocoa trees and a tin roof."""
    sky = Linear((0, 0), (0, 420), ((0, p.from_hex("a9cdc9")), (1, p.from_hex("f5e6c2"))))
    scene = Scene("growers-hills", sky)
    chance = scene.chance
    for _ in range(9):
        x, y = chance.uniform(0, 1200), chance.uniform(40, 240)
        scene.fill(
            blob(x, y, chance.uniform(70, 190), chance.uniform(20, 46), chance, 0.3),
            (255, 252, 240),
            opacity=0.6,
            blur=13,
        )
    shades = ("9db79a", "84a67f", "6b9266", "557e52", "426a43")
    for number, code in enumerate(shades):
        height, tone = 300 + number * 82, p.from_hex(code)
        hill = ridge(
            scene,
            height,
            40 - number * 4,
            Linear((0, height - 40), (0, height + 200), ((0, lighter(tone, 0.22)), (1, darker(tone, 0.1)))),
            seed=number * 1.9,
        )
        for step in range(1, 5):
            edge = Shape(tuple((x, y + step * 20) for x, y in hill.points[:-2]), 3)
            scene.fill(edge, darker(tone, 0.3), opacity=0.22, blur=1)
        for _ in range(26):
            x = chance.uniform(0, 1200)
            y = height + 60 + chance.uniform(-14, 40)
            r = 6 + number * 3.4
            scene.fill(
                blob(x, y, r * 1.25, r, chance, 0.15),
                mix(tone, p.FOREST, chance.uniform(0.2, 0.6)),
                opacity=0.85,
            )
    _hut(scene)
    for x, size in ((120, 1.15), (1050, 1.3), (930, 0.8)):
        _cocoa_tree(scene, x, 790, size)
    return scene


def _hut(scene: Scene) -> None:
    wall = polygon((420, 600), (700, 600), (700, 730), (420, 730))
    scene.fill(wall, across(wall, p.from_hex("c98f5c"), p.from_hex("9a643c")))
    for x in range(448, 700, 28):
        scene.fill(line((x, 600), (x, 730), width=2), p.OAK, opacity=0.5)
    scene.fill(rectangle(530, 640, 58, 90), p.COCOA)
    roof = polygon((380, 612), (450, 530), (680, 530), (744, 612))
    scene.shadow(roof, 4, 12, blur=8, opacity=0.4)
    scene.fill(roof, across(roof, p.from_hex("d3d6d0"), p.from_hex("9aa5a3"), p.from_hex("b7674a")))
    for step in range(17):
        scene.fill(line((450 + step * 14.4, 530), (380 + step * 22.7, 612), width=2), p.INK, opacity=0.25)


def _cocoa_tree(scene: Scene, x: float, base: float, size: float) -> None:
    scene.fill(
        smooth(
            [(x, base), (x - 8 * size, base - 90 * size), (x + 10 * size, base - 200 * size)],
            closed=False,
            width=20 * size,
        ),
        p.from_hex("5a4030"),
    )
    chance = scene.chance
    for step in range(22):
        angle = math.radians(-200 + step * 11)
        reach = chance.uniform(60, 130) * size
        foot = x + 8 * size, base - 210 * size
        tip = foot[0] + reach * 1.25 * math.cos(angle), foot[1] + reach * math.sin(angle) + 20
        middle = (foot[0] + tip[0]) / 2, (foot[1] + tip[1]) / 2
        blade = ellipse(*middle, reach * 0.62, reach * 0.2).turned(
            math.degrees(math.atan2(tip[1] - foot[1], tip[0] - foot[0])), middle
        )
        tone = chance.choice((p.LEAF, p.FOREST, p.from_hex("77945a")))
        scene.fill(blade, Linear(foot, tip, ((0, darker(tone, 0.25)), (1, lighter(tone, 0.2)))))
    for dx, dy, tone in (
        (-20, -92, p.HONEY),
        (22, -120, p.TERRACOTTA),
        (-16, -150, p.CARAMEL),
        (18, -62, p.TERRACOTTA),
    ):
        fruit = ellipse(x + dx * size, base + dy * size, 13 * size, 25 * size)
        scene.fill(
            fruit,
            Radial(
                (x + dx * size - 5, base + dy * size - 8),
                32 * size,
                ((0, lighter(tone, 0.4)), (1, darker(tone, 0.3))),
            ),
        )


PICTURES = (thermos_ferry, bike_hill, growers_hills)
