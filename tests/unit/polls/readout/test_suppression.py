"""What is hidden in a table cannot be worked out from what is told: not by equations, and not by counting cases."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings, strategies as st

from forum.polls.readout.statistics.suppression import FEWEST, hidden_cells

Table = list[list[int]]
Place = tuple[int, int]

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 4, 6, 9, 17, 40]), min_size=width, max_size=width),
        min_size=2,
        max_size=4,
    )
)


def small_cells(table: Table) -> set[Place]:
    """The cells that must not be told: under five, unless their row or column is empty and says so itself."""
    return {
        (row, column)
        for row, cells in enumerate(table)
        for column, count in enumerate(cells)
        if count < FEWEST and sum(cells) and sum(line[column] for line in table)
    }


def solved(table: Table, hidden: frozenset[Place]) -> set[Place]:
    """What an adversary works out who knows all sums and whatever is not hidden: Gauss's elimination, exactly."""
    unknown = sorted(hidden)
    lines = [[place for place in unknown if place[0] == row] for row in range(len(table))]
    lines += [[place for place in unknown if place[1] == column] for column in range(len(table[0]))]
    rows = [[Fraction(place in line) for place in unknown] for line in lines]
    reduced: list[list[Fraction]] = []
    for place in range(len(unknown)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [value / pivot[place] for value in pivot]
        rows = [[a - row[place] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        reduced = [[a - row[place] * b for a, b in zip(row, pivot, strict=True)] for row in reduced]
        reduced.append(pivot)
    return {
        unknown[row.index(next(value for value in row if value))]
        for row in reduced
        if sum(map(bool, row)) == 1
    }


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_equations_tell_what_is_hidden(table: Table) -> None:
    hidden = hidden_cells(table)
    if hidden is not None:
        assert small_cells(table) <= hidden
        assert not solved(table, hidden) & small_cells(table)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0, 1, 3, 6, 8]), min_size=3, max_size=3), min_size=2, max_size=2))
def test_not_even_counting_all_tables_that_may_be_tells_it(table: Table) -> None:
    """Nobody is there less than zero times: of all tables with these sums, some differ in each small cell."""
    hidden = hidden_cells(table)
    if hidden is None:
        return
    columns = [table[0][column] + table[1][column] for column in range(3)]
    seen: dict[Place, set[int]] = {place: set() for place in hidden}
    for first in product(*(range(total + 1) for total in columns)):
        other = [total - count for total, count in zip(columns, first, strict=True)]
        maybe = [list(first), other]
        if sum(first) == sum(table[0]) and all(
            maybe[row][column] == table[row][column]
            for row in range(2)
            for column in range(3)
            if (row, column) not in hidden
        ):
            for row, column in hidden:
                seen[row, column].add(maybe[row][column])
    assert all(len(seen[place]) > 1 for place in small_cells(table))


def test_a_single_small_cell_takes_three_others_with_it() -> None:
    assert hidden_cells([[30, 2, 11], [9, 25, 40], [12, 14, 8]]) == {(0, 1), (0, 2), (2, 1), (2, 2)}


def test_a_table_without_small_cells_hides_nothing() -> None:
    assert hidden_cells([[30, 12], [9, 25]]) == frozenset()


def test_a_table_of_one_row_cannot_be_told() -> None:
    assert hidden_cells([[30, 2, 11]]) is None
