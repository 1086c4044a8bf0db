"""Figures as tables in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.measuring import Figure, Measured
from benchmarks.weight import Weight

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def figures_table(kind: str, posts: int, measured: Measured) -> str:
    """Return the figures of one community."""
    rows = [
        f"| {name} | {_ratio(figure.ratio)} | {_ratio(figure.processor_ratio)} | {figure.rate:,.0f} "
        f"| {figure.p50:.1f} | {figure.p99:.1f} | {figure.milliseconds:.2f} |"
        for name, figure in measured.figures.items()
    ]
    head = "| | of a bare page | by processor time | requests/s | p50 ms | p99 ms | processor ms |"
    return "\n".join(
        [f"\n### {NAMES[kind]}, {posts:,} posts\n", head, "|---|--:|--:|--:|--:|--:|--:|", *rows, ""]
    )


def statement_table(measured: Measured) -> str:
    """Return how many statements pages take."""
    rows = [
        f"| {name} | {kept} | {changed} | {member} |"
        for name, (kept, changed, member) in measured.statements.items()
    ]
    head = "| statements | guest, kept | guest, changed | member |"
    return "\n".join(["\n### What pages ask of the database\n", head, "|---|--:|--:|--:|", *rows, ""])


def comparison_table(kind: str, found: Mapping[int, Measured]) -> str:
    """Return how much longer a processor needs in the largest community than in the smallest, in bare pages.

    The two were measured at different moments, and each beside a bare page of its moment.
    """
    small, large = min(found), max(found)
    rows = [
        f"| {name} | {_longer(figure, found[large].figures.get(name))} |"
        for name, figure in found[small].figures.items()
    ]
    head = f"| | processor time, in bare pages, at {large:,} posts / at {small:,} |"
    return "\n".join([f"\n### {NAMES[kind]}: as it grows\n", head, "|---|--:|", *rows, ""])


def weight_table(weights: Sequence[Weight]) -> str:
    """Return what pages weigh."""
    rows = [
        f"| {each.name} | {each.html / 1000:.1f} | {each.css / 1000:.1f} | {each.js / 1000:.1f} "
        f"| {each.other / 1000:.1f} | {each.requests} |"
        for each in weights
    ]
    head = "| kB, compressed | HTML | CSS | JavaScript | fonts and drawings | requests |"
    return "\n".join(["\n### What pages weigh\n", head, "|---|--:|--:|--:|--:|--:|", *rows, ""])


def memory_table(found: Mapping[tuple[str, int], Measured]) -> str:
    """Return how much memory a web process held, by database and number of posts."""
    rows = [
        f"| {NAMES[kind]}, {posts:,} posts | {held.first / 1e6:.0f} | {held.last / 1e6:.0f} "
        f"| {held.bare / 1e6:.0f} | {held.last / held.bare:.1f} |"
        for (kind, posts), held in ((key, measured.memory) for key, measured in found.items())
    ]
    head = (
        "| MB resident, one web process | at its first answer | after all of the above | bare page | ratio |"
    )
    note = "The process of the bare page has loaded the same modules: what is left is what Potluck keeps.\n"
    return "\n".join(["\n### What it holds in memory\n", note, head, "|---|--:|--:|--:|--:|", *rows, ""])


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.2f}"


def _longer(small: Figure, large: Figure | None) -> str:
    return "" if large is None else f"{large.bare_pages / small.bare_pages:.2f}"
