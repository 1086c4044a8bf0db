"""Points: how many gave each option one to five, as one divided bar for each option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.polls.readout.charts.drawing import WIDTH, Chart, Shape, cut, rectangle, words

ROW = 52
THICK = 20
NARROW = 18


@dataclass(frozen=True, slots=True)
class Spread:
    """One option: its title, what stands beside it, and how many gave it one point, two, and so on."""

    title: str
    value: str
    counts: tuple[int, ...]


def points_chart(name: str, title: str, summary: str, spreads: Sequence[Spread]) -> Chart:
    """Return the divided bars, from one point at the left to five at the right."""
    shapes: list[Shape] = []
    for place, spread in enumerate(spreads):
        top, x = place * ROW, 0.0
        shapes.append(words(0, top + 16, cut(spread.title, WIDTH - 110)))
        shapes.append(words(WIDTH, top + 16, spread.value, anchor="end"))
        total = sum(spread.counts)
        if not total:
            shapes.append(rectangle(0, top + 23, WIDTH, THICK, "track", 3))
        for points, count in enumerate(spread.counts, start=1):
            if count:
                width = WIDTH * count / total
                shapes.append(rectangle(x, top + 23, width - 1, THICK, f"point-{points}"))
                if width >= NARROW:
                    number = words(x + width / 2, top + 38, str(points), anchor="middle", size=13)
                    on = {**number.attributes, "class": "chart-on-dark" if points > 3 else "chart-on-light"}
                    on["fill"] = "#ffffff" if points > 3 else "#2b1a14"
                    shapes.append(Shape("text", on, number.text))
                x += width
    return Chart(name, title, summary, max(ROW, len(spreads) * ROW - 6), tuple(shapes))
