"""Avatars of members: animals."""

from __future__ import annotations

from forum.demo.pictures import palette as p
from forum.demo.pictures.avatar import body, ground
from forum.demo.pictures.canvas import Linear, Scene
from forum.demo.pictures.palette import darker, lighter
from forum.demo.pictures.shapes import arc, ellipse, line, polygon, rectangle, smooth


def _eye(scene: Scene, x: float, y: float, radius: float = 9) -> None:
    scene.fill(ellipse(x, y, radius), p.INK)
    scene.fill(ellipse(x - radius * 0.3, y - radius * 0.35, radius * 0.32), (255, 255, 255))


def owl() -> Scene:
    """An owl with a book under its wing."""
    scene = ground("owl", p.from_hex("8f9fb0"))
    feathers = p.from_hex("8a6248")
    outline = body(
        scene,
        [
            (256, 110),
            (330, 100),
            (392, 80),
            (384, 180),
            (396, 320),
            (340, 440),
            (256, 462),
            (172, 440),
            (116, 320),
            (128, 180),
            (120, 80),
            (182, 100),
        ],
        feathers,
    )
    scene.fill(ellipse(256, 356, 92, 104), lighter(feathers, 0.5), inside=outline)
    for row in range(5):
        for column in range(5):
            x = 186 + column * 35 + row % 2 * 17
            scene.fill(
                arc(x, 300 + row * 32, 15, 20, 160, 6),
                feathers,
                opacity=0.7,
                inside=ellipse(256, 356, 92, 104),
            )
    for x in (196, 316):
        scene.fill(ellipse(x, 206, 62), p.CREAM)
        scene.rim(ellipse(x, 206, 62), p.COCOA, width=7, opacity=0.85)
        scene.fill(ellipse(x, 206, 30), p.HONEY)
        _eye(scene, x, 206, 19)
    scene.fill(polygon((240, 232), (272, 232), (256, 268)), p.CARAMEL)
    return scene


def fish() -> Scene:
    """A fish under water."""
    scene = ground("fish", p.TEAL)
    outline = body(
        scene,
        [
            (92, 262),
            (170, 176),
            (280, 160),
            (366, 226),
            (444, 168),
            (430, 262),
            (446, 352),
            (366, 296),
            (280, 362),
            (170, 346),
        ],
        p.from_hex("ef9a5b"),
    )
    for x in (190, 240, 290):
        scene.fill(arc(x, 262, 66, -58, 58, 13), p.CREAM, opacity=0.75, inside=outline)
    _eye(scene, 148, 240, 15)
    scene.fill(arc(104, 266, 22, 20, 80, 6), p.BRICK)
    for x, y, r in ((92, 160, 16), (66, 112, 10), (104, 78, 7)):
        scene.rim(ellipse(x, y, r), (255, 255, 255), width=4, opacity=0.8)
    return scene


def hen() -> Scene:
    """A hen."""
    scene = ground("hen", p.from_hex("e5b973"))
    outline = body(
        scene,
        [
            (120, 190),
            (160, 130),
            (210, 150),
            (250, 260),
            (350, 250),
            (440, 170),
            (436, 320),
            (350, 430),
            (220, 430),
            (140, 350),
        ],
        (250, 243, 230),
    )
    scene.fill(
        smooth([(240, 300), (330, 300), (390, 260), (370, 360), (280, 390)]),
        darker(p.CREAM, 0.14),
        inside=outline,
    )
    for x, y in ((142, 122), (170, 104), (198, 122)):
        scene.fill(ellipse(x, y, 22), p.TERRACOTTA)
    scene.fill(polygon((122, 186), (72, 208), (122, 222)), p.from_hex("e8912d"))
    scene.fill(ellipse(122, 246, 16, 26), p.TERRACOTTA)
    _eye(scene, 166, 190, 12)
    for x in (250, 310):
        scene.fill(line((x, 430), (x, 478), width=9), p.from_hex("e8912d"))
    return scene


def bear() -> Scene:
    """A bear, unhurried."""
    scene = ground("bear", p.SAGE)
    fur = p.from_hex("7d5238")
    for x in (142, 370):
        scene.fill(ellipse(x, 150, 58), fur)
        scene.fill(ellipse(x, 152, 32), lighter(fur, 0.35))
    body(
        scene,
        [(256, 106), (372, 160), (416, 280), (372, 400), (256, 440), (140, 400), (96, 280), (140, 160)],
        fur,
    )
    scene.fill(ellipse(256, 332, 96, 78), lighter(fur, 0.5))
    scene.fill(ellipse(256, 296, 38, 27), p.INK)
    scene.fill(line((256, 318), (256, 356), width=7), p.INK)
    scene.fill(arc(256, 340, 36, 30, 150, 7), p.INK)
    for x in (188, 324):
        _eye(scene, x, 240, 14)
    return scene


def gull() -> Scene:
    """A gull on a post."""
    scene = ground("gull", p.from_hex("9fc0c8"))
    scene.fill(rectangle(216, 396, 80, 140), Linear((216, 0), (296, 0), ((0, p.WOOD), (1, p.OAK))))
    outline = body(
        scene,
        [
            (130, 170),
            (180, 124),
            (230, 150),
            (256, 230),
            (350, 270),
            (450, 330),
            (330, 396),
            (220, 398),
            (160, 330),
            (156, 230),
        ],
        (250, 250, 246),
    )
    scene.fill(
        smooth([(236, 290), (320, 280), (456, 336), (330, 370), (250, 350)]),
        p.from_hex("8e9aa2"),
        inside=outline,
    )
    scene.fill(polygon((136, 162), (66, 186), (138, 196)), p.HONEY)
    scene.fill(ellipse(84, 184, 8), p.TERRACOTTA)
    _eye(scene, 176, 166, 11)
    return scene


PICTURES = (owl, fish, hen, bear, gull)
