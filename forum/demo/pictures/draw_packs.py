"""Bars, bags and tins in the look of the brand, and its logo."""

from __future__ import annotations

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import cloth, wash
from forum.demo.pictures.motifs import bean, chocolate, leaf, moon, wrapper
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import ellipse, line, polygon, rectangle, smooth

GOLD = p.from_hex("f0d49a")


def logo() -> Scene:
    """The mark alone: a crescent that holds a bean, on night blue."""
    scene = Scene("logo", Radial((520, 480), 900, ((0, p.from_hex("2c3860")), (1, p.NIGHT))), height=1200)
    moon(
        scene,
        (590, 610),
        400,
        Linear((300, 250), (800, 900), ((0, p.from_hex("fbe6b8")), (1, p.from_hex("e0a75a")))),
    )
    return scene


def bars_lineup() -> Scene:
    """Four bars in the new paper, each moon in another colour."""
    scene = Scene("bars-lineup", p.from_hex("e8d8bd"))
    cloth(scene, p.from_hex("e8d8bd"))
    row = (
        ("NUIT 72", p.NIGHT, GOLD),
        ("AUBE 45", p.from_hex("d98a5f"), p.CREAM),
        ("BRUME", p.from_hex("c8b9a2"), p.from_hex("7a3b22")),
        ("MINUIT 85", p.from_hex("2b1f24"), p.from_hex("d98a6a")),
    )
    for number, (name, colour, ink) in enumerate(row):
        wrapper(
            scene,
            (98 + number * 260, 150 + (number % 2) * 34),
            (224, 470),
            colour,
            name,
            ink,
            turn=(-3, 2, -1.5, 3)[number],
        )
    return scene


def bloomed_bar() -> Scene:
    """A bar with the grey clouds of fat bloom."""
    scene = Scene("bloomed-bar", p.from_hex("b7c0b4"))
    cloth(scene, p.from_hex("b7c0b4"), p.FOREST)
    sheet = polygon((170, 150), (930, 90), (1050, 640), (260, 730), (140, 500))
    scene.shadow(sheet, 12, 18, blur=16, opacity=0.35)
    scene.fill(sheet, Linear((170, 100), (1000, 720), ((0, p.PAPER), (1, darker(p.PAPER, 0.16)))))
    centres = chocolate(scene, (260, 190), 132, 5, 3, p.from_hex("4a2a1d"), turn=-6)
    slab = rectangle(256, 186, 668, 404, 8).turned(-6, (590, 388))
    chance = scene.chance
    for number in (1, 2, 3, 6, 7, 8, 11, 12, 13):
        x, y = centres[number]
        for _ in range(9):
            dx, dy = chance.gauss(0, 44), chance.gauss(0, 38)
            points = [(x + dx + step * 22, y + dy + chance.uniform(-16, 16)) for step in range(5)]
            scene.fill(
                smooth(points, closed=False, width=chance.uniform(7, 24)),
                p.from_hex("cdbdab"),
                opacity=0.24,
                blur=9,
                inside=slab,
            )
    for _ in range(260):
        x, y = chance.gauss(600, 150), chance.gauss(390, 90)
        scene.fill(
            ellipse(x, y, chance.uniform(1, 4)), p.from_hex("d9cbba"), opacity=0.32, blur=1, inside=slab
        )
    return scene


