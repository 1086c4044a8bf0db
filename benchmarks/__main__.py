"""`make bench`: how fast pages are, beside a bare Flask page of the same bytes on the same server in the same run."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.community import community
from benchmarks.measuring import Measured, measure
from benchmarks.tables import comparison_table, figures_table, memory_table, statement_table, weight_table

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


@click.command()
@click.option("--posts", default="10000,200000", show_default=True, help="Sizes of the communities.")
@click.option("--database", default="sqlite,postgresql", show_default=True)
@click.option("--seconds", default=2.0, show_default=True, help="Of each measurement.")
@click.option("--rounds", default=3, show_default=True, help="Of which the median counts.")
@click.option("--only", default="", help="Measure only what is named so.")
@click.option("--keep", is_flag=True, help="Write the tables into docs/performance.md.")
def main(posts: str, database: str, seconds: float, rounds: int, only: str, keep: bool) -> None:
    """Measure, print, and keep the figures if asked."""
    sizes = [int(size) for size in posts.split(",")]
    tables: list[str] = []

    def tell(table: str) -> None:
        tables.append(table)
        click.echo(table)

    last: Measured | None = None
    everywhere: dict[tuple[str, int], Measured] = {}
    for kind in database.split(","):
        found: dict[int, Measured] = {}
        for size in sizes:
            with TemporaryDirectory() as folder, community(kind, Path(folder), size) as place:
                last = measure(place, Path(folder), seconds=seconds, rounds=rounds, only=only)
            found[size] = everywhere[kind, size] = last
            tell(figures_table(kind, size, last))
        if len(sizes) > 1:
            tell(comparison_table(kind, found))
    if last is not None:
        tell(statement_table(last))
        tell(weight_table(last.weights))
        tell(memory_table(everywhere))
    if keep:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(
            FIGURES.sub(lambda edges: edges[1] + "\n".join(tables) + edges[2], text), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
