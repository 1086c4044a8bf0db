"""Bars: a share for each option, with its interval as a whisker where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.polls.readout.charts.drawing import WIDTH, Chart, Shape, cut, line, rectangle, words

ROW = 50
THICK = 16
VALUE = 130
"""Kept free beside a title for its value."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One option: its title, what stands beside it, how long its bar is (of 1), and the ends of its interval."""

    title: str
    value: str
    length: float
    is_first: bool = False
    low: float | None = None
    high: float | None = None


def bar_chart(name: str, title: str, summary: str, bars: Sequence[Bar]) -> Chart:
    """Return the bars of all options, one below the other."""
    shapes: list[Shape] = []
    for place, bar in enumerate(bars):
        top = place * ROW
        shapes += [
            words(0, top + 16, cut(bar.title, WIDTH - VALUE), strong=bar.is_first),
            words(WIDTH, top + 16, bar.value, anchor="end", strong=bar.is_first),
            rectangle(0, top + 23, WIDTH, THICK, "track", 3),
            rectangle(0, top + 23, WIDTH * bar.length, THICK, "lead" if bar.is_first else "bar", 3),
        ]
        if bar.low is not None and bar.high is not None:
            middle = top + 23 + THICK / 2
            shapes.append(line(WIDTH * bar.low, middle, WIDTH * bar.high, middle, "whisker", 2))
            shapes += [
                line(WIDTH * end, middle - 6, WIDTH * end, middle + 6, "whisker", 2)
                for end in (bar.low, bar.high)
            ]
    return Chart(name, title, summary, max(ROW, len(bars) * ROW - 6), tuple(shapes))
