"""The mill where Tavelune works, at dusk."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Scene, across, down
from forum.demo.pictures.grounds import night_sky, ridge
from forum.demo.pictures.shapes import crescent, ellipse, line, polygon, rectangle, smooth
from forum.demo.pictures.tableware import steam


def mill_at_dusk() -> Scene:
    """The mill under a crescent moon, lit windows beside a river."""
    sky = Linear(
        (0, 0),
        (0, 560),
        (
            (0, p.from_hex("1f2950")),
            (0.55, p.from_hex("6a5684")),
            (0.85, p.from_hex("d98f78")),
            (1, p.from_hex("f3bd86")),
        ),
    )
    scene = Scene("mill-at-dusk", sky)
    night_sky(scene, 300)
    scene.glow(880, 150, 170, (255, 236, 190), 0.35)
    scene.fill(crescent(880, 150, 66), (255, 243, 212))
    for height, swing, colour, seed in (
        (430, 46, "5d527a", 0.4),
        (480, 34, "453f66", 2.0),
        (530, 22, "2f3552", 4.2),
    ):
        ridge(scene, height, swing, p.from_hex(colour), seed=seed)
    _trees(scene)
    _house(scene)
    _river(scene)
    return scene


def _trees(scene: Scene) -> None:
    for x, base, tall in (
        (90, 590, 190),
        (150, 600, 140),
        (40, 610, 150),
        (1010, 590, 170),
        (1080, 600, 230),
        (1150, 610, 180),
        (950, 600, 110),
    ):
        crown = smooth(
            [
                (x, base - tall),
                (x + tall * 0.16, base - tall * 0.5),
                (x + tall * 0.19, base - tall * 0.15),
                (x, base),
                (x - tall * 0.19, base - tall * 0.15),
                (x - tall * 0.16, base - tall * 0.5),
            ]
        )
        scene.fill(
            crown, Linear((x - 30, 0), (x + 30, 0), ((0, p.from_hex("2a3a44")), (1, p.from_hex("172430"))))
        )


def _house(scene: Scene) -> None:
    wall = polygon((380, 330), (760, 330), (760, 610), (380, 610))
    scene.fill(wall, across(wall, p.from_hex("8d7a78"), p.from_hex("6a5a64"), p.from_hex("4a4152")))
    chance = scene.chance
    for _ in range(75):
        x, y = chance.uniform(386, 740), chance.uniform(340, 600)
        scene.fill(
            rectangle(x, y, chance.uniform(16, 34), chance.uniform(8, 14), 4),
            chance.choice((p.from_hex("9d8a84"), p.from_hex("544858"))),
            opacity=0.4,
            inside=wall,
        )
    gable = polygon((360, 336), (570, 180), (780, 336))
    scene.fill(gable, Linear((380, 200), (780, 330), ((0, p.from_hex("5c3a40")), (1, p.from_hex("35232f")))))
    for step in range(1, 7):
        y = 180 + step * 23
        half = 210 * (y - 180) / 156
        scene.fill(line((570 - half, y), (570 + half, y), width=2), p.INK, opacity=0.35)
    scene.fill(rectangle(660, 190, 42, 92), p.from_hex("43303c"))
    steam(scene, (682, 190), 130, strands=2, spread=16, opacity=0.35)
    annex = polygon((760, 440), (930, 440), (930, 610), (760, 610))
    scene.fill(annex, across(annex, p.from_hex("5c5060"), p.from_hex("3a3448")))
    scene.fill(polygon((748, 446), (800, 384), (900, 384), (946, 446)), p.from_hex("3a2833"))
    for x, y in (
        (420, 384),
        (520, 384),
        (620, 384),
        (420, 488),
        (620, 488),
        (800, 490),
        (866, 490),
        (548, 264),
    ):
        wide = 44 if y != 264 else 40
        scene.glow(x + 22, y + 30, 74, p.HONEY, 0.4)
        pane = rectangle(x, y, wide, 60, 20 if y == 264 else 4)
        scene.fill(pane, Linear((x, y), (x, y + 60), ((0, (255, 224, 150)), (1, p.from_hex("f2a94e")))))
        scene.fill(rectangle(x + wide / 2 - 2, y, 4, 60), p.from_hex("4a2f30"))
        scene.fill(rectangle(x, y + 28, wide, 4), p.from_hex("4a2f30"))
    door = rectangle(520, 500, 70, 110, 30)
    scene.fill(door, down(door, p.from_hex("ffd890"), p.from_hex("c97a38")))
    wheel = (372.0, 560.0)
    for radius, width in ((104, 13), (84, 6)):
        scene.rim(ellipse(*wheel, radius), p.from_hex("2c1f24"), width=width, opacity=1)
    for step in range(12):
        angle = math.radians(step * 30 + 8)
        scene.fill(
            line(wheel, (wheel[0] + 116 * math.cos(angle), wheel[1] + 116 * math.sin(angle)), width=6),
            p.from_hex("33242a"),
        )
    scene.fill(ellipse(*wheel, 15), p.from_hex("1d1418"))


def _river(scene: Scene) -> None:
    bank = polygon((-10, 600), (1210, 600), (1210, 820), (-10, 820))
    scene.fill(
        bank,
        Linear(
            (0, 600),
            (0, 800),
            ((0, p.from_hex("4f4a6c")), (0.3, p.from_hex("6d5a78")), (1, p.from_hex("1c2340"))),
        ),
    )
    grass = smooth(
        [
            (-30, 590),
            (200, 606),
            (420, 618),
            (700, 612),
            (960, 616),
            (1230, 596),
            (1230, 630),
            (900, 640),
            (500, 644),
            (200, 636),
            (-30, 630),
        ]
    )
    scene.fill(grass, p.from_hex("202a35"))
    for x in (442, 542, 555, 642, 822, 888):
        for step in range(8):
            y, wide = 656 + step * 17, 26 + scene.chance.uniform(-8, 18)
            scene.fill(
                rectangle(x - wide / 2 + scene.chance.uniform(-7, 7), y, wide, 6, 3),
                p.HONEY,
                opacity=0.62 - step * 0.06,
                blur=2,
            )
    for step in range(9):
        scene.fill(
            rectangle(880 - 22 - step * 2, 652 + step * 16, 44 + step * 4, 5, 2),
            (255, 240, 205),
            opacity=0.3,
            blur=3,
        )


PICTURES = (mill_at_dusk,)