def coffee_bag() -> Scene:
    """A bag of coffee with its valve, beans in front."""
    scene = Scene(
        "coffee-bag", Linear((0, 0), (0, 800), ((0, p.from_hex("efd3ac")), (1, p.from_hex("dca877"))))
    )
    wash(scene, (p.BLUSH, p.HONEY, p.CREAM), opacity=0.28, bottom=560)
    table = rectangle(-10, 640, 1220, 180)
    scene.fill(table, down(table, lighter(p.OAK, 0.15), darker(p.OAK, 0.3)))
    scene.shadow(ellipse(600, 706, 270, 22), 24, 6, blur=20, opacity=0.5)
    kraft = p.from_hex("8a5a38")
    bag = smooth(
        [
            (402, 150),
            (396, 300),
            (376, 480),
            (372, 700),
            (480, 714),
            (600, 716),
            (720, 714),
            (828, 700),
            (824, 480),
            (804, 300),
            (798, 150),
            (600, 144),
        ]
    )
    scene.fill(
        bag,
        across(
            bag, darker(kraft, 0.35), lighter(kraft, 0.22), kraft, lighter(kraft, 0.08), darker(kraft, 0.4)
        ),
    )
    for points in (
        [(420, 170), (440, 360), (424, 690)],
        [(782, 170), (756, 380), (776, 690)],
        [(470, 640), (520, 690), (560, 712)],
    ):
        scene.fill(
            smooth(points, closed=False, width=12), darker(kraft, 0.5), opacity=0.3, blur=7, inside=bag
        )
    top = polygon((398, 84), (802, 84), (800, 160), (400, 160))
    scene.shadow(top, 4, 10, blur=8, opacity=0.4)
    scene.fill(top, across(top, darker(kraft, 0.3), lighter(kraft, 0.3), kraft, darker(kraft, 0.35)))
    for y in (104, 120, 136):
        scene.fill(line((404, y), (796, y), width=2), darker(kraft, 0.5), opacity=0.4)
    label = rectangle(462, 270, 276, 350, 10)
    scene.fill(label, Linear((462, 270), (738, 620), ((0, p.PAPER), (1, darker(p.CREAM, 0.06)))))
    moon(scene, (594, 392), 78, p.BRICK)
    scene.write("TAVELUNE", (600, 514), 27, p.BRICK, spread=8)
    scene.write("COMPTOIR", (600, 560), 34, p.INK, spread=3)
    scene.write("espresso · 250 g", (600, 594), 17, p.MILK, spread=1)
    valve = ellipse(600, 215, 22)
    scene.fill(valve, Radial((594, 209), 30, ((0, lighter(p.STEEL, 0.5)), (1, darker(p.STEEL, 0.35)))))
    for dx in (-8, 0, 8):
        scene.fill(ellipse(600 + dx, 215, 2.4), p.INK)
    for x, y, turn in (
        (300, 716, 20),
        (238, 736, -40),
        (342, 748, 75),
        (890, 728, -15),
        (950, 748, 40),
        (1004, 716, 100),
    ):
        bean(scene, (x, y), 62, turn, p.BRICK)
    return scene


def tin_shelf() -> Scene:
    """Three old tins on a shelf, a fern grows out of one."""
    scene = Scene(
        "tin-shelf", Linear((0, 0), (1200, 800), ((0, p.from_hex("e9d5bf")), (1, p.from_hex("c9a68d"))))
    )
    wash(scene, (p.CREAM, p.BLUSH, p.from_hex("d7bda4")), opacity=0.3)
    for x, colour, accent, tall in (
        (180, p.BERRY, GOLD, 330),
        (480, p.TEAL, p.CREAM, 290),
        (790, p.HONEY, p.BRICK, 350),
    ):
        _tin(scene, x, 600 - tall, 240, tall, colour, accent)
    for turn, size in ((-150, 190), (-128, 250), (-106, 300), (-84, 310), (-62, 270), (-40, 230), (-22, 170)):
        leaf(scene, (602, 322), size, turn, p.LEAF if turn % 4 else p.SAGE)
    shelf = rectangle(-10, 600, 1220, 54)
    scene.shadow(shelf, 0, 40, blur=26, opacity=0.4)
    scene.fill(shelf, down(shelf, lighter(p.OAK, 0.25), darker(p.OAK, 0.2)))
    scene.fill(rectangle(-10, 600, 1220, 6), lighter(p.WOOD, 0.5), opacity=0.6)
    for x in (150, 1000):
        bracket = polygon((x, 654), (x + 36, 654), (x + 36, 690), (x, 760))
        scene.fill(bracket, p.INK, opacity=0.8)
    return scene


def _tin(
    scene: Scene, x: float, y: float, wide: float, tall: float, colour: p.Colour, accent: p.Colour
) -> None:
    middle = x + wide / 2
    scene.shadow(rectangle(x, y + 20, wide, tall - 20), 22, 6, blur=20, opacity=0.4)
    body = rectangle(x, y, wide, tall, 10)
    scene.fill(
        body, across(body, darker(colour, 0.35), lighter(colour, 0.4), colour, colour, darker(colour, 0.42))
    )
    for share in (0.2, 0.9):
        band = rectangle(x, y + tall * share, wide, 9)
        scene.fill(
            band, across(band, darker(accent, 0.3), lighter(accent, 0.3), accent, darker(accent, 0.35))
        )
    lid = rectangle(x - 7, y - 16, wide + 14, 46, 12)
    scene.fill(lid, across(lid, darker(colour, 0.45), lighter(colour, 0.55), colour, darker(colour, 0.5)))
    moon(scene, (middle - 5, y + tall * 0.47), 54, accent)
    scene.write("TAVELUNE", (middle, y + tall * 0.73), 25, accent, spread=6)
    for _ in range(7):
        dx, dy = scene.chance.uniform(6, wide - 12), scene.chance.uniform(40, tall - 20)
        scene.fill(
            ellipse(x + dx, y + dy, scene.chance.uniform(2, 7), scene.chance.uniform(1, 4)),
            darker(colour, 0.6),
            opacity=0.4,
        )


PICTURES = (logo, bars_lineup, bloomed_bar, coffee_bag, tin_shelf)
