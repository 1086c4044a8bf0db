"""Cakes of every day, whole, cut and sunk."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import cloth, wash
from forum.demo.pictures.motifs import crumbs
from forum.demo.pictures.palette import Colour, darker, lighter, mix
from forum.demo.pictures.shapes import Shape, arc, blob, ellipse, line, rectangle, sector, smooth
from forum.demo.pictures.tableware import plate

CAKE = p.from_hex("4f2b1c")
CRUMB = p.from_hex("6b3d26")


def _crust(
    scene: Scene, body: Shape, centre: tuple[float, float], radius: float, colour: Colour, cracks: int
) -> None:
    """The top of a cake from above: light, pores, cracks."""
    cx, cy = centre
    chance = scene.chance
    scene.shadow(body, 12, 20, blur=16, opacity=0.45)
    scene.fill(
        body,
        Radial(
            (cx - radius * 0.25, cy - radius * 0.3),
            radius * 1.35,
            ((0, lighter(colour, 0.25)), (0.6, colour), (1, darker(colour, 0.45))),
        ),
    )
    for _ in range(150):
        angle, reach = chance.uniform(0, math.tau), radius * math.sqrt(chance.random()) * 0.95
        x, y = cx + reach * math.cos(angle), cy + reach * math.sin(angle)
        tone = chance.choice((lighter(colour, 0.3), darker(colour, 0.4)))
        scene.fill(
            ellipse(x, y, chance.uniform(2, 8), chance.uniform(1.5, 5)),
            tone,
            opacity=0.3,
            blur=1.5,
            inside=body,
        )
    for _ in range(cracks):
        angle, reach = chance.uniform(0, math.tau), radius * chance.uniform(0.45, 0.75)
        x, y = cx + reach * math.cos(angle), cy + reach * math.sin(angle)
        points = [
            (
                x + step * 17 * math.cos(angle + 1.5) + chance.uniform(-7, 7),
                y + step * 17 * math.sin(angle + 1.5) + chance.uniform(-7, 7),
            )
            for step in range(5)
        ]
        scene.fill(smooth(points, closed=False, width=5), darker(colour, 0.65), opacity=0.8, inside=body)
        scene.fill(
            smooth(points, closed=False, width=2).moved(-2, -3),
            lighter(colour, 0.45),
            opacity=0.5,
            inside=body,
        )


def rice_cooker_brownie() -> Scene:
    """A round brownie with a toffee crust, one wedge cut out."""
    scene = Scene("rice-cooker-brownie", p.from_hex("e6cfa6"))
    cloth(scene, p.from_hex("e6cfa6"), p.TERRACOTTA)
    plate(scene, (580, 405), 350, p.from_hex("7fa3ac"), p.from_hex("dbe7e4"))
    body = sector(580, 400, 236, 62, 382)
    _crust(scene, body, (580, 400), 236, CAKE, 9)
    scene.fill(arc(580, 400, 226, 62, 382, 16), p.CARAMEL, opacity=0.35, blur=6, inside=body)
    for degrees in (62, 382):
        angle = math.radians(degrees)
        edge = line((580, 400), (580 + 236 * math.cos(angle), 400 + 236 * math.sin(angle)), width=20)
        scene.fill(edge, darker(CAKE, 0.35), inside=body)
    shine = ellipse(500, 290, 96, 34).turned(-35, (500, 290))
    scene.fill(shine, p.HONEY, opacity=0.3, blur=18, inside=body)
    slice_ = sector(0, 0, 210, 20, 64).moved(700, 500)
    scene.shadow(slice_, 10, 16, blur=10)
    scene.fill(slice_, Linear((700, 500), (860, 640), ((0, CAKE), (1, darker(CAKE, 0.3)))))
    scene.fill(Shape(slice_.points[:2], 12), CRUMB, opacity=0.8)
    crumbs(scene, (690, 520), 90, CRUMB, 22)
    for x, y, turn in ((1010, 180, 20), (1076, 240, -60), (986, 268, 70)):
        _walnut(scene, x, y, turn)
    return scene


def _walnut(scene: Scene, x: float, y: float, turn: float) -> None:
    colour = p.from_hex("c89a62")
    half = smooth(
        [(x - 36, y), (x - 20, y - 26), (x + 18, y - 25), (x + 38, y), (x + 18, y + 25), (x - 20, y + 26)]
    ).turned(turn, (x, y))
    scene.shadow(half, 5, 8, blur=6)
    scene.fill(half, Radial((x - 10, y - 10), 52, ((0, lighter(colour, 0.35)), (1, darker(colour, 0.3)))))
    for offset in (-13, 0, 13):
        rib = smooth(
            [
                (x - 32, y + offset * 0.5),
                (x - 10, y + offset),
                (x + 10, y + offset * 0.8),
                (x + 33, y + offset * 0.4),
            ],
            closed=False,
            width=4,
        )
        scene.fill(rib.turned(turn, (x, y)), darker(colour, 0.45), opacity=0.6, blur=1, inside=half)


def sunken_cake() -> Scene:
    """A cake with a crater, looked into from the front."""
    scene = Scene(
        "sunken-cake", Linear((0, 0), (0, 800), ((0, p.from_hex("cfd9d2")), (1, p.from_hex("aebfb4"))))
    )
    wash(scene, (p.MIST, p.CREAM, p.SAGE), opacity=0.25, bottom=520)
    table = rectangle(-10, 560, 1220, 260)
    scene.fill(table, down(table, lighter(p.WOOD, 0.3), p.OAK))
    dish = ellipse(600, 668, 440, 66)
    scene.shadow(dish, 16, 18, blur=20, opacity=0.45)
    scene.fill(dish, down(dish, (255, 252, 245), darker(p.CREAM, 0.22)))
    side = p.from_hex("6b3d26")
    body = smooth(
        [
            (262, 380),
            (276, 500),
            (290, 620),
            (440, 664),
            (600, 674),
            (760, 664),
            (912, 620),
            (926, 500),
            (938, 372),
            (780, 350),
            (600, 340),
            (420, 350),
        ]
    )
    scene.fill(body, across(body, darker(side, 0.35), lighter(side, 0.22), side, darker(side, 0.5)))
    _pores(scene, body, side)
    rim = smooth(
        [
            (252, 362),
            (318, 296),
            (452, 276),
            (600, 254),
            (760, 272),
            (892, 290),
            (950, 356),
            (884, 424),
            (764, 446),
            (600, 474),
            (424, 450),
            (310, 430),
        ]
    )
    crust = p.from_hex("8a5535")
    scene.fill(rim, Linear((300, 260), (880, 470), ((0, lighter(crust, 0.35)), (1, darker(crust, 0.12)))))
    _pores(scene, rim, crust)
    hole = smooth(
        [
            (344, 366),
            (420, 318),
            (520, 300),
            (640, 296),
            (770, 310),
            (858, 358),
            (800, 402),
            (690, 424),
            (560, 428),
            (420, 410),
        ]
    )
    scene.fill(
        hole,
        Linear(
            (600, 296),
            (600, 428),
            ((0, p.from_hex("26120c")), (0.55, p.from_hex("4b291a")), (1, p.from_hex("7a4a2e"))),
        ),
    )
    floor = smooth([(450, 398), (520, 368), (640, 362), (750, 380), (770, 404), (680, 420), (560, 424)])
    scene.fill(floor, p.from_hex("5d3521"), blur=8, inside=hole)
    for _ in range(60):
        x, y = scene.chance.gauss(610, 110), scene.chance.uniform(356, 424)
        crumb = blob(x, y, scene.chance.uniform(4, 15), scene.chance.uniform(3, 7), scene.chance, 0.3)
        scene.fill(
            crumb,
            mix(p.from_hex("3a1f14"), p.from_hex("9a6442"), scene.chance.random()),
            opacity=0.75,
            inside=hole,
        )
    scene.rim(hole, lighter(crust, 0.5), width=5, opacity=0.35)
    for points in (
        [(420, 318), (392, 296), (380, 276)],
        [(640, 297), (652, 280), (640, 264)],
        [(858, 358), (896, 350), (930, 356)],
        [(560, 428), (548, 446), (560, 464)],
        [(360, 374), (318, 384), (290, 380)],
        [(720, 420), (744, 438), (738, 456)],
    ):
        scene.fill(smooth(points, closed=False, width=7), p.from_hex("2a140d"), opacity=0.85, inside=rim)
    crumbs(scene, (600, 700), 300, side, 12)
    return scene


def _pores(scene: Scene, body: Shape, colour: Colour) -> None:
    left, top, right, bottom = body.box()
    for _ in range(150):
        x, y = scene.chance.uniform(left, right), scene.chance.uniform(top, bottom)
        tone = scene.chance.choice((lighter(colour, 0.3), darker(colour, 0.45)))
        scene.fill(
            ellipse(x, y, scene.chance.uniform(2, 8), scene.chance.uniform(1.5, 4)),
            tone,
            opacity=0.32,
            blur=1,
            inside=body,
        )


def canteen_cake() -> Scene:
    """A square cake in its tin, dusted, one piece gone."""
    scene = Scene("canteen-cake", p.from_hex("e9dcc3"))
    cloth(scene, p.from_hex("e9dcc3"))
    for step in range(0, 1201, 100):
        scene.fill(line((step, -20), (step, 820), width=42), p.TERRACOTTA, opacity=0.28)
        scene.fill(line((-20, step), (1220, step), width=42), p.TERRACOTTA, opacity=0.28)
    tin = rectangle(270, 90, 660, 620, 40)
    scene.shadow(tin, 18, 28, blur=24, opacity=0.45)
    scene.fill(
        tin,
        Linear((270, 90), (930, 710), ((0, (214, 216, 214)), (0.5, (142, 146, 148)), (1, (196, 199, 198)))),
    )
    scene.fill(rectangle(290, 110, 620, 580, 28), (92, 92, 94))
    body = rectangle(304, 124, 592, 552, 22)
    scene.fill(body, Linear((304, 124), (896, 676), ((0, lighter(CRUMB, 0.18)), (1, darker(CRUMB, 0.3)))))
    chance = scene.chance
    for _ in range(240):
        x, y = chance.uniform(304, 896), chance.uniform(124, 676)
        scene.fill(
            ellipse(x, y, chance.uniform(2, 9), chance.uniform(2, 5)),
            darker(CRUMB, 0.4),
            opacity=0.25,
            blur=1.5,
            inside=body,
        )
    for _ in range(16):
        x, y = chance.uniform(340, 860), chance.uniform(160, 640)
        scene.fill(
            blob(x, y, chance.uniform(60, 130), chance.uniform(30, 70), chance, 0.3),
            (255, 250, 240),
            opacity=0.3,
            blur=20,
            inside=body,
        )
    for _ in range(600):
        x, y = chance.uniform(310, 890), chance.uniform(130, 670)
        scene.fill(ellipse(x, y, chance.uniform(0.8, 2.6)), (255, 252, 245), opacity=0.7, inside=body)
    for share in (1, 2):
        for cut in (
            line((304 + 592 * share / 3, 124), (304 + 592 * share / 3, 676), width=5),
            line((304, 124 + 552 * share / 3), (896, 124 + 552 * share / 3), width=5),
        ):
            scene.fill(cut, p.COCOA, opacity=0.85)
            scene.fill(cut.moved(4, 3), p.CREAM, opacity=0.25)
    gap = rectangle(701, 495, 195, 181, 12)
    scene.fill(gap, Linear((701, 495), (896, 676), ((0, (74, 74, 76)), (1, (150, 152, 152)))))
    scene.fill(rectangle(701, 495, 195, 26), darker(CRUMB, 0.5))
    scene.fill(rectangle(701, 495, 22, 181), darker(CRUMB, 0.35))
    crumbs(scene, (800, 600), 76, CRUMB, 26)
    return scene


PICTURES = (rice_cooker_brownie, sunken_cake, canteen_cake)
