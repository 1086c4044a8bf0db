"""What coffee is made with: moka pot, filter, a popcorn machine on a balcony."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import wash
from forum.demo.pictures.motifs import bean, leaf
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, arc, blob, ellipse, line, polygon, rectangle, smooth
from forum.demo.pictures.tableware import cup_side, steam

METAL = ((92, 98, 102), (236, 239, 240), (158, 165, 168), (206, 211, 213), (120, 126, 130), (74, 80, 84))


def moka_pot() -> Scene:
    """A small moka pot on a gas flame."""
    scene = Scene(
        "moka-pot", Linear((0, 0), (0, 800), ((0, p.from_hex("d9e0cf")), (1, p.from_hex("b9c7b2"))))
    )
    for row in range(5):
        for column in range(9):
            tile = rectangle(column * 140 - 40 + 3, row * 140 - 60 + 3, 134, 134, 6)
            scene.fill(tile, lighter(p.SAGE, 0.35 + scene.chance.uniform(-0.06, 0.1)))
    stove = rectangle(-10, 640, 1220, 180)
    scene.fill(stove, down(stove, (88, 86, 86), (34, 32, 34)))
    scene.fill(rectangle(-10, 636, 1220, 8), (170, 170, 168), opacity=0.7)
    scene.fill(rectangle(440, 668, 320, 24, 12), (28, 26, 28))
    for step in range(15):
        x = 478 + step * 17.5
        tall = 34 + 12 * math.sin(step * 1.3)
        flame = smooth(
            [
                (x - 8, 668),
                (x - 6, 668 - tall * 0.6),
                (x, 668 - tall),
                (x + 6, 668 - tall * 0.6),
                (x + 8, 668),
            ]
        )
        scene.fill(
            flame,
            Linear(
                (x, 668),
                (x, 668 - tall),
                ((0, p.from_hex("3f6fb0")), (0.6, p.from_hex("7fb2e6")), (1, p.from_hex("e8f3ff"))),
            ),
            opacity=0.9,
        )
    for x in (400, 770):
        scene.fill(line((x, 690), (x + (30 if x < 600 else -30), 628), width=15), (22, 21, 22))
    scene.fill(rectangle(390, 616, 420, 14, 6), (22, 21, 22))
    _moka(scene)
    steam(scene, (446, 250), 210, strands=3, spread=26, opacity=0.6)
    cup_side(scene, (960, 728), 116, p.TERRACOTTA)
    return scene


def _moka(scene: Scene) -> None:
    base = polygon((474, 470), (726, 470), (758, 616), (442, 616))
    scene.fill(base, across(base, *METAL))
    for x0, x1 in ((540, 526), (602, 602), (664, 680)):
        scene.fill(line((x0, 472), (x1, 614), width=2.5), (60, 64, 68), opacity=0.4)
    valve = ellipse(520, 540, 13)
    scene.fill(valve, Radial((516, 536), 18, ((0, lighter(p.HONEY, 0.4)), (1, darker(p.HONEY, 0.3)))))
    collar = rectangle(466, 446, 268, 30, 10)
    scene.fill(collar, across(collar, *[darker(tone, 0.1) for tone in METAL]))
    upper = polygon((486, 446), (714, 446), (746, 238), (454, 238))
    scene.fill(upper, across(upper, *METAL))
    for x0, x1 in ((544, 530), (602, 602), (660, 674)):
        scene.fill(line((x0, 446), (x1, 240), width=2.5), (60, 64, 68), opacity=0.4)
    spout = polygon((462, 290), (454, 238), (420, 224), (440, 262))
    scene.fill(spout, (196, 201, 203))
    lid = polygon((450, 240), (750, 240), (640, 186), (560, 186))
    scene.fill(lid, across(lid, *METAL))
    knob = ellipse(600, 172, 25, 21)
    scene.fill(knob, Radial((592, 164), 34, ((0, (110, 80, 66)), (1, p.INK))))
    grip = smooth(
        [(740, 262), (826, 256), (850, 300), (836, 420), (812, 440), (800, 420), (808, 316), (740, 306)]
    )
    scene.fill(grip, Linear((740, 0), (850, 0), ((0, p.INK), (0.5, p.from_hex("6b4434")), (1, p.INK))))


def pour_over() -> Scene:
    """A white filter on a glass jug, a thin stream from the kettle."""
    scene = Scene(
        "pour-over", Linear((0, 0), (1200, 800), ((0, p.from_hex("f2dcc4")), (1, p.from_hex("d6a58a"))))
    )
    wash(scene, (p.BLUSH, p.CREAM, p.APRICOT), opacity=0.3, bottom=600)
    table = rectangle(-10, 650, 1220, 170)
    scene.fill(table, down(table, lighter(p.TEAL, 0.12), darker(p.TEAL, 0.35)))
    scene.shadow(ellipse(520, 706, 170, 16), 18, 5, blur=14, opacity=0.5)
    jug = smooth(
        [
            (462, 430),
            (458, 480),
            (400, 560),
            (366, 650),
            (388, 704),
            (520, 712),
            (652, 704),
            (674, 650),
            (640, 560),
            (582, 480),
            (578, 430),
            (520, 426),
        ]
    )
    scene.fill(jug, (244, 248, 245), opacity=0.42)
    brew = Shape(
        (
            *smooth(
                [(372, 640), (366, 660), (390, 702), (520, 710), (650, 702), (674, 660), (668, 630)],
                closed=False,
            ).points,
            (520, 636),
        )
    )
    scene.fill(
        brew,
        Linear((366, 630), (674, 710), ((0, p.from_hex("8a4a22")), (1, p.from_hex("3a1c10")))),
        opacity=0.92,
    )
    scene.fill(ellipse(520, 634, 150, 12), p.from_hex("b4703a"), opacity=0.9)
    scene.rim(jug, (255, 255, 255), width=4, opacity=0.75)
    scene.fill(
        smooth([(420, 570), (398, 620), (396, 670)], closed=False, width=12),
        (255, 255, 255),
        opacity=0.55,
        blur=4,
    )
    scene.fill(
        rectangle(452, 470, 136, 34, 8),
        Linear((452, 0), (588, 0), ((0, p.OAK), (0.4, lighter(p.WOOD, 0.3)), (1, darker(p.OAK, 0.2)))),
    )
    for step in range(4):
        scene.fill(ellipse(520, 520 + step * 27, 4, 7), p.from_hex("6b3518"))
    cone = polygon((366, 270), (674, 270), (560, 424), (480, 424))
    scene.shadow(cone, 6, 10, blur=10, opacity=0.25)
    scene.fill(cone, across(cone, darker(p.PAPER, 0.12), (255, 255, 252), p.PAPER, darker(p.PAPER, 0.32)))
    for share in (0.25, 0.5, 0.75):
        scene.fill(
            line((366 + 308 * share, 284), (480 + 80 * share, 420), width=3),
            darker(p.PAPER, 0.4),
            opacity=0.35,
        )
    scene.fill(
        rectangle(430, 418, 180, 18, 8),
        across(cone, darker(p.PAPER, 0.1), (255, 255, 252), darker(p.PAPER, 0.28)),
    )
    grip = Shape(ellipse(676, 336, 44, 38).points, 17)
    scene.fill(grip, darker(p.PAPER, 0.16))
    scene.fill(ellipse(520, 270, 156, 24), lighter(p.from_hex("e8d6b8"), 0.2))
    scene.fill(ellipse(520, 273, 138, 18), p.from_hex("5a3018"))
    scene.fill(ellipse(516, 273, 66, 9), p.from_hex("b98a5c"), opacity=0.8, blur=4)
    _kettle(scene)
    steam(scene, (470, 250), 190, strands=2, spread=60, opacity=0.5)
    for x, y, turn in ((180, 720, 10), (236, 744, -35), (150, 760, 60)):
        bean(scene, (x, y), 56, turn, p.BRICK)
    return scene


def _kettle(scene: Scene) -> None:
    stream = polygon((528, 148), (536, 148), (534, 270), (529, 270))
    scene.fill(stream, (226, 240, 242), opacity=0.85)
    spout = smooth(
        [(866, 330), (800, 320), (760, 260), (720, 170), (650, 128), (560, 130), (528, 150)],
        closed=False,
        width=24,
    )
    scene.shadow(spout, 6, 9, blur=8, opacity=0.25)
    scene.fill(spout, Linear((520, 110), (600, 330), ((0, p.from_hex("52575a")), (1, p.from_hex("2f3335")))))
    body = polygon((850, 150), (1050, 150), (1094, 380), (806, 380))
    scene.fill(body, across(body, (38, 42, 44), (120, 126, 128), (62, 67, 70), (30, 33, 35)))
    scene.fill(polygon((850, 152), (1050, 152), (1010, 118), (890, 118)), (48, 52, 55))
    scene.fill(ellipse(950, 108, 18, 15), p.WOOD)
    grip = smooth([(1046, 180), (1140, 160), (1170, 220), (1140, 330), (1110, 350)], closed=False, width=27)
    scene.fill(grip, Linear((1050, 0), (1170, 0), ((0, p.OAK), (1, lighter(p.WOOD, 0.2)))))


def popcorn_roaster() -> Scene:
    """A popcorn machine on a balcony, chaff in the wind."""
    scene = Scene(
        "popcorn-roaster", Linear((0, 0), (0, 640), ((0, p.from_hex("9cc3cc")), (1, p.from_hex("f4dcb4"))))
    )
    chance = scene.chance
    x = -30.0
    while x < 1230:
        wide, tall = chance.uniform(110, 190), chance.uniform(170, 330)
        tone = chance.choice((p.BLUSH, p.from_hex("e0b48f"), p.from_hex("cfa58f"), p.from_hex("e8cfae")))
        scene.fill(rectangle(x, 560 - tall, wide, 400), tone)
        scene.fill(
            polygon(
                (x - 8, 560 - tall),
                (x + wide + 8, 560 - tall),
                (x + wide - 12, 530 - tall),
                (x + 12, 530 - tall),
            ),
            p.TERRACOTTA,
            opacity=0.8,
        )
        for wx in range(round(x) + 22, round(x + wide) - 30, 44):
            for wy in range(round(584 - tall), 520, 62):
                scene.fill(
                    rectangle(wx, wy, 20, 32, 3),
                    chance.choice((p.TEAL, p.from_hex("6d8b8f"), p.HONEY)),
                    opacity=0.55,
                )
        x += wide + 6
    for rail_x in range(20, 1200, 46):
        scene.fill(rectangle(rail_x, 500, 8, 200), p.INK, opacity=0.75)
    scene.fill(rectangle(-10, 486, 1220, 20, 8), p.INK, opacity=0.85)
    table = rectangle(170, 654, 860, 44, 14)
    scene.shadow(table, 6, 22, blur=14, opacity=0.35)
    scene.fill(table, down(table, lighter(p.WOOD, 0.3), p.OAK))
    for leg in (250, 930):
        scene.fill(rectangle(leg, 698, 26, 120), p.OAK)
    pot = polygon((900, 560), (1020, 560), (1004, 656), (916, 656))
    for turn in (-140, -115, -90, -65, -40):
        leaf(scene, (960, 566), 130, turn, p.LEAF)
    scene.fill(pot, across(pot, p.TERRACOTTA, lighter(p.TERRACOTTA), darker(p.TERRACOTTA)))
    _machine(scene)
    return scene


def _machine(scene: Scene) -> None:
    chance = scene.chance
    body = smooth(
        [
            (470, 654),
            (462, 560),
            (486, 430),
            (520, 400),
            (680, 400),
            (714, 430),
            (738, 560),
            (730, 654),
            (600, 660),
        ]
    )
    scene.shadow(body, 18, 8, blur=16, opacity=0.4)
    scene.fill(
        body,
        across(body, darker(p.BERRY, 0.3), lighter(p.TERRACOTTA, 0.25), p.TERRACOTTA, darker(p.BERRY, 0.35)),
    )
    hood = smooth([(502, 404), (500, 300), (540, 246), (640, 240), (690, 280), (700, 404), (600, 410)])
    scene.fill(hood, p.from_hex("f3e7cf"), opacity=0.55)
    for _ in range(34):
        x, y = chance.gauss(600, 46), chance.gauss(352, 34)
        bean(
            scene,
            (min(max(x, 530), 672), min(max(y, 280), 392)),
            34,
            chance.uniform(0, 180),
            chance.choice((p.BRICK, p.MILK, p.DARK)),
        )
    scene.fill(
        smooth([(530, 390), (524, 310), (552, 266)], closed=False, width=12),
        (255, 255, 255),
        opacity=0.5,
        blur=5,
    )
    scene.rim(hood, (255, 252, 240), width=5, opacity=0.8)
    scene.fill(ellipse(600, 540, 44), p.CREAM)
    scene.fill(arc(600, 540, 30, 140, 400, 7), p.BRICK)
    scene.fill(line((600, 540), (618, 518), width=7), p.INK)
    for step in range(5):
        scene.fill(rectangle(540, 606 + step * 9, 120, 4, 2), p.INK, opacity=0.5)
    for _ in range(64):
        share = chance.random()
        x, y = (
            650 + share * 560 + chance.gauss(0, 30),
            250 - 130 * math.sin(share * 2.4) + chance.gauss(0, 46),
        )
        flake = blob(x, y, chance.uniform(5, 13), chance.uniform(3, 6), chance, 0.25).turned(
            chance.uniform(0, 180), (x, y)
        )
        scene.fill(flake, chance.choice((p.CARAMEL, p.HONEY, p.from_hex("e8c894"))), opacity=0.9)
    for x, y, turn in ((560, 206, 30), (632, 178, -30), (590, 132, 70), (690, 214, 10)):
        bean(scene, (x, y), 38, turn, p.BRICK)


PICTURES = (moka_pot, pour_over, popcorn_roaster)
