"""Numbers that a community owes to everybody: rooms enter tables, one public page shows them by period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _, ngettext

from forum.core.registries import Registry


@dataclass(frozen=True, slots=True)
class Table:
    """Some figures: a heading, what the columns are called, and the rows, each with its name first.

    `note` says how they were counted, where that is not plain.
    """

    heading: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int | str]]]
    note: str = ""


Tables = Callable[[datetime, datetime], Sequence[Table]]
"""Takes the first moment of a period and that after its last; answers the tables of a room for it."""

figures: Registry[Tables] = Registry("figures for everybody")


def register_figures(app: Flask, room: str, tables: Tables) -> None:
    """Enter the tables of a room."""
    figures.add(app, room, tables)


def middle(lengths: Sequence[timedelta]) -> str:
    """Return the median of some lengths of time in words, to the hour below two days; a dash for none."""
    if not lengths:
        return "–"
    ordered = sorted(lengths)
    place = len(ordered) // 2
    median = ordered[place] if len(ordered) % 2 else (ordered[place - 1] + ordered[place]) / 2
    minutes = round(median.total_seconds() / 60)
    if minutes < 120:
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    if minutes < 48 * 60:
        return str(_("%(hours)s hours", hours=round(minutes / 60)))
    return str(_("%(days)s days", days=round(minutes / 60 / 24)))
