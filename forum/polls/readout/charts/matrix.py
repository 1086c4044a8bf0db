"""The head-to-head matrix: how many prefer the option of the row to the option of the column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.polls.readout.charts.drawing import SMALL, TEXT, WIDTH, Chart, Shape, letter, rectangle, words

HEAD = 28
LARGEST = 62
MOST_WITH_NUMBERS = 11


def matrix_chart(
    name: str,
    title: str,
    summary: str,
    order: Sequence[int],
    titles: Mapping[int, str],
    preferences: Mapping[int, Mapping[int, int]],
) -> Chart:
    """Return the matrix; the winner of a pair is coloured, and fields carry their number where there is room."""
    field = min(LARGEST, (WIDTH - HEAD) / len(order))
    shapes: list[Shape] = []
    for place, one in enumerate(order):
        middle = HEAD + (place + 0.5) * field
        shapes.append(words(middle, HEAD - 9, letter(place), anchor="middle", strong=True))
        shapes.append(words(HEAD - 9, middle + 5, letter(place), anchor="end", strong=True))
        for beside, other in enumerate(order):
            x, y = HEAD + beside * field, HEAD + place * field
            if one == other:
                shapes.append(rectangle(x + 1, y + 1, field - 2, field - 2, "none", 3))
                continue
            count, against = preferences[one][other], preferences[other][one]
            paint = "win" if count > against else "loss"
            shapes.append(rectangle(x + 1, y + 1, field - 2, field - 2, paint, 3))
            if len(order) <= MOST_WITH_NUMBERS:
                size = TEXT if field > 40 else SMALL
                shapes.append(
                    words(
                        x + field / 2,
                        y + field / 2 + 4.5,
                        str(count),
                        anchor="middle",
                        size=size,
                        strong=count > against,
                    )
                )
    side = HEAD + field * len(order)
    key = tuple((letter(place), titles[number]) for place, number in enumerate(order))
    return Chart(name, title, summary, side, tuple(shapes), width=max(side, WIDTH * 0.6), key=key)
