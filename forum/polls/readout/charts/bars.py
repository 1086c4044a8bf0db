"""Bars: a share for each option, with its interval as a whisker where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.polls.readout.charts.drawing import SMALL, TEXT, WIDTH, Chart, Shape, cut, line, rectangle, words

VALUE = 130
"""Kept free beside a title for its value."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How tall a row is, how far below its top the words stand and the bar begins, how thick that is."""

    row: float
    words: float
    bar: float
    thick: float
    size: int


USUAL = Measure(row=50, words=16, bar=23, thick=16, size=TEXT)
COMPACT = Measure(row=32, words=13, bar=18, thick=8, size=SMALL)


@dataclass(frozen=True, slots=True)
class Bar:
    """One option: its title, what stands beside it, how long its bar is (of 1), and the ends of its interval."""

    title: str
    value: str
    length: float
    is_first: bool = False
    low: float | None = None
    high: float | None = None


def bar_chart(name: str, title: str, summary: str, bars: Sequence[Bar], measure: Measure = USUAL) -> Chart:
    """Return the bars of all options, one below the other."""
    shapes: list[Shape] = []
    for place, bar in enumerate(bars):
        top = place * measure.row
        at, begins = top + measure.words, top + measure.bar
        paint = "lead" if bar.is_first else "bar"
        shapes += [
            words(0, at, cut(bar.title, WIDTH - VALUE, measure.size), size=measure.size, strong=bar.is_first),
            words(WIDTH, at, bar.value, anchor="end", size=measure.size, strong=bar.is_first),
            rectangle(0, begins, WIDTH, measure.thick, "track", 3),
            rectangle(0, begins, WIDTH * bar.length, measure.thick, paint, 3),
        ]
        if bar.low is not None and bar.high is not None:
            middle = begins + measure.thick / 2
            reach = measure.thick / 2 - 2
            shapes.append(line(WIDTH * bar.low, middle, WIDTH * bar.high, middle, "whisker", 2))
            shapes += [
                line(WIDTH * end, middle - reach, WIDTH * end, middle + reach, "whisker", 2)
                for end in (bar.low, bar.high)
            ]
    return Chart(name, title, summary, max(measure.row, len(bars) * measure.row - 6), tuple(shapes))
