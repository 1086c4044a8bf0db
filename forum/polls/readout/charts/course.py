"""The course of voting: how many ballots stood, hour by hour."""

from __future__ import annotations

from collections.abc import Sequence

from forum.polls.readout.charts.drawing import SMALL, WIDTH, Chart, Shape, line, path, short, words

HEIGHT = 190
LEFT, RIGHT, TOP, BOTTOM = 42, 8, 12, 28
GRID = 4


def course_chart(
    name: str, title: str, summary: str, steps: Sequence[tuple[int, int]], labels: tuple[str, str]
) -> Chart:
    """Return the curve.

    Args:
        name: of the chart.
        title: of the chart.
        summary: of the chart, in one sentence.
        steps: hours, counted from anywhere, and how many ballots stood at their end.
        labels: what to write below the first hour and the last.
    """
    first, last = steps[0][0] - 1, steps[-1][0]
    highest = _round_up(max(count for _, count in steps))
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    floor = HEIGHT - BOTTOM

    def across(hour: int) -> str:
        return short(LEFT + wide * (hour - first) / max(1, last - first))

    def up(count: int) -> str:
        return short(floor - high * count / highest)

    shapes: list[Shape] = []
    for each in range(GRID + 1):
        y = floor - high * each / GRID
        shapes.append(line(LEFT, y, WIDTH - RIGHT, y, "grid"))
        shapes.append(words(LEFT - 6, y + 4, str(highest * each // GRID), anchor="end", size=SMALL))
    course, before = [f"M{LEFT} {floor}"], 0
    for hour, count in steps:
        course.append(f"L{across(hour)} {up(before)}L{across(hour)} {up(count)}")
        before = count
    curve = "".join(course)
    shapes.append(path(f"{curve}L{across(last)} {floor}Z", "area"))
    shapes.append(path(curve, "curve", is_line=True))
    shapes.append(words(LEFT, HEIGHT - 8, labels[0], size=SMALL))
    shapes.append(words(WIDTH - RIGHT, HEIGHT - 8, labels[1], anchor="end", size=SMALL))
    return Chart(name, title, summary, HEIGHT, tuple(shapes))


def _round_up(number: int) -> int:
    """Return the next number that divides well into the lines of the grid."""
    step = GRID
    while step * 25 < number:
        step *= 10
    return max(GRID, -(-number // step) * step)
