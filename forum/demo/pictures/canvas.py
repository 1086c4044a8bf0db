"""A scene to paint on: shapes filled with light, soft shadows, grain.

Everything is painted at three times the size and made smaller at the end, which gives smooth edges. Each stroke touches
only the box of its shape, so a picture of a few hundred strokes takes about a second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from forum.demo.pictures.palette import INK, Colour
from forum.demo.pictures.shapes import Point, Shape, ellipse, rectangle

SCALE = 3
FADE_STEPS = 256
MOST_BYTES = 59_000
Stops = Sequence[tuple[float, Colour]]


@dataclass(frozen=True)
class Linear:
    """Colours along a line from `start` to `end`."""

    start: Point
    end: Point
    stops: Stops


@dataclass(frozen=True)
class Radial:
    """Colours from a centre outwards; `squash` below 1 makes the circles flat."""

    centre: Point
    radius: float
    stops: Stops
    squash: float = 1


Paint = Colour | Linear | Radial


def down(shape: Shape, top: Colour, bottom: Colour) -> Linear:
    """A fade from the top of a shape to its bottom."""
    left, upper, _, lower = shape.box()
    return Linear((left, upper), (left, lower), ((0, top), (1, bottom)))


def across(shape: Shape, *colours: Colour) -> Linear:
    """Colours spread evenly from the left of a shape to its right, as on a cylinder."""
    left, upper, right, _ = shape.box()
    stops = [(index / (len(colours) - 1), colour) for index, colour in enumerate(colours)]
    return Linear((left, upper), (right, upper), stops)


class Scene:
    """One picture being painted, 1200 units wide."""

    def __init__(self, name: str, ground: Paint, *, width: int = 1200, height: int = 800) -> None:
        self.name = name
        self.width, self.height = width, height
        self.chance = Random(name)  # noqa: S311 (it scatters crumbs and keeps no secrets)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.whole = rectangle(-20, -20, width + 40, height + 40)
        self.fill(self.whole, ground)

    def fill(
        self,
        shape: Shape,
        paint: Paint,
        *,
        opacity: float = 1,
        blur: float = 0,
        inside: Shape | None = None,
    ) -> None:
        """Paint a shape; `blur` softens its edge, `inside` keeps the paint within another shape."""
        box = self._pixels(shape.box(blur * 3 + 2))
        if box is None:
            return
        mask = self._mask(shape, box)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if inside is not None:
            mask = ImageChops.multiply(mask, self._mask(inside, box))
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        self.image.paste(self._colours(paint, box), box[:2], mask)

    def shadow(
        self, shape: Shape, dx: float = 8, dy: float = 14, *, blur: float = 14, opacity: float = 0.35
    ) -> None:
        """The shadow that a thing throws on what lies below."""
        self.fill(shape.moved(dx, dy), INK, opacity=opacity, blur=blur)

    def glow(self, cx: float, cy: float, radius: float, colour: Colour, opacity: float = 0.5) -> None:
        """Light that fades outwards."""
        self.fill(ellipse(cx, cy, radius * 0.6), colour, opacity=opacity, blur=radius * 0.3)

    def rim(self, shape: Shape, colour: Colour, *, width: float = 3, opacity: float = 0.5) -> None:
        """Trace the outline of a shape."""
        self.fill(Shape((*shape.points, shape.points[0]), width), colour, opacity=opacity)

    def write(
        self, text: str, centre: Point, size: float, colour: Colour, *, spread: float = 0, turn: float = 0
    ) -> None:
        """Lettering around a centre, `spread` units between letters (the typeface comes with Pillow)."""
        font = ImageFont.load_default(round(size * SCALE))
        measure = ImageDraw.Draw(self.image)
        widths = [measure.textlength(letter, font=font) + spread * SCALE for letter in text]
        total, tall = math.ceil(sum(widths)) + 8, math.ceil(size * SCALE * 1.5)
        mask = Image.new("L", (total, tall))
        pen, x = ImageDraw.Draw(mask), 4.0
        for letter, width in zip(text, widths, strict=True):
            pen.text((x + spread * SCALE / 2, tall / 2), letter, fill=255, font=font, anchor="lm")
            x += width
        mask = mask.rotate(-turn, expand=True, resample=Image.Resampling.BICUBIC)
        corner = round(centre[0] * SCALE - mask.width / 2), round(centre[1] * SCALE - mask.height / 2)
        self.image.paste(colour, (*corner, corner[0] + mask.width, corner[1] + mask.height), mask)

    def light(self, cx: float = 330, cy: float = 150, strength: float = 0.22) -> None:
        """Warm light from one side and quiet corners: done last, it binds a picture together."""
        reach = self.width * 0.75
        self.glow(cx, cy, reach, (255, 232, 190), strength)
        corner = Radial(
            (self.width / 2, self.height / 2), self.width * 0.72, ((0, (0, 0, 0)), (1, (255, 255, 255)))
        )
        box = (0, 0, *self.image.size)
        mask = (
            self._colours(corner, box).convert("L").point([round(max(0, v - 150) * 0.5) for v in range(256)])
        )
        self.image.paste((48, 20, 22), box, mask)

    def grain(self, strength: float = 5) -> None:
        """A little paper under the paint; it also hides the steps of long fades."""
        small = (self.width * 2 // 3, self.height * 2 // 3)
        noise = Image.frombytes("L", small, self.chance.randbytes(small[0] * small[1]))
        noise = noise.filter(ImageFilter.GaussianBlur(0.7)).resize(self.image.size, Image.Resampling.BICUBIC)
        level = [round(128 + (value - 128) * strength / 40) for value in range(256)]
        paper = Image.merge("RGB", [noise.point(level)] * 3)
        self.image = ImageChops.overlay(self.image, paper)

    def save(self, folder: Path, width: int) -> Path:
        """Write the picture as WebP, as good as the size limit allows."""
        height = round(self.height * width / self.width)
        small = self.image.resize((width, height), Image.Resampling.LANCZOS)
        path = folder / f"{self.name}.webp"
        for quality in range(90, 20, -4):
            target = BytesIO()
            small.save(target, "WEBP", quality=quality, method=6)
            if target.tell() <= MOST_BYTES:
                break
        path.write_bytes(target.getvalue())
        return path

    def _pixels(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int] | None:
        left, top = max(0, math.floor(box[0] * SCALE)), max(0, math.floor(box[1] * SCALE))
        right = min(self.image.width, math.ceil(box[2] * SCALE))
        bottom = min(self.image.height, math.ceil(box[3] * SCALE))
        return (left, top, right, bottom) if left < right and top < bottom else None

    @staticmethod
    def _mask(shape: Shape, box: tuple[int, int, int, int]) -> Image.Image:
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        pen = ImageDraw.Draw(mask)
        points = [(x * SCALE - box[0], y * SCALE - box[1]) for x, y in shape.points]
        if not shape.width:
            pen.polygon(points, fill=255)
            return mask
        pen.line(points, fill=255, width=max(1, round(shape.width * SCALE)), joint="curve")
        radius = shape.width * SCALE / 2
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        return mask

    @staticmethod
    def _colours(paint: Paint, box: tuple[int, int, int, int]) -> Image.Image:
        size = box[2] - box[0], box[3] - box[1]
        if isinstance(paint, tuple):
            return Image.new("RGB", size, paint)
        fade = _linear_fade(paint, box, size) if isinstance(paint, Linear) else _radial_fade(paint, box, size)
        return Image.merge("RGB", [fade.point(_ramp(paint.stops, channel)) for channel in range(3)])


def _linear_fade(paint: Linear, box: tuple[int, int, int, int], size: tuple[int, int]) -> Image.Image:
    (x0, y0), (x1, y1) = paint.start, paint.end
    dx, dy = (x1 - x0) * SCALE, (y1 - y0) * SCALE
    square = dx * dx + dy * dy
    reach = 8
    source = Image.new("L", (3, FADE_STEPS * (2 * reach + 1)), 255)
    source.paste(0, (0, 0, 3, FADE_STEPS * reach))
    source.paste(Image.linear_gradient("L").resize((3, FADE_STEPS)), (0, FADE_STEPS * reach))
    a, b = dx / square * FADE_STEPS, dy / square * FADE_STEPS
    c = ((box[0] - x0 * SCALE) * dx + (box[1] - y0 * SCALE) * dy) / square * FADE_STEPS + FADE_STEPS * reach
    return source.transform(size, Image.Transform.AFFINE, (0, 0, 1, a, b, c), fillcolor=255)


def _radial_fade(paint: Radial, box: tuple[int, int, int, int], size: tuple[int, int]) -> Image.Image:
    cx, cy = paint.centre[0] * SCALE, paint.centre[1] * SCALE
    k = 127.5 / (paint.radius * SCALE)
    flat = k / paint.squash
    matrix = (k, 0, (box[0] - cx) * k + 128, 0, flat, (box[1] - cy) * flat + 128)
    return Image.radial_gradient("L").transform(
        size, Image.Transform.AFFINE, matrix, resample=Image.Resampling.BILINEAR, fillcolor=255
    )


def _ramp(stops: Stops, channel: int) -> list[int]:
    """The 256 values of one channel along the stops."""
    values = []
    for step in range(FADE_STEPS):
        t = step / (FADE_STEPS - 1)
        before = max((stop for stop in stops if stop[0] <= t), key=lambda stop: stop[0], default=stops[0])
        after = min((stop for stop in stops if stop[0] >= t), key=lambda stop: stop[0], default=stops[-1])
        span = after[0] - before[0]
        share = (t - before[0]) / span if span else 0
        values.append(round(before[1][channel] + (after[1][channel] - before[1][channel]) * share))
    return values
