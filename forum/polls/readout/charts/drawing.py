"""The shapes of which charts are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

WIDTH = 400
LETTER = 7.8
"""About the width of a letter of the usual size."""
TEXT = 15
SMALL = 13
PALETTE = {
    "track": "#e9e2da",
    "bar": "#d98a72",
    "lead": "#b0341a",
    "whisker": "#2b1a14",
    "grid": "#d8cfc6",
    "area": "#f0c9b8",
    "curve": "#b0341a",
    "win": "#f0c9b8",
    "loss": "#f4efe9",
    "none": "#ffffff",
    "out": "#cfc6bd",
    "point-1": "#c9bfb4",
    "point-2": "#ddb6a4",
    "point-3": "#d98a72",
    "point-4": "#c55e3f",
    "point-5": "#9c2c14",
}
INK = "#2b1a14"
HUES = 8
HUE_COLOURS = ("#c8704f", "#c09a3a", "#7d9a4a", "#4f9a80", "#4a8fb0", "#6f79c0", "#a566ad", "#bf5d7f")


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of SVG; `text` is what stands in it."""

    tag: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name in addresses, its title, what it shows in one sentence, and its shapes."""

    name: str
    title: str
    summary: str
    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH
    key: tuple[tuple[str, str], ...] = field(default=())
    """What letters stand for."""

    @property
    def box(self) -> str:
        """What it shows of the plane."""
        return f"0 0 {short(self.width)} {short(self.height)}"


def rectangle(x: float, y: float, width: float, height: float, paint: str, rounded: float = 0) -> Shape:
    """Return a rectangle, painted as `PALETTE` says."""
    attributes = {
        "class": f"chart-{paint}",
        "x": short(x),
        "y": short(y),
        "width": short(max(0.0, width)),
        "height": short(height),
        "fill": _colour(paint),
    }
    if rounded:
        attributes["rx"] = short(rounded)
    return Shape("rect", attributes)


def line(x: float, y: float, to_x: float, to_y: float, paint: str, width: float = 1) -> Shape:
    """Return a line."""
    return Shape(
        "line",
        {
            "class": f"chart-{paint}-line",
            "x1": short(x),
            "y1": short(y),
            "x2": short(to_x),
            "y2": short(to_y),
            "stroke": _colour(paint),
            "stroke-width": short(width),
        },
    )


def path(course: str, paint: str, *, is_line: bool = False) -> Shape:
    """Return a path, filled or as a line."""
    if is_line:
        return Shape(
            "path",
            {
                "class": f"chart-{paint}-line",
                "d": course,
                "fill": "none",
                "stroke": _colour(paint),
                "stroke-width": "2",
            },
        )
    return Shape("path", {"class": f"chart-{paint}", "d": course, "fill": _colour(paint)})


def words(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = TEXT, strong: bool = False
) -> Shape:
    """Return words whose base line begins (or ends, or has its middle) at a place."""
    attributes = {
        "class": "chart-strong" if strong else "chart-words",
        "x": short(x),
        "y": short(y),
        "font-size": str(size),
        "text-anchor": anchor,
        "fill": INK,
        "font-family": "Figtree, Helvetica, Arial, sans-serif",
    }
    if strong:
        attributes["font-weight"] = "700"
    return Shape("text", attributes, text)


def cut(text: str, width: float, size: int = TEXT) -> str:
    """Return as much of `text` as fits, with an ellipsis where something is missing."""
    most = max(4, int(width / (LETTER * size / TEXT)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def hue(place: int) -> str:
    """Return the paint of the option in this place, counted from 0: letters tell them apart as well."""
    return f"hue-{place % HUES}"


def letter(place: int) -> str:
    """Return the letter of an option: A, B and so on, after Z AA, AB and so on."""
    first, second = divmod(place, 26)
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[second]


def short(number: float) -> str:
    """Return a number as short as charts need it."""
    return f"{number:.1f}".removesuffix(".0")


def _colour(paint: str) -> str:
    if paint.startswith("hue-"):
        return HUE_COLOURS[int(paint[4:])]
    return PALETTE[paint]
