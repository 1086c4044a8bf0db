"""The house rules that no other tool looks at."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.floors import FORUM, ROOT

LONGEST = 300
LONGEST_SUITE = 400
"""One suite of tests serves every backend of an interface, and stays in one file."""
HAND_WRITTEN = (".py", ".html", ".css", ".js")
ELSEWHERE = ("static/vendor/", "tests/browser/vendor/", "migrations/versions/")
DUMPING_GROUNDS = {"utils", "util", "helpers", "misc", "common", "tools_misc"}


def written_files() -> Iterator[Path]:
    """Yield every file of the project that people write and read."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        file = ROOT / name
        if file.suffix in HAND_WRITTEN and not name.startswith(ELSEWHERE) and file.is_file():
            yield file


def parsed() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(FORUM.rglob("*.py")):
        yield file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))


def test_every_file_fits_on_a_few_screens() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: there is no list of files")
    long = {
        str(file.relative_to(ROOT)): lines
        for file in written_files()
        if (lines := len(file.read_text(encoding="utf-8").splitlines()))
        > (LONGEST_SUITE if file.is_relative_to(ROOT / "tests/contracts") else LONGEST)
    }
    assert long == {}


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{file}:{inner.lineno}"
        for file, tree in parsed()
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_operations_neither_commit_nor_look_at_the_request() -> None:
    """Names that an operation must not use: the edge commits, and says who acts."""
    forbidden = {"request", "session", "current_user", "current_viewer", "g"}
    used = [
        f"{file}:{node.lineno} {name}"
        for file, tree in parsed()
        if "operations" in file.as_posix()
        for node in ast.walk(tree)
        for name in _names(node)
        if name in forbidden or name == ".commit"
    ]
    assert used == []


def _names(node: ast.AST) -> Iterator[str]:
    """Yield what a node imports from Flask or Flask-Login, and which method `commit` it calls."""
    if isinstance(node, ast.ImportFrom) and node.module in {"flask", "flask_login", "forum.core.viewing"}:
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
        yield ".commit"


def test_nothing_is_dumped_into_a_file_without_an_idea() -> None:
    assert [str(file) for file, _ in parsed() if file.stem in DUMPING_GROUNDS] == []


def test_every_room_says_what_it_is() -> None:
    silent = [
        str(file)
        for file in sorted(FORUM.glob("*/__init__.py"))
        if not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


def test_init_files_of_rooms_hold_their_docstring_only() -> None:
    full = [
        str(file.relative_to(ROOT))
        for file in sorted(FORUM.glob("*/__init__.py"))
        if len(ast.parse(file.read_text()).body) > 1
    ]
    assert full == []
