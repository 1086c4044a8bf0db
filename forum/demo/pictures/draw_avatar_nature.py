"""Avatars of members: plants, fire, water and sky."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.avatar import body, ground
from forum.demo.pictures.canvas import Linear, Radial, Scene, down
from forum.demo.pictures.grounds import night_sky
from forum.demo.pictures.motifs import leaf as grown_leaf, moon as brand_moon
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import Shape, ellipse, line, polygon, rectangle, smooth


def moon() -> Scene:
    """The moon of the brand over its hill."""
    scene = ground("moon", p.NIGHT)
    night_sky(scene, 360, stars=34)
    brand_moon(scene, (246, 240), 124, p.from_hex("f6d99a"))
    scene.fill(
        smooth([(-40, 450), (130, 400), (300, 440), (560, 380), (560, 560), (-40, 560)]), p.from_hex("131a30")
    )
    return scene


def flame() -> Scene:
    """A flame."""
    scene = ground("flame", p.COCOA)
    scene.glow(256, 300, 240, p.TERRACOTTA, 0.6)
    for scale, colour in ((1.0, p.TERRACOTTA), (0.7, p.from_hex("ee9a3c")), (0.4, p.from_hex("fbe3a0"))):
        points = [
            (256, 76),
            (318, 190),
            (372, 270),
            (366, 380),
            (256, 440),
            (146, 380),
            (140, 280),
            (196, 240),
            (214, 170),
        ]
        scene.fill(
            smooth([(256 + (x - 256) * scale, 440 + (y - 440) * scale) for x, y in points]), colour, blur=2
        )
    return scene


def leaf() -> Scene:
    """A twig with leaves."""
    scene = ground("leaf", p.from_hex("e9dcae"))
    scene.fill(smooth([(150, 450), (220, 320), (330, 140)], closed=False, width=10), p.FOREST)
    for foot, length, turn in (
        ((190, 380), 190, -10),
        ((206, 346), 180, -170),
        ((250, 270), 170, -20),
        ((256, 258), 170, -160),
        ((328, 144), 130, -62),
    ):
        grown_leaf(scene, foot, length, turn, p.LEAF)
    return scene


def apple() -> Scene:
    """An apple."""
    scene = ground("apple", p.from_hex("b7c59a"))
    body(
        scene,
        [
            (256, 168),
            (340, 142),
            (418, 210),
            (404, 340),
            (320, 436),
            (256, 420),
            (192, 436),
            (108, 340),
            (94, 210),
            (172, 142),
        ],
        p.TERRACOTTA,
    )
    scene.fill(ellipse(170, 230, 26, 50).turned(20, (170, 230)), (255, 240, 225), opacity=0.5, blur=8)
    scene.fill(smooth([(256, 180), (262, 130), (286, 84)], closed=False, width=13), p.OAK)
    grown_leaf(scene, (268, 126), 130, -18, p.LEAF)
    return scene


def leek() -> Scene:
    """A leek, with pride."""
    scene = ground("leek", p.from_hex("d97f63"))
    for turn, tone in ((-26, p.FOREST), (24, p.LEAF), (-8, p.LEAF), (10, p.SAGE)):
        blade = smooth([(236, 300), (226, 150), (256, 40), (286, 150), (276, 300)]).turned(turn, (256, 320))
        scene.shadow(blade, 4, 6, blur=6, opacity=0.25)
        scene.fill(blade, down(blade, tone, lighter(p.SAGE, 0.5)))
    stem = rectangle(222, 270, 68, 160, 26)
    scene.shadow(stem, 8, 10, blur=10, opacity=0.3)
    scene.fill(stem, Linear((222, 0), (290, 0), ((0, (252, 250, 235)), (1, p.from_hex("cfd6ae")))))
    for x in range(-3, 4):
        scene.fill(
            smooth([(256 + x * 8, 426), (256 + x * 13, 450), (256 + x * 12, 476)], closed=False, width=4),
            p.CREAM,
        )
    return scene


def pod() -> Scene:
    """A cocoa pod on its stalk."""
    scene = ground("pod", p.from_hex("6f8a62"))
    shell = p.from_hex("d98a3a")
    outline = body(
        scene,
        [(256, 92), (330, 160), (356, 260), (326, 370), (256, 456), (186, 370), (156, 260), (182, 160)],
        shell,
    )
    for share in (-0.7, -0.35, 0, 0.35, 0.7):
        ridge = smooth(
            [(256, 98), (256 + 100 * share, 200), (256 + 100 * share, 300), (256, 448)], closed=False, width=8
        )
        scene.fill(ridge, darker(shell, 0.4), opacity=0.55, blur=2, inside=outline)
    scene.fill(line((256, 100), (256, 40), width=15), p.OAK)
    grown_leaf(scene, (256, 70), 170, 20, p.FOREST)
    grown_leaf(scene, (256, 70), 170, 160, p.LEAF)
    return scene


def wave() -> Scene:
    """A wave."""
    scene = ground("wave", p.from_hex("f0c79a"))
    scene.fill(ellipse(356, 160, 62), p.from_hex("fbeac0"))
    for y, colour in ((300, p.from_hex("7fa9ab")), (360, p.SEA), (424, p.from_hex("2f5a68"))):
        crest = [(x, y + 26 * math.sin(x / 46 + y)) for x in range(-40, 560, 20)]
        scene.fill(Shape((*smooth(crest, closed=False).points, (560, 560), (-60, 560))), colour)
        scene.fill(smooth(crest, closed=False, width=7), (250, 250, 244), opacity=0.6)
    return scene


def mountain() -> Scene:
    """A mountain with snow on it."""
    scene = ground("mountain", p.from_hex("b7c4cf"))
    for peak, left, right, colour in (((350, 190), 150, 560, "7c8aa0"), ((200, 120), -60, 430, "566781")):
        slope = polygon(peak, (right, 440), (left, 440))
        scene.fill(
            slope,
            Linear(peak, (right, 440), ((0, lighter(p.from_hex(colour), 0.2)), (1, p.from_hex(colour)))),
        )
        x, y = peak
        snow = polygon(
            peak, (x + 66, y + 92), (x + 30, y + 78), (x + 4, y + 110), (x - 26, y + 82), (x - 62, y + 104)
        )
        scene.fill(snow, (252, 250, 245))
    scene.fill(smooth([(-40, 420), (140, 396), (320, 424), (560, 400), (560, 560), (-40, 560)]), p.FOREST)
    return scene


def sun() -> Scene:
    """The sun over the sea at Marseille."""
    scene = ground("sun", p.from_hex("f2a766"))
    for step in range(16):
        angle = step * math.tau / 16
        near, far = (
            (256 + 128 * math.cos(angle), 220 + 128 * math.sin(angle)),
            (256 + 182 * math.cos(angle), 220 + 182 * math.sin(angle)),
        )
        scene.fill(line(near, far, width=14), p.from_hex("fbe3a0"))
    scene.fill(
        ellipse(256, 220, 106), Radial((226, 190), 150, ((0, (255, 246, 206)), (1, p.from_hex("f6c653"))))
    )
    for row in range(3):
        y = 392 + row * 42
        crest = [(x, y + 9 * math.sin(x / 22 + row)) for x in range(-20, 540, 12)]
        scene.fill(
            Shape((*smooth(crest, closed=False).points, (540, 560), (-40, 560))), darker(p.TEAL, row * 0.16)
        )
    return scene


PICTURES = (moon, flame, leaf, apple, leek, pod, wave, mountain, sun)
