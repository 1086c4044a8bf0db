"""What the documentation names is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from tests.architecture.floors import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`|^    (\S.*)$", re.MULTILINE)
A_PATH = re.compile(
    r"(?:forum|templates|static|tests|docs|migrations|requirements|scripts|benchmarks)/[\w./-]+"
)


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def code_in(page: Path) -> Iterator[str]:
    """Yield what a page sets as code, a line at a time."""
    for inline, block in CODE.findall(page.read_text(encoding="utf-8")):
        yield (inline or block).partition(" # ")[0].strip()


def anchors(page: Path) -> set[str]:
    """Return what can stand behind # in a link to a page, made as forges make them."""
    titles = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in anchors(found)):
            broken.append(target)
    assert broken == []


def test_files_that_are_named_are_there(page: Path) -> None:
    named = {path.rstrip("./") for code in code_in(page) for path in A_PATH.findall(code)}
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_targets_of_make_that_are_named_are_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for code in code_in(page) for name in re.findall(r"\bmake ([a-z]+)\b", code)}
    assert named - targets == set()


def test_commands_that_are_named_are_there(page: Path, bare_app: Flask) -> None:
    wrong = [
        code for code in code_in(page) if (call := _flask_call(code)) and not _is_command(bare_app.cli, call)
    ]
    assert wrong == []


def _flask_call(code: str) -> list[str]:
    """Return the words after `flask` in a command line; nothing for other code."""
    match = re.match(r"(?:[A-Z_]+=\S+ )*(?:\S*/)?flask ([a-z].*)", code)
    return shlex.split(match[1].replace("'", "")) if match else []


def _is_command(group: click.Group, words: list[str]) -> bool:
    """Whether the first words name a command of the application, and its options are known."""
    command = group.get_command(click.Context(group), words[0])
    if isinstance(command, click.Group):
        return len(words) == 1 or words[1].startswith("-") or _is_command(command, words[1:])
    if command is None:
        return words[0] in {"db", "run", "shell", "routes"}
    options = {option for parameter in command.params for option in parameter.opts}
    return {word.partition("=")[0] for word in words if word.startswith("--")} <= options | {"--help"}
