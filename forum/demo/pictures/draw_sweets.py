"""Small things to eat: tart, cookies, truffles, orange peel, the pod it all comes from."""

from __future__ import annotations

import math

from forum.demo.pictures import palette as p
from forum.demo.pictures.canvas import Linear, Radial, Scene
from forum.demo.pictures.grounds import cloth, tabletop
from forum.demo.pictures.motifs import bean, crumbs, leaf, pod
from forum.demo.pictures.palette import darker, lighter, mix
from forum.demo.pictures.shapes import Shape, arc, blob, ellipse, line, polygon, rectangle, sector, smooth
from forum.demo.pictures.tableware import plate


def caramel_tart() -> Scene:
    """A tart of caramel and pale chocolate, one slice pulled out, caramel running."""
    scene = Scene("caramel-tart", p.from_hex("3f5a66"))
    cloth(scene, p.from_hex("3f5a66"), p.from_hex("d9c9a8"))
    plate(scene, (570, 405), 360, p.from_hex("efe4d0"))
    crust, filling = p.from_hex("cf9a58"), p.from_hex("dfb27a")
    for part, paint in (
        (
            sector(570, 400, 290, 48, 372),
            Radial((520, 330), 340, ((0, lighter(crust)), (1, darker(crust, 0.3)))),
        ),
        (
            sector(570, 400, 262, 48, 372),
            Radial((500, 320), 340, ((0, lighter(filling, 0.4)), (0.7, filling), (1, darker(filling, 0.2)))),
        ),
    ):
        if part.points[1][0] > 760:
            scene.shadow(part, 12, 20, blur=16, opacity=0.45)
        scene.fill(part, paint)
    for step in range(34):
        angle = math.radians(50 + step * 9.6)
        x, y = 570 + 278 * math.cos(angle), 400 + 278 * math.sin(angle)
        scene.fill(
            ellipse(x, y, 20, 14).turned(math.degrees(angle), (x, y)),
            lighter(crust, 0.35),
            opacity=0.75,
            blur=2,
        )
        scene.fill(
            ellipse(x + 4, y + 6, 12, 5).turned(math.degrees(angle), (x, y)),
            darker(crust, 0.4),
            opacity=0.35,
            blur=3,
        )
    run = smooth(
        [(580, 410), (640, 520), (700, 610), (770, 660), (840, 600), (800, 520), (760, 450), (690, 420)]
    )
    scene.fill(
        run, Linear((600, 420), (800, 640), ((0, p.from_hex("8a4a17")), (1, p.from_hex("c97a22")))), blur=2
    )
    scene.fill(
        smooth([(650, 500), (700, 570), (760, 620)], closed=False, width=11),
        p.from_hex("f3c777"),
        opacity=0.6,
        blur=5,
    )
    for degrees in (48, 372):
        angle = math.radians(degrees)
        edge = line((570, 400), (570 + 262 * math.cos(angle), 400 + 262 * math.sin(angle)), width=13)
        scene.fill(edge, p.from_hex("9a5519"))
    slab = sector(0, 0, 262, 12, 48).moved(690, 474)
    rind = sector(0, 0, 290, 12, 48, 262).moved(690, 474)
    scene.shadow(Shape((*slab.points,)), 16, 24, blur=14, opacity=0.45)
    scene.fill(rind, darker(crust, 0.08))
    scene.fill(slab, Linear((690, 474), (920, 640), ((0, lighter(filling, 0.3)), (1, filling))))
    scene.fill(Shape((slab.points[0], slab.points[-1]), 10), p.from_hex("9a5519"))
    for x, y in (
        (430, 300),
        (486, 350),
        (400, 420),
        (470, 470),
        (540, 260),
        (520, 560),
        (640, 300),
        (860, 560),
        (800, 528),
    ):
        for _ in range(4):
            dx, dy = scene.chance.uniform(-16, 16), scene.chance.uniform(-16, 16)
            grain = rectangle(x + dx, y + dy, 6, 6).turned(scene.chance.uniform(0, 90), (x + dx, y + dy))
            scene.shadow(grain, 2, 3, blur=1.5)
            scene.fill(grain, (255, 253, 248))
    return scene


def cookies() -> Scene:
    """Thick cookies with large chunks on a plate."""
    scene = Scene("cookies", p.from_hex("b98d6d"))
    tabletop(scene, p.from_hex("9c6d48"))
    plate(scene, (600, 410), 370, p.from_hex("d9e0da"), p.FOREST)
    for x, y in ((450, 290), (720, 270), (790, 500), (400, 530), (600, 420)):
        _cookie(scene, x, y, 150)
    crumbs(scene, (960, 650), 110, p.CARAMEL, 26)
    return scene


