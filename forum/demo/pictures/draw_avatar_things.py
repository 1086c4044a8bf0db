"""Avatars of members: things they own, make or work with."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.avatar import body, ground
from forum.demo.pictures.canvas import Linear, Radial, Scene, across, down
from forum.demo.pictures.grounds import night_sky
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, arc, crescent, ellipse, line, polygon, rectangle, smooth

GOLD = p.from_hex("e5b566")


def mill() -> Scene:
    """A mill wheel."""
    scene = ground("mill", p.from_hex("8fa7a5"))
    for radius, width in ((166, 24), (122, 12)):
        scene.rim(ellipse(256, 240, radius), p.OAK, width=width, opacity=1)
    for step in range(10):
        angle = math.radians(step * 36)
        scene.fill(
            line((256, 240), (256 + 190 * math.cos(angle), 240 + 190 * math.sin(angle)), width=15), p.BRICK
        )
    scene.fill(ellipse(256, 240, 32), p.COCOA)
    scene.fill(
        smooth([(-30, 400), (100, 380), (240, 404), (380, 380), (550, 400), (550, 560), (-30, 560)]), p.TEAL
    )
    return scene


def lighthouse() -> Scene:
    """A lighthouse at night."""
    scene = ground("lighthouse", p.DUSK)
    night_sky(scene, 400, stars=40)
    scene.fill(crescent(380, 110, 42), p.from_hex("f6e2b0"))
    scene.fill(polygon((230, 148), (-40, 60), (-40, 230)), p.from_hex("fbe3a0"), opacity=0.4, blur=9)
    tower = polygon((206, 190), (300, 190), (330, 460), (176, 460))
    scene.fill(tower, across(tower, (255, 252, 244), p.CREAM, darker(p.CREAM, 0.25)))
    for top in (236, 346):
        stripe = polygon(
            (203 - (top - 190) * 0.1, top),
            (303 + (top - 190) * 0.1, top),
            (309 + (top - 190) * 0.1, top + 54),
            (197 - (top - 190) * 0.1, top + 54),
        )
        scene.fill(stripe, across(stripe, p.TERRACOTTA, darker(p.TERRACOTTA, 0.3)), inside=tower)
    scene.fill(rectangle(190, 178, 126, 16, 6), p.INK)
    scene.fill(rectangle(216, 122, 74, 58, 6), p.from_hex("fde8a8"))
    scene.fill(polygon((206, 124), (300, 124), (253, 78)), p.BERRY)
    scene.fill(
        smooth([(-30, 452), (200, 436), (340, 446), (550, 430), (550, 560), (-30, 560)]), p.from_hex("241f3d")
    )
    return scene


def scales() -> Scene:
    """Scales that never quite agree."""
    scene = ground("scales", p.from_hex("c9b28c"))
    scene.fill(
        rectangle(246, 120, 20, 300), across(rectangle(246, 120, 20, 300), lighter(GOLD), darker(GOLD, 0.3))
    )
    foot = polygon((170, 440), (342, 440), (300, 404), (212, 404))
    scene.shadow(foot, 6, 8, blur=8)
    scene.fill(foot, down(foot, GOLD, darker(GOLD, 0.35)))
    scene.fill(line((104, 176), (408, 146), width=17), darker(GOLD, 0.12))
    for x, y in ((104, 176), (408, 146)):
        for side in (-1, 1):
            scene.fill(line((x, y), (x + side * 68, y + 140), width=4), p.OAK)
        pan = Shape(
            (
                *((x - 82, y + 140), (x + 82, y + 140)),
                *((x + 82 * math.cos(a / 20), y + 140 + 44 * math.sin(a / 20)) for a in range(63)),
            )
        )
        scene.shadow(pan, 5, 8, blur=8)
        scene.fill(pan, across(pan, lighter(GOLD), darker(GOLD, 0.35)))
    scene.fill(ellipse(256, 160, 24), p.BRICK)
    return scene


def teapot() -> Scene:
    """A teapot with a flower."""
    scene = ground("teapot", p.from_hex("d7a3a0"))
    enamel = p.from_hex("f3ead8")
    scene.fill(Shape(ellipse(404, 278, 58, 66).points, 25), darker(enamel, 0.18))
    spout = smooth([(160, 330), (96, 290), (70, 204), (104, 196), (134, 250), (180, 270)])
    scene.fill(spout, down(spout, lighter(enamel), darker(enamel, 0.12)))
    body(
        scene,
        [(256, 176), (350, 200), (402, 290), (360, 396), (256, 420), (152, 396), (110, 290), (162, 200)],
        enamel,
    )
    lid = smooth([(176, 196), (206, 160), (256, 148), (306, 160), (336, 196), (256, 210)])
    scene.fill(lid, down(lid, p.TEAL, darker(p.TEAL)))
    scene.fill(ellipse(256, 138, 19), p.TEAL)
    for step in range(6):
        angle = step * math.tau / 6
        scene.fill(ellipse(256 + 38 * math.cos(angle), 308 + 38 * math.sin(angle), 25), p.TERRACOTTA)
    scene.fill(ellipse(256, 308, 22), p.HONEY)
    return scene


def croissant() -> Scene:
    """A croissant."""
    scene = ground("croissant", p.from_hex("7f98a8"))
    crust = p.from_hex("d1914a")
    parts = [
        (-150, 62, 44),
        (-112, 0, 62),
        (-60, -44, 76),
        (0, -60, 84),
        (60, -44, 76),
        (112, 0, 62),
        (150, 62, 44),
    ]
    for dx, dy, size in (parts[0], parts[6], parts[1], parts[5], parts[2], parts[4], parts[3]):
        x, y = 256 + dx, 270 + dy
        lobe = ellipse(x, y, size * 0.72, size * 1.12).turned(dx * 0.36, (x, y))
        scene.shadow(lobe, 4, 8, blur=8, opacity=0.35)
        scene.fill(
            lobe,
            Radial(
                (x - size * 0.2, y - size * 0.5),
                size * 1.6,
                ((0, lighter(crust, 0.45)), (0.5, crust), (1, darker(crust, 0.4))),
            ),
        )
        for offset in (-0.3, 0.05, 0.38):
            streak = smooth(
                [
                    (x - size * 0.5, y + size * offset),
                    (x, y + size * (offset - 0.14)),
                    (x + size * 0.5, y + size * offset),
                ],
                closed=False,
                width=5,
            )
            scene.fill(streak.turned(dx * 0.36, (x, y)), darker(crust, 0.4), opacity=0.4, blur=2, inside=lobe)
    return scene


def gear() -> Scene:
    """A cogwheel and a drop of oil."""
    scene = ground("gear", p.from_hex("b98a63"))
    teeth: list[tuple[float, float]] = []
    for step in range(12):
        for offset, radius in ((-9, 142), (-6, 182), (6, 182), (9, 142)):
            angle = math.radians(step * 30 + offset)
            teeth.append((256 + radius * math.cos(angle), 256 + radius * math.sin(angle)))
    wheel = polygon(*teeth)
    scene.shadow(wheel, 10, 14, blur=12)
    scene.fill(
        wheel, Linear((100, 100), (410, 410), ((0, (228, 231, 231)), (0.5, p.STEEL), (1, (96, 101, 104))))
    )
    scene.fill(ellipse(256, 256, 96), p.from_hex("5b6164"))
    scene.fill(ellipse(256, 256, 80), p.from_hex("8a5a38"))
    drop = smooth([(256, 196), (296, 262), (284, 306), (256, 316), (228, 306), (216, 262)])
    scene.fill(drop, Linear((230, 200), (290, 316), ((0, p.HONEY), (1, p.COCOA))))
    return scene


def whisk() -> Scene:
    """A whisk with cream on it."""
    scene = ground("whisk", p.from_hex("9fb5a0"))
    handle = rectangle(238, 60, 36, 180, 18)
    scene.shadow(handle, 8, 10, blur=8)
    scene.fill(handle, across(handle, lighter(p.WOOD, 0.3), p.OAK))
    for wide in (22, 62, 102):
        loop = smooth(
            [
                (250, 238),
                (256 - wide, 330),
                (256 - wide * 0.7, 420),
                (256, 446),
                (256 + wide * 0.7, 420),
                (256 + wide, 330),
                (262, 238),
            ],
            closed=False,
            width=8,
        )
        scene.fill(loop, (236, 239, 239))
        scene.fill(loop.moved(3, 2), (110, 116, 118), opacity=0.35)
    body(
        scene,
        [(176, 420), (210, 380), (256, 400), (306, 376), (340, 424), (300, 462), (256, 452), (208, 466)],
        (255, 248, 235),
    )
    return scene


def boat() -> Scene:
    """A fishing boat."""
    scene = ground("boat", p.from_hex("a8c6c6"))
    scene.fill(line((262, 330), (262, 84), width=11), p.OAK)
    for points, colour in (
        ([(276, 96), (276, 316), (408, 316)], p.BERRY),
        ([(250, 130), (250, 316), (148, 316)], p.CREAM),
    ):
        sail = polygon(*points)
        scene.shadow(sail, 5, 7, blur=6, opacity=0.25)
        scene.fill(sail, down(sail, lighter(colour, 0.2), darker(colour, 0.12)))
    hull = smooth([(104, 340), (256, 348), (420, 334), (380, 412), (160, 414)])
    scene.fill(hull, down(hull, p.TEAL, p.from_hex("1f4546")))
    sea = [(x, 412 + 10 * math.sin(x / 24)) for x in range(-20, 540, 12)]
    scene.fill(Shape((*smooth(sea, closed=False).points, (540, 560), (-40, 560))), p.SEA)
    return scene


def pencil() -> Scene:
    """A pencil that draws a line."""
    scene = ground("pencil", p.from_hex("e8cf9c"))
    scene.fill(
        smooth([(70, 430), (130, 400), (180, 440), (250, 404), (330, 436)], closed=False, width=11), p.TEAL
    )
    turn, middle = 42, (280, 230)
    for shape, colour in (
        (rectangle(244, 70, 72, 44, 10), p.from_hex("d98a8a")),
        (rectangle(244, 108, 72, 24), p.STEEL),
        (rectangle(244, 130, 72, 196), p.TERRACOTTA),
        (polygon((244, 326), (316, 326), (280, 398)), p.CREAM),
        (polygon((268, 374), (292, 374), (280, 398)), p.INK),
    ):
        turned = shape.turned(turn, middle)
        scene.fill(turned, colour)
    scene.fill(rectangle(244, 130, 24, 196).turned(turn, middle), lighter(p.TERRACOTTA, 0.4), opacity=0.6)
    scene.fill(rectangle(294, 130, 22, 196).turned(turn, middle), darker(p.TERRACOTTA, 0.4), opacity=0.5)
    return scene


def flask() -> Scene:
    """A flask in which something brews."""
    scene = ground("flask", p.from_hex("8c86a8"))
    glass = polygon((222, 90), (290, 90), (290, 212), (404, 420), (108, 420), (222, 212))
    scene.shadow(glass, 10, 12, blur=12, opacity=0.3)
    scene.fill(glass, (240, 246, 246), opacity=0.55)
    brew = polygon((170, 306), (342, 306), (404, 420), (108, 420))
    scene.fill(brew, down(brew, p.from_hex("a8642f"), p.COCOA))
    scene.fill(ellipse(256, 308, 86, 12), p.CARAMEL)
    scene.fill(rectangle(206, 74, 100, 26, 12), (248, 251, 250))
    for x, y, r in ((230, 366, 15), (282, 344, 10), (300, 388, 12), (250, 262, 11), (268, 222, 7)):
        scene.rim(ellipse(x, y, r), (255, 244, 225), width=4, opacity=0.9)
    scene.fill(line((140, 398), (224, 240), width=9), (255, 255, 255), opacity=0.5, blur=3)
    return scene


def cake() -> Scene:
    """A slice of a layered cake with a cherry."""
    scene = ground("cake", p.from_hex("b6788a"))
    top = polygon((96, 220), (250, 146), (420, 206), (300, 262))
    for number, colour in enumerate((p.DARK, p.CREAM, p.BRICK, p.CREAM, p.DARK)):
        y = 220 + number * 38
        layer = polygon((96, y), (300, y + 42), (300, y + 82), (96, y + 40))
        side = polygon((300, y + 42), (420, y - 14), (420, y + 26), (300, y + 82))
        scene.fill(layer, colour)
        scene.fill(side, darker(colour, 0.28))
    scene.fill(top, Linear((96, 150), (420, 262), ((0, lighter(p.MILK, 0.1)), (1, p.COCOA))))
    cherry = ellipse(262, 160, 36)
    scene.shadow(cherry, 6, 8, blur=6)
    scene.fill(
        cherry,
        Radial((250, 148), 52, ((0, lighter(p.TERRACOTTA, 0.4)), (0.5, p.BERRY), (1, darker(p.BERRY, 0.4)))),
    )
    scene.fill(smooth([(264, 128), (280, 96), (316, 76)], closed=False, width=7), p.FOREST)
    return scene


def balloon() -> Scene:
    """Three balloons."""
    scene = ground("balloon", p.from_hex("f0d6b4"))
    for x, y, colour in ((170, 190, p.TEAL), (342, 200, p.HONEY), (256, 150, p.TERRACOTTA)):
        scene.fill(smooth([(x, y + 92), ((x + 256) / 2 - 14, 340), (256, 470)], closed=False, width=4), p.OAK)
        scene.fill(polygon((x - 12, y + 104), (x + 12, y + 104), (x, y + 84)), darker(colour))
        skin = smooth(
            [(x, y - 92), (x + 70, y - 40), (x + 62, y + 40), (x, y + 92), (x - 62, y + 40), (x - 70, y - 40)]
        )
        scene.shadow(skin, 6, 9, blur=8, opacity=0.25)
        scene.fill(
            skin,
            Radial(
                (x - 24, y - 34), 140, ((0, lighter(colour, 0.5)), (0.5, colour), (1, darker(colour, 0.3)))
            ),
        )
        scene.fill(
            ellipse(x - 28, y - 42, 12, 24).turned(24, (x - 28, y - 42)),
            (255, 255, 255),
            opacity=0.55,
            blur=4,
        )
    scene.fill(arc(256, 470, 12, 0, 360, 5), p.OAK)
    return scene


PICTURES = (mill, lighthouse, scales, teapot, croissant, gear, whisk, boat, pencil, flask, cake, balloon)
