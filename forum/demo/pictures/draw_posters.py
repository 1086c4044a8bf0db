"""Things with lettering or a scale: posters, a wheel, a curve, a row of beans."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, down
from forum.demo.pictures.grounds import wash
from forum.demo.pictures.motifs import bean, leaf, moon, wrapper
from forum.demo.pictures.palette import darker, lighter, mix
from forum.demo.pictures.shapes import ellipse, line, polygon, rectangle, sector, smooth

GOLD = p.from_hex("f0d49a")


def poster_three_bars() -> Scene:
    """Three bars to choose from: pear, buckwheat and honey, rye and caraway."""
    scene = Scene("poster-three-bars", p.PAPER)
    thirds = (
        (p.from_hex("5a6b4a"), p.from_hex("dfe3b8"), "POIRE"),
        (p.from_hex("c9832f"), p.from_hex("fff0cd"), "SARRASIN"),
        (p.from_hex("7a4a3a"), p.from_hex("f6dfc4"), "SEIGLE"),
    )
    for number, (colour, ink, name) in enumerate(thirds):
        panel = rectangle(number * 400, 0, 400, 800)
        scene.fill(
            panel,
            Linear(
                (number * 400, 0),
                (number * 400 + 200, 800),
                ((0, lighter(colour, 0.42)), (1, lighter(colour, 0.12))),
            ),
        )
        scene.fill(ellipse(number * 400 + 200, 400, 176), lighter(colour, 0.6), opacity=0.55)
        wrapper(scene, (number * 400 + 108, 196), (184, 408), colour, name, ink, turn=(-4, 0, 4)[number])
    _pears(scene)
    _honey(scene)
    _rye(scene)
    for number in range(3):
        scene.write(str(number + 1), (number * 400 + 200, 104), 84, p.INK)
    return scene


def _pears(scene: Scene) -> None:
    for x, y, turn in ((78, 640, -14), (330, 664, 18)):
        body = smooth(
            [
                (x, y - 92),
                (x + 26, y - 60),
                (x + 34, y - 10),
                (x + 62, y + 40),
                (x + 40, y + 86),
                (x, y + 96),
                (x - 40, y + 86),
                (x - 62, y + 40),
                (x - 34, y - 10),
                (x - 26, y - 60),
            ]
        ).turned(turn, (x, y))
        tone = p.from_hex("b9b04d")
        scene.shadow(body, 8, 12, blur=10)
        scene.fill(
            body, Radial((x - 20, y + 6), 120, ((0, lighter(tone, 0.4)), (0.6, tone), (1, darker(tone, 0.3))))
        )
        scene.fill(line((x, y - 90), (x + 8, y - 122), width=8).turned(turn, (x, y)), p.OAK)
        foot = polygon((x + 6, y - 112)).turned(turn, (x, y)).points[0]
        leaf(scene, foot, 64, -20 + turn, p.LEAF)


def _honey(scene: Scene) -> None:
    for x, y in ((462.0, 640.0), (520, 674), (462, 706), (728, 648), (742, 716), (684, 690)):
        cell = polygon(
            *(
                (x + 36 * math.cos(math.radians(a)), y + 36 * math.sin(math.radians(a)))
                for a in range(30, 390, 60)
            )
        )
        scene.shadow(cell, 4, 7, blur=6)
        scene.fill(cell, Radial((x - 8, y - 10), 46, ((0, p.from_hex("ffdf8e")), (1, p.from_hex("e09a2c")))))
        scene.rim(cell, p.from_hex("a8641a"), width=5, opacity=0.8)
    for _ in range(40):
        x, y = scene.chance.uniform(440, 770), scene.chance.uniform(610, 760)
        seed = polygon((x, y - 8), (x + 8, y + 6), (x - 8, y + 6)).turned(
            scene.chance.uniform(0, 360), (x, y)
        )
        scene.fill(seed, p.DARK, opacity=0.85)


def _rye(scene: Scene) -> None:
    for x, turn in ((908, -9), (1104, 9)):
        scene.fill(line((x, 770), (x, 560), width=5).turned(turn, (x, 770)), p.from_hex("b98a3e"))
        for step in range(7):
            for side in (-1, 1):
                foot = x + side * 5, 640 - step * 24
                grain = smooth(
                    [
                        foot,
                        (foot[0] + side * 20, foot[1] - 14),
                        (foot[0] + side * 17, foot[1] - 40),
                        (foot[0] + side * 2, foot[1] - 22),
                    ]
                ).turned(turn, (x, 770))
                scene.fill(grain, Linear(foot, (foot[0], foot[1] - 40), ((0, p.CARAMEL), (1, p.HONEY))))
                whisker = line(
                    (foot[0] + side * 17, foot[1] - 38), (foot[0] + side * 38, foot[1] - 84), width=1.6
                )
                scene.fill(whisker.turned(turn, (x, 770)), p.from_hex("b98a3e"), opacity=0.8)


def flavour_wheel() -> Scene:
    """A wheel of flavours, from red fruit to smoke; the words are left to the taster."""
    scene = Scene("flavour-wheel", p.from_hex("f3e6d0"))
    wash(scene, (p.BLUSH, p.CREAM, p.HONEY), opacity=0.2)
    families = (
        (p.BERRY, ("cherry", "currant", "fig")),
        (p.from_hex("d0703f"), ("orange", "apricot", "honey")),
        (p.HONEY, ("caramel", "toffee", "biscuit")),
        (p.SAGE, ("tea", "herbs", "grass")),
        (p.TEAL, ("mineral", "slate", "salt")),
        (p.from_hex("6a5160"), ("tobacco", "wood", "smoke")),
        (p.BRICK, ("nut", "malt", "cocoa")),
    )
    cx, cy, share = 600, 400, 360 / 7
    scene.shadow(ellipse(cx, cy, 372), 14, 22, blur=24, opacity=0.35)
    scene.fill(ellipse(cx, cy, 372), p.PAPER)
    for number, (colour, notes) in enumerate(families):
        start = number * share - 90
        scene.fill(
            sector(cx, cy, 216, start + 0.6, start + share - 0.6, 96),
            Radial((cx, cy), 216, ((0, lighter(colour, 0.15)), (1, colour))),
        )
        for place, note in enumerate(notes):
            first = start + place * share / 3
            tone = mix(lighter(colour, 0.18), lighter(colour, 0.5), place / 2)
            scene.fill(sector(cx, cy, 360, first + 0.5, first + share / 3 - 0.5, 222), tone)
            middle = first + share / 6
            angle = math.radians(middle)
            spot = cx + 291 * math.cos(angle), cy + 291 * math.sin(angle)
            turn = middle if math.cos(angle) >= 0 else middle + 180
            scene.write(note, spot, 25, p.INK, turn=turn)
    scene.fill(ellipse(cx, cy, 90), p.NIGHT)
    moon(scene, (cx - 4, cy + 2), 54, GOLD)
    return scene


def roast_curve() -> Scene:
    """A poster with the curve of a roast, from yellow to first crack."""
    scene = Scene("roast-curve", p.from_hex("24304a"))
    wash(scene, (p.from_hex("2f3d5e"), p.from_hex("1a2238"), p.from_hex("3a3550")), opacity=0.4)
    bands = ((160, 380, p.SAGE), (380, 620, p.HONEY), (620, 850, p.CARAMEL), (850, 1060, p.BRICK))
    for left, right, colour in bands:
        scene.fill(
            rectangle(left, 120, right - left - 5, 520),
            Linear((0, 120), (0, 640), ((0, mix(p.NIGHT, colour, 0.16)), (1, mix(p.NIGHT, colour, 0.55)))),
        )
    for y in range(160, 640, 80):
        scene.fill(line((160, y), (1055, y), width=1.5), p.CREAM, opacity=0.16)
    points = [
        (160, 250),
        (190, 420),
        (240, 520),
        (300, 540),
        (380, 500),
        (500, 410),
        (620, 325),
        (740, 260),
        (850, 215),
        (960, 182),
        (1050, 160),
    ]
    curve = smooth(points, closed=False, width=11)
    scene.fill(curve, p.HONEY, opacity=0.5, blur=14)
    scene.fill(curve, Linear((160, 0), (1050, 0), ((0, p.SAGE), (0.4, p.HONEY), (1, p.from_hex("f0894e")))))
    for (x, y), colour in zip(
        ((270, 535), (500, 410), (735, 262), (955, 184)),
        (p.from_hex("a5b47c"), p.from_hex("d8ad5c"), p.from_hex("a1652f"), p.from_hex("542c1c")),
        strict=True,
    ):
        scene.fill(ellipse(x, y, 50), p.NIGHT)
        scene.rim(ellipse(x, y, 50), p.CREAM, width=3, opacity=0.85)
        bean(scene, (x, y), 62, -35, colour)
    ray = 13
    for step in range(ray):
        angle = step * math.tau / ray
        scene.fill(
            line(
                (955 + 60 * math.cos(angle), 184 + 60 * math.sin(angle)),
                (955 + 76 * math.cos(angle), 184 + 76 * math.sin(angle)),
                width=4,
            ),
            p.HONEY,
        )
    for x, text in ((270, "2"), (500, "4"), (735, "5"), (955, "6 min")):
        scene.write(text, (x, 672), 30, p.CREAM, spread=2)
    scene.write("TAVELUNE", (600, 738), 26, GOLD, spread=12)
    moon(scene, (120, 92), 42, GOLD)
    return scene


def roast_row() -> Scene:
    """Seven beans in a row, from green to forgotten."""
    scene = Scene(
        "roast-row", Linear((0, 0), (0, 800), ((0, p.from_hex("f7ead4")), (1, p.from_hex("ead2b0"))))
    )
    wash(scene, (p.CREAM, p.BLUSH, p.from_hex("f2dcb8")), opacity=0.3)
    tones = ("a9b583", "d3b06a", "b9803f", "95592c", "6f3d20", "45261a", "1c1413")
    tray = rectangle(70, 250, 1060, 300, 40)
    scene.shadow(tray, 14, 22, blur=22, opacity=0.3)
    scene.fill(tray, down(tray, lighter(p.WOOD, 0.35), p.WOOD))
    inner = rectangle(94, 274, 1012, 252, 26)
    scene.fill(
        inner,
        Linear(
            (94, 274),
            (94, 526),
            ((0, p.from_hex("8a5c39")), (0.25, p.from_hex("a87448")), (1, p.from_hex("b98456"))),
        ),
    )
    for number, tone in enumerate(tones):
        bean(scene, (186 + number * 138, 400), 112 + number * 5, 78, p.from_hex(tone))
    for number in range(7):
        scene.fill(ellipse(186 + number * 138, 612, 9 + number * 1.5), p.from_hex(tones[number]))
    return scene


PICTURES = (poster_three_bars, flavour_wheel, roast_curve, roast_row)
