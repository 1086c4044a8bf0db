"""What the tables of the benchmark compare."""

from __future__ import annotations

from benchmarks.measuring import Figure, Measured, Memory
from benchmarks.tables import comparison_table


def community(milliseconds: float, bare_pages: float) -> Measured:
    """Return what one gave whose home page takes so long, and so many bare pages."""
    figure = Figure(rate=1, p50=1, p99=1, milliseconds=milliseconds, bare_pages=bare_pages)
    return Measured({"home": figure}, [], {}, Memory(1, 1, 1))


def test_a_machine_that_became_slower_is_no_growth() -> None:
    table = comparison_table("sqlite", {100: community(2.0, 20.0), 200: community(5.0, 22.0)})
    assert "| home | 1.10 |" in table and "2.50" not in table
