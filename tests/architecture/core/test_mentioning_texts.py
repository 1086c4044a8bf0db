"""Whatever people write is entered among the texts from which a member who leaves is taken out, or docs say why not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, Column, Enum, String

from forum.core.database import db
from forum.core.former_mentions import mentioning_texts

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "adr" / "leaving.md").read_text(encoding="utf-8")
WORD = re.compile(r"`([^`]+)`")
LONG = 80
"""Nobody writes a sentence into a column that holds fewer characters: those are names, keys and states."""


def takes_text(column: Column[object]) -> bool:
    """Whether a sentence, or a document with one in it, fits into `column`."""
    kind = column.type
    if isinstance(kind, JSON):
        return True
    return isinstance(kind, String) and not isinstance(kind, Enum) and (kind.length or LONG + 1) > LONG


@pytest.fixture
def entered(bare_app: Flask) -> set[str]:
    """`table.column` for each column of which a room takes care."""
    with bare_app.app_context():
        return {
            f"{each.model.__tablename__}.{name}"
            for each in mentioning_texts
            for name in (*each.typed, *each.read)
        }


def excepted() -> list[str]:
    """Return `table.column` for each column of which the page says why nobody is taken out of it."""
    table = PAGE.split("## Columns that stay as they are")[1]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    tables = [part for cell in cells for part in cell.split(";")]
    listed = [WORD.findall(part) for part in tables]
    return [f"{table}.{column}" for table, *columns in listed for column in columns]


def texts() -> set[str]:
    """Return `table.column` for each column that takes a text."""
    tables = db.metadata.sorted_tables
    return {f"{table.name}.{each.name}" for table in tables for each in table.columns if takes_text(each)}


def test_each_text_is_entered_or_excepted(entered: set[str]) -> None:
    assert sorted(texts() - entered - set(excepted())) == []


def test_no_exception_is_one_no_more(entered: set[str]) -> None:
    assert sorted((set(excepted()) - texts()) | (set(excepted()) & entered)) == []
    assert [column for column, count in Counter(excepted()).items() if count > 1] == []


def test_each_exception_has_its_reason() -> None:
    table = PAGE.split("## Columns that stay as they are")[1]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| `")]
    assert rows
    assert all(reason.strip() for _columns, reason in rows)