def _cookie(scene: Scene, x: float, y: float, size: float) -> None:
    chance, dough = scene.chance, p.from_hex("c98f52")
    body = blob(x, y, size, size * 0.97, chance, 0.045)
    scene.shadow(body, 10, 17, blur=12, opacity=0.42)
    scene.fill(
        body,
        Radial(
            (x - size * 0.25, y - size * 0.3),
            size * 1.35,
            ((0, lighter(dough, 0.35)), (0.6, dough), (1, darker(dough, 0.35))),
        ),
    )
    for _ in range(46):
        angle, reach = chance.uniform(0, math.tau), size * math.sqrt(chance.random()) * 0.9
        spot = ellipse(
            x + reach * math.cos(angle),
            y + reach * math.sin(angle),
            chance.uniform(5, 14),
            chance.uniform(3, 8),
        )
        scene.fill(
            spot, chance.choice((lighter(dough, 0.5), darker(dough, 0.3))), opacity=0.32, blur=4, inside=body
        )
    for number in range(9):
        angle, reach = number * 2.4 + chance.random(), size * (0.12 + 0.66 * math.sqrt(number / 9))
        cx, cy, r = x + reach * math.cos(angle), y + reach * math.sin(angle), chance.uniform(17, 31)
        corners = [
            (
                cx + r * chance.uniform(0.75, 1.1) * math.cos(step * 1.256),
                cy + r * chance.uniform(0.7, 1.0) * math.sin(step * 1.256),
            )
            for step in range(5)
        ]
        chunk = polygon(*corners)
        tone = chance.choice((p.COCOA, p.DARK, p.DARK, p.MILK))
        scene.shadow(chunk, 3, 5, blur=4, opacity=0.5)
        scene.fill(
            chunk,
            Linear((cx - r, cy - r), (cx + r, cy + r), ((0, lighter(tone, 0.25)), (1, darker(tone, 0.3)))),
        )
        scene.fill(polygon(corners[3], corners[4], (cx, cy)), lighter(tone, 0.4), opacity=0.45)


def truffles() -> Scene:
    """A box of truffles, some missing."""
    scene = Scene("truffles", p.from_hex("c9788a"))
    cloth(scene, p.from_hex("b9697a"), p.from_hex("f0cdb3"))
    box = rectangle(210, 130, 780, 540, 20)
    scene.shadow(box, 20, 30, blur=26, opacity=0.48)
    scene.fill(box, Linear((210, 130), (990, 670), ((0, lighter(p.NIGHT, 0.22)), (1, p.NIGHT))))
    tray = rectangle(236, 156, 728, 488, 12)
    scene.fill(tray, p.from_hex("121a30"))
    gone = {5, 10, 11}
    for number in range(15):
        x, y = 312 + number % 5 * 144, 240 + number // 5 * 160
        paper = ellipse(x, y, 66)
        scene.fill(
            paper,
            Radial(
                (x, y),
                68,
                ((0, p.from_hex("3a2619")), (0.75, p.from_hex("6b4a30")), (1, p.from_hex("a07a52"))),
            ),
        )
        for step in range(26):
            angle = step * math.tau / 26
            scene.fill(
                line(
                    (x + 46 * math.cos(angle), y + 46 * math.sin(angle)),
                    (x + 66 * math.cos(angle), y + 66 * math.sin(angle)),
                    width=3,
                ),
                p.INK,
                opacity=0.4,
            )
        if number in gone:
            crumbs(scene, (x, y), 40, p.MILK, 9)
        else:
            _truffle(scene, x, y, number)
    return scene


def _truffle(scene: Scene, x: float, y: float, number: int) -> None:
    chance = scene.chance
    tone = (p.from_hex("5b3522"), p.from_hex("8a5a36"), p.from_hex("e9d3ae"))[number % 3]
    ball = blob(x, y, 53, 52, chance, 0.05)
    scene.shadow(ball, 5, 9, blur=7, opacity=0.55)
    scene.fill(
        ball, Radial((x - 16, y - 19), 82, ((0, lighter(tone, 0.35)), (0.5, tone), (1, darker(tone, 0.5))))
    )
    for _ in range(70):
        angle, reach = chance.uniform(0, math.tau), 50 * math.sqrt(chance.random())
        dust = lighter(tone, 0.55) if chance.random() < 0.5 else darker(tone, 0.4)
        scene.fill(
            ellipse(x + reach * math.cos(angle), y + reach * math.sin(angle), chance.uniform(1, 3)),
            dust,
            opacity=0.5,
            inside=ball,
        )


