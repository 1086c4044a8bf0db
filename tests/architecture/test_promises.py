"""Every test that the pages of docs/promises/ name as a guard is there, and every line says what broke it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.floors import ROOT

PAGES = sorted(path for path in (ROOT / "docs" / "promises").glob("*.md") if path.name != "README.md")
CELLS = re.compile(r"(?<!\\)\|")
GUARD = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(?:\[[^`]*\])?`")


@pytest.fixture(params=PAGES, ids=lambda page: page.stem)
def rows(request: pytest.FixtureRequest) -> list[list[str]]:
    """Return the lines of a page's tables, heads and rules left out, each as its cells."""
    page: Path = request.param
    lines = [line.strip() for line in page.read_text(encoding="utf-8").splitlines()]
    cells = [[cell.strip() for cell in CELLS.split(line)[1:-1]] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] != "What is promised" and set("".join(row)) - set("-: ")]


def guards_missing(cell: str) -> list[str]:
    """Return the tests that a cell names and no file defines, and the cell itself where it names none."""
    named = GUARD.findall(cell)
    return [f"{path}::{name}" for path, name in named if not _defines(ROOT / path, name)] or (
        [] if named else [f"no test in: {cell}"]
    )


def _defines(path: Path, name: str) -> bool:
    definition = rf"^\s*(?:(?:async )?def {name}\(|class {name}\b|{name}\s*(?::[^=\n]+)?=)"
    return path.is_file() and bool(re.search(definition, path.read_text(encoding="utf-8"), re.MULTILINE))


def test_guards_are_there(rows: list[list[str]]) -> None:
    assert [missing for row in rows for missing in guards_missing(row[1] if len(row) > 1 else "")] == []


def test_each_line_says_what_is_promised_what_guards_it_and_what_broke_it(rows: list[list[str]]) -> None:
    assert rows
    assert [row for row in rows if len(row) != 3 or not all(row)] == []


def test_a_guard_that_is_not_there_is_noticed() -> None:
    here = "tests/architecture/test_promises.py"
    assert guards_missing(f"`{here}::test_guards_are_there`, `{here}::test_gone`") == [f"{here}::test_gone"]
    assert guards_missing(f"`{here.replace('promises', 'nothing')}::test_gone`") != []
    assert guards_missing("seen by hand") != []
