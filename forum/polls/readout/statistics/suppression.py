"""Which cells of a table with known sums must be hidden, so that nobody can tell what a few people chose.

A cell under five would tell on those in it. Hiding it alone does not help: the sums of its row and its column are
known, and so it can be worked out. Think of rows and columns as places and of hidden cells as roads between them: a
hidden cell can be worked out exactly unless its road is part of a round trip, on which people can be moved from cell
to cell (one more here, one less there) without changing any sum. A cell that is zero cannot lose anybody: that road
is one-way. So for each small cell the cheapest round trip is sought, and what lies on it is hidden too.

Source: Gusfield, "A graph theoretic approach to statistical data security", SIAM Journal on Computing 17 (1988).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

FEWEST = 5
Table = Sequence[Sequence[int]]
Place = tuple[int, int]
_Node = tuple[bool, int]
"""Whether it is a column, and which."""


def hidden_cells(table: Table, fewest: int = FEWEST) -> frozenset[Place] | None:
    """Return the cells of `table` (row, column) to hide, when the sums of all rows and columns are told.

    Lines whose sum is zero hide nothing: the sum itself says it. None where some small cell cannot be protected, as in
    a table of one row: such a table must not be told at all.
    """
    rows = [sum(cells) for cells in table]
    columns = [sum(cells) for cells in zip(*table, strict=True)]
    small = [
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        if count < fewest and rows[row] and columns[column]
    ]
    hidden = set(small)
    for place in small:
        trip = _cheapest_trip(table, place, hidden)
        if trip is None:
            return None
        hidden.update(trip)
    return frozenset(hidden)


def _cheapest_trip(table: Table, place: Place, hidden: set[Place]) -> list[Place] | None:
    """Return the cells of the cheapest round trip over `place`, or None when there is none."""
    row, column = (False, place[0]), (True, place[1])
    found = [_cheapest_way(table, column, row, place, hidden)]
    if table[place[0]][place[1]]:
        found.append(_cheapest_way(table, row, column, place, hidden))
    trips = [each for each in found if each is not None]
    return min(trips, key=lambda each: each[0])[1] if trips else None


def _cheapest_way(
    table: Table, start: _Node, end: _Node, without: Place, hidden: set[Place]
) -> tuple[int, list[Place]] | None:
    """Return cost and cells of the cheapest way (Dijkstra), not over `without`; over what is hidden it is free."""
    waiting: list[tuple[int, _Node, list[Place]]] = [(0, start, [])]
    done: set[_Node] = set()
    while waiting:
        cost, node, way = heappop(waiting)
        if node == end:
            return cost, way
        if node in done:
            continue
        done.add(node)
        for place, other in _roads(table, node):
            if place != without and other not in done:
                price = 0 if place in hidden else 1 + table[place[0]][place[1]]
                heappush(waiting, (cost + price, other, [*way, place]))
    return None


def _roads(table: Table, node: _Node) -> Iterator[tuple[Place, _Node]]:
    """Yield where one can go: from a row to any column (one more in the cell), back only where somebody is left."""
    is_column, index = node
    if is_column:
        for row, cells in enumerate(table):
            if cells[index]:
                yield (row, index), (False, row)
    else:
        for column in range(len(table[index])):
            yield (index, column), (True, column)
