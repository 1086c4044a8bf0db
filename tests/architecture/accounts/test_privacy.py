"""docs/privacy.md tells the truth about every column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Config
from forum.core.chores import chores
from forum.core.database import db
from forum.core.jobs.kinds import job_kinds
from forum.core.personal_data import personal_data
from forum.factory import create_app

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "privacy.md").read_text(encoding="utf-8")
ABOUT_PEOPLE, ABOUT_THINGS = PAGE.split("## Columns that say nothing about a person")
WORD = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A whole application; its database is never opened."""
    return create_app(Config.from_environ({"DATA_DIR": str(tmp_path_factory.mktemp("privacy"))}))


def rows(part: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the tables in `part`."""
    for line in part.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def columns_about_people() -> list[str]:
    """Return `table.column` for each column of the first table."""
    listed = [WORD.findall(cells[0]) for cells in rows(ABOUT_PEOPLE)]
    return [f"{table}.{column}" for table, *columns in listed for column in columns]


def columns_about_things() -> list[str]:
    """Return `table.column` for each column of the second table."""
    listed = [(WORD.findall(cells[0])[0], WORD.findall(cells[1])) for cells in rows(ABOUT_THINGS)]
    return [f"{table}.{column}" for table, columns in listed for column in columns]


def all_columns() -> set[str]:
    """Return `table.column` for each column of the database."""
    return {f"{table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns}


def test_every_column_is_listed(house: Flask) -> None:
    assert all_columns() - set(columns_about_people()) - set(columns_about_things()) == set()


def test_no_column_is_listed_that_is_not_there(house: Flask) -> None:
    assert {*columns_about_people(), *columns_about_things()} - all_columns() == set()


def test_no_column_is_listed_twice() -> None:
    counted = Counter([*columns_about_people(), *columns_about_things()])
    assert [column for column, count in counted.items() if count > 1] == []


def test_references_to_members_count_as_being_about_people(house: Flask) -> None:
    references = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "member" for key in column.foreign_keys)
    }
    assert references <= set(columns_about_people())


def test_purpose_ground_and_time_are_told(house: Flask) -> None:
    for columns, purpose, ground, kept, deleted in rows(ABOUT_PEOPLE):
        assert purpose and kept and deleted, columns
        assert set(ground.split(", ")) <= {"a", "b", "c", "f"} and ground, columns


def test_the_jobs_that_delete_exist(house: Flask) -> None:
    named = {job for cells in rows(ABOUT_PEOPLE) for job in WORD.findall(cells[4])}
    with house.app_context():
        assert named <= {name for name, _ in [*chores.items(), *job_kinds.items()]}


def test_every_room_whose_tables_refer_to_members_hands_over_and_forgets(house: Flask) -> None:
    rooms = {
        mapper.class_.__module__.split(".")[1]
        for mapper in db.Model.registry.mappers
        if any(key.column.table.name == "member" for key in mapper.local_table.foreign_keys)
    }
    with house.app_context():
        assert rooms <= {room for room, _ in personal_data.items()}
