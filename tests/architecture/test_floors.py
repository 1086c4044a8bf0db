"""What the import linter does not see: what is named in templates, addresses and foreign keys leads downstairs, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forum.core.database import db
from forum.factory import ROOMS as BUILT
from tests.architecture.floors import (
    FORUM,
    ROOMS,
    TEMPLATES,
    may_know,
    room_of_module,
    room_of_template,
)

NAMES_A_TEMPLATE = re.compile(r"""{%-?\s*(?:include|extends|import|from)\s+["']([^"']+)["']""")
NAMES_AN_ENDPOINT = re.compile(r"""\burl_for\(\s*["'](\w+)\.(\w+)["']""")
RENDERS = re.compile(r"""\b(?:render_template|render_shared|get_template)\(\s*["']([^"']+)["']""")


def templates() -> Iterator[tuple[str, str]]:
    """Yield name and text of each template."""
    for file in sorted(TEMPLATES.rglob("*.*")):
        yield file.relative_to(TEMPLATES).as_posix(), file.read_text(encoding="utf-8")


def modules() -> Iterator[tuple[str, Path, str]]:
    """Yield room, file and text of each module of a room."""
    for file in sorted(FORUM.rglob("*.py")):
        inside = file.relative_to(FORUM)
        if len(inside.parts) > 1:
            yield inside.parts[0], file.relative_to(FORUM.parent), file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rooms_of_blueprints(bare_app: Flask) -> dict[str, str]:
    """The room of each blueprint, by the name that addresses are made with."""
    return {name: room_of_module(blueprint.import_name) for name, blueprint in bare_app.blueprints.items()}


def test_every_room_stands_on_a_floor_and_is_built() -> None:
    rooms = {file.parent.name for file in FORUM.glob("*/__init__.py")}
    assert rooms - ROOMS == set()
    assert rooms - {*BUILT, "core", "serve"} == set()


def test_every_template_belongs_to_a_room() -> None:
    assert {room_of_template(name) for name, _ in templates()} - ROOMS == set()


def test_templates_name_no_template_from_upstairs() -> None:
    upstairs = [
        f"{name} names {named}"
        for name, text in templates()
        for named in NAMES_A_TEMPLATE.findall(text)
        if not may_know(room_of_template(name), room_of_template(named))
    ]
    assert upstairs == []


def test_modules_render_no_template_from_upstairs() -> None:
    upstairs = [
        f"{file} renders {named}"
        for room, file, text in modules()
        for named in RENDERS.findall(text)
        if not may_know(room, room_of_template(named))
    ]
    assert upstairs == []


def test_templates_make_no_address_of_a_view_upstairs(rooms_of_blueprints: dict[str, str]) -> None:
    upstairs = [
        f"{name} leads to {blueprint}.{view}"
        for name, text in templates()
        for blueprint, view in NAMES_AN_ENDPOINT.findall(text)
        if not may_know(room_of_template(name), rooms_of_blueprints[blueprint])
    ]
    assert upstairs == []


def test_modules_make_no_address_of_a_view_upstairs(rooms_of_blueprints: dict[str, str]) -> None:
    upstairs = [
        f"{file} leads to {blueprint}.{view}"
        for room, file, text in modules()
        for blueprint, view in NAMES_AN_ENDPOINT.findall(text)
        if not may_know(room, rooms_of_blueprints[blueprint])
    ]
    assert upstairs == []


def test_every_address_that_is_named_is_there(bare_app: Flask) -> None:
    named = {
        f"{blueprint}.{view}"
        for text in (*(text for _, text in templates()), *(text for _, _, text in modules()))
        for blueprint, view in NAMES_AN_ENDPOINT.findall(text)
    }
    assert named - bare_app.view_functions.keys() == set()


def test_foreign_keys_point_downstairs() -> None:
    rooms = {
        mapper.local_table.name: room_of_module(mapper.class_.__module__)
        for mapper in db.Model.registry.mappers
    }
    upstairs = [
        f"{table.name} points to {key.column.table.name}"
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if table.name in rooms and not may_know(rooms[table.name], rooms[key.column.table.name])
    ]
    assert upstairs == []


def test_relationships_point_downstairs() -> None:
    upstairs = [
        f"{mapper.class_.__name__}.{relationship.key}"
        for mapper in db.Model.registry.mappers
        for relationship in mapper.relationships
        if not may_know(
            room_of_module(mapper.class_.__module__), room_of_module(relationship.mapper.class_.__module__)
        )
    ]
    assert upstairs == []
