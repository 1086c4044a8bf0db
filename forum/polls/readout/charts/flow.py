"""The rounds of a runoff as a flow: who leaves, and to whom their ballots go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.polls.readout.charts.drawing import (
    SMALL,
    WIDTH,
    Chart,
    Shape,
    hue,
    letter,
    path,
    rectangle,
    short,
    words,
)

BAND = 26
GAP = 54
HEAD = 18
SLIT = 2
NARROW = 15
OUT = "out"


@dataclass(frozen=True, slots=True)
class FlowRound:
    """One round: its name, the votes of each option still in it, and the ballots that speak for nobody any more."""

    name: str
    votes: Mapping[int, int]
    exhausted: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Where a band begins and how wide it is; `filled` is how much of it has been joined to the round before."""

    x: float
    width: float


def flow_chart(
    name: str,
    title: str,
    summary: str,
    order: Sequence[int],
    titles: Mapping[int, str],
    rounds: Sequence[FlowRound],
    nobody: str,
) -> Chart:
    """Return the flow from the first round above to the last below. Options keep their letter, place and colour."""
    total = max(1, sum(rounds[0].votes.values()) + rounds[0].exhausted)
    places = {number: place for place, number in enumerate(order)}
    shapes: list[Shape] = []
    before: dict[int | str, _Piece] = {}
    for turn, each in enumerate(rounds):
        top = HEAD + turn * (BAND + GAP)
        pieces = _pieces(each, order, total)
        if turn:
            shapes += _streams(rounds[turn - 1], each, before, pieces, top, places)
        shapes.append(words(0, top - 5, each.name, size=SMALL))
        for owner, piece in pieces.items():
            paint = OUT if isinstance(owner, str) else hue(places[owner])
            shapes.append(rectangle(piece.x, top, piece.width, BAND, paint, 2))
            if piece.width >= NARROW:
                shapes.append(_named(owner, piece, top, each, places))
        before = pieces
    key = [(letter(places[number]), titles[number]) for number in order if rounds[0].votes.get(number)]
    if rounds[-1].exhausted:
        key.append(("–", nobody))
    height = HEAD + len(rounds) * BAND + (len(rounds) - 1) * GAP + 4
    return Chart(name, title, summary, height, tuple(shapes), key=tuple(key))


def _pieces(each: FlowRound, order: Sequence[int], total: int) -> dict[int | str, _Piece]:
    x, pieces = 0.0, dict[int | str, _Piece]()
    for number in order:
        if votes := each.votes.get(number):
            width = (WIDTH - SLIT * len(order)) * votes / total
            pieces[number] = _Piece(x, width)
            x += width + SLIT
    if each.exhausted:
        pieces[OUT] = _Piece(x, (WIDTH - SLIT * len(order)) * each.exhausted / total)
    return pieces


def _named(owner: int | str, piece: _Piece, top: float, each: FlowRound, places: Mapping[int, int]) -> Shape:
    count = each.exhausted if isinstance(owner, str) else each.votes[owner]
    sign = "–" if isinstance(owner, str) else letter(places[owner])
    text = f"{sign} {count}" if piece.width >= 3.4 * NARROW else sign
    return words(piece.x + piece.width / 2, top + BAND / 2 + 4.5, text, anchor="middle", strong=True)


def _streams(
    last: FlowRound,
    now: FlowRound,
    before: Mapping[int | str, _Piece],
    pieces: Mapping[int | str, _Piece],
    top: float,
    places: Mapping[int, int],
) -> list[Shape]:
    """Return what flows between two rounds: each band on to itself, those that left to where they gained."""
    shapes = [
        _stream(before[owner].x, before[owner].width, pieces[owner].x, top, _paint(owner, places))
        for owner in before
        if owner in pieces
    ]
    filled = {owner: before[owner].width if owner in before else 0.0 for owner in pieces}
    gained = {
        owner: (
            now.exhausted - last.exhausted
            if isinstance(owner, str)
            else now.votes[owner] - last.votes.get(owner, 0)
        )
        for owner in pieces
    }
    leaving = [owner for owner in before if owner not in pieces]
    left = sum(before[owner].width for owner in leaving)
    for owner in leaving:
        start, part = before[owner].x, before[owner].width / left
        for to, votes in gained.items():
            if votes > 0:
                width = (pieces[to].width - (before[to].width if to in before else 0.0)) * part
                shapes.append(_stream(start, width, pieces[to].x + filled[to], top, _paint(owner, places)))
                start, filled[to] = start + width, filled[to] + width
    return shapes


def _stream(x: float, width: float, to: float, top: float, paint: str) -> Shape:
    above, middle = top - GAP, top - GAP / 2
    course = (
        f"M{short(x)} {short(above)}C{short(x)} {short(middle)} {short(to)} {short(middle)} {short(to)} {short(top)}"
        f"H{short(to + width)}C{short(to + width)} {short(middle)} {short(x + width)} {short(middle)} "
        f"{short(x + width)} {short(above)}Z"
    )
    shape = path(course, paint)
    return Shape(shape.tag, {**shape.attributes, "opacity": "0.35"})


def _paint(owner: int | str, places: Mapping[int, int]) -> str:
    return OUT if isinstance(owner, str) else hue(places[owner])