def orangettes() -> Scene:
    """Candied orange peel dipped in dark chocolate, set out as a star."""
    scene = Scene("orangettes", p.from_hex("54707a"))
    cloth(scene, p.from_hex("54707a"), p.APRICOT)
    plate(scene, (600, 405), 365, p.from_hex("f4ead8"), p.HONEY)
    for step in range(14):
        angle = 360 / 14 * step + 6
        _peel(scene, angle)
    bloom = ellipse(600, 405, 64)
    scene.shadow(bloom, 6, 10, blur=8)
    scene.fill(bloom, Radial((584, 388), 80, ((0, p.from_hex("f9c56a")), (1, p.from_hex("e08a2a")))))
    scene.fill(ellipse(600, 405, 52), p.from_hex("f7d48e"))
    for step in range(9):
        wedge = sector(600, 405, 46, step * 40 + 4, step * 40 + 36, 7)
        scene.fill(wedge, p.from_hex("ec9a35"))
    return scene


def _peel(scene: Scene, angle: float) -> None:
    centre = (600, 405)
    bend = scene.chance.uniform(-10, 10)
    points = [(700.0, 405.0), (770, 405 + bend), (830, 405 + bend), (892, 405)]
    strip = smooth(points, closed=False, width=36).turned(angle, centre)
    scene.shadow(strip, 7, 11, blur=8, opacity=0.4)
    scene.fill(strip, p.from_hex("e8912d"))
    scene.fill(
        smooth([(x, y - 8) for x, y in points], closed=False, width=9).turned(angle, centre),
        p.from_hex("ffd28a"),
        opacity=0.65,
        blur=3,
    )
    dipped = smooth([(785, 405 + bend), (830, 405 + bend), (896, 405)], closed=False, width=41).turned(
        angle, centre
    )
    scene.fill(dipped, mix(p.COCOA, p.DARK, 0.4))
    gleam = smooth([(790, 395 + bend), (835, 394 + bend), (884, 396)], closed=False, width=6).turned(
        angle, centre
    )
    scene.fill(gleam, (255, 235, 210), opacity=0.38, blur=2.5)


def cocoa_pod_open() -> Scene:
    """A pod cut lengthwise, pulp and two rows of beans, a whole pod behind."""
    scene = Scene("cocoa-pod-open", p.from_hex("d8c49a"))
    tabletop(scene, p.from_hex("bb9367"))
    for foot, size, turn in (((180, 180), 330, -24), ((120, 260), 300, 22), ((1080, 700), 300, 200)):
        leaf(scene, foot, size, turn, p.LEAF)
    pod(scene, (470, 250), 560, -12, p.from_hex("c8672f"))
    outline = pod(scene, (640, 520), 640, 8, p.from_hex("d99a3a"))
    rind = p.from_hex("f0d9a4")
    inner = smooth(
        [(372, 482), (450, 410), (640, 398), (830, 440), (944, 562), (820, 632), (620, 640), (450, 590)]
    )
    scene.fill(
        inner,
        Linear((400, 400), (800, 660), ((0, lighter(rind, 0.3)), (1, darker(rind, 0.12)))),
        inside=outline,
    )
    hollow = smooth(
        [(412, 488), (480, 438), (640, 428), (806, 466), (890, 556), (790, 600), (620, 606), (480, 568)]
    )
    scene.fill(
        hollow, Radial((640, 500), 320, ((0, p.from_hex("b98d52")), (1, p.from_hex("8a6236")))), blur=3
    )
    for row, (y, count) in enumerate(((474, 6), (562, 6))):
        for number in range(count):
            x = 486 + number * 66 + row * 22
            yy = y + number * 9
            seed = blob(x, yy, 43, 35, scene.chance, 0.05)
            scene.shadow(seed, 3, 6, blur=5, opacity=0.45)
            scene.fill(
                seed,
                Radial(
                    (x - 12, yy - 12),
                    60,
                    ((0, (255, 253, 246)), (0.6, p.from_hex("f3e6cf")), (1, p.from_hex("cdb48d"))),
                ),
            )
            scene.fill(arc(x, yy, 24, 20, 150, 4), p.PLUM, opacity=0.3, blur=2, inside=seed)
    for x, y, turn in (
        (1010, 300, 20),
        (1075, 345, -50),
        (985, 385, 80),
        (1060, 240, 10),
        (250, 660, 30),
        (180, 610, -20),
    ):
        bean(scene, (x, y), 66, turn, p.from_hex("7b4026"))
    return scene


PICTURES = (caramel_tart, cookies, truffles, orangettes, cocoa_pod_open)
