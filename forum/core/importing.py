"""The manners of every `flask import`: one thing a line, bad lines told apart, progress shown, repeats harmless.

A room adds its command to `import_cli` and hands over two functions: one that reads a line, one that takes in a batch.
Each batch is one transaction together with the record of what came in, so an import that was interrupted goes on where
it stopped when it is run again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import click
from flask.cli import AppGroup

from forum.core.policy import Invalid

T = TypeVar("T")
BATCH = 25

import_cli = AppGroup("import", help="Bring in what members made elsewhere.")


@dataclass
class Tally:
    """What became of the lines of one file."""

    imported: int = 0
    known: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Source(Generic[T]):
    """How one kind of file is read and taken in.

    `read(data)` answers the thing described by one JSON object or raises `Invalid`. `take(things)` stores those that
    are not there yet in one transaction and answers how many were new. `prepare(thing)` does the slow work before it.
    """

    read: Callable[[dict[str, Any]], T]
    prepare: Callable[[T], Any]
    take: Callable[[Sequence[Any]], int]


@dataclass
class Rejects:
    """The lines that could not be taken in, each with its number and the reason. The file is made with the first."""

    path: Path
    lines: int = field(default=0, init=False)

    def add(self, number: int, reason: str, line: str) -> None:
        """Write one line down."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a" if self.lines else "w", encoding="utf-8", errors="replace") as file:
            file.write(
                json.dumps({"line": number, "reason": reason, "source": line}, ensure_ascii=True) + "\n"
            )
        self.lines += 1


def import_lines(file: BinaryIO, size: int, source: Source[T], rejects: Rejects) -> Tally:
    """Take in every line of `file` that can be taken in, showing progress by bytes.

    Returns:
        how many lines were imported, were there already, and were rejected.
    """
    tally = Tally()
    with click.progressbar(length=size, label="importing", file=sys.stderr) as bar:
        good = _good_lines(file, source, rejects, bar.update)
        while batch := list(islice(good, BATCH)):
            new = source.take(batch)
            tally.imported += new
            tally.known += len(batch) - new
    tally.rejected = rejects.lines
    return tally


def _good_lines(
    file: BinaryIO, source: Source[T], rejects: Rejects, progress: Callable[[int], None]
) -> Iterator[Any]:
    for number, raw in enumerate(file, 1):
        progress(len(raw))
        if not raw.strip():
            continue
        try:
            yield source.prepare(source.read(_parse(raw)))
        except Invalid as error:
            rejects.add(number, str(error), raw.decode("utf-8", "replace").rstrip("\n"))


def _parse(raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise Invalid("not a JSON object")
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (UnicodeEncodeError, RecursionError) as error:
        raise Invalid(f"text that is not Unicode: {error}") from error
    return data


def report(tally: Tally, rejects: Rejects) -> None:
    """Say in one line what became of the file, and where the rejected lines are."""
    click.echo(f"{tally.imported} imported, {tally.known} already here, {tally.rejected} rejected")
    if tally.rejected:
        click.echo(f"rejected lines with their reasons: {rejects.path}", err=True)
