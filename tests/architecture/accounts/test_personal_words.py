"""Whatever a room hands over about a member has words, so that the page for people speaks in no column's name."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from config import Config
from forum.accounts.personal import KEPT_OF_MEMBER, KEPT_OF_OTHERS
from forum.core.personal_data import PersonalData, personal_data
from forum.factory import create_app

INSIDE = {"desk": {"by", "text"}}
"""What stands within a value that is said as a whole."""


@pytest.fixture(scope="module")
def keepings(tmp_path_factory: pytest.TempPathFactory) -> list[PersonalData]:
    """What each room of a whole application says of its keeping; the database is never opened."""
    house: Flask = create_app(Config.from_environ({"DATA_DIR": str(tmp_path_factory.mktemp("words"))}))
    with house.app_context():
        return list(personal_data)


def tree_of(keeping: PersonalData) -> ast.Module:
    """Return the module in which a room hands over, without its way of forgetting."""
    tree = ast.parse(inspect.getsource(sys.modules[keeping.export.__module__]))
    tree.body = [each for each in tree.body if getattr(each, "name", "") != "erase"]
    return tree


def handed_over(keeping: PersonalData) -> Iterator[str]:
    """Yield the names under which a room hands over."""
    for node in ast.walk(tree_of(keeping)):
        if isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant))
    if keeping.room == "accounts":
        yield from KEPT_OF_MEMBER
        for section, (_model, columns) in KEPT_OF_OTHERS.items():
            yield from (section, *columns)


def worded(keeping: PersonalData) -> set[str]:
    """Return the names that have words."""
    sections = keeping.words.sections
    return {*sections, *(part for section in sections.values() for part in section.parts)}


def test_everything_that_is_handed_over_has_words(keepings: list[PersonalData]) -> None:
    without = {
        each.room: set(handed_over(each)) - worded(each) - INSIDE.get(each.room, set()) for each in keepings
    }
    assert {room: names for room, names in without.items() if names} == {}


def test_there_are_no_words_for_what_is_not_handed_over(keepings: list[PersonalData]) -> None:
    for each in keepings:
        strings = (node.value for node in ast.walk(tree_of(each)) if isinstance(node, ast.Constant))
        said = {word for string in strings if isinstance(string, str) for word in string.split()}
        assert worded(each) - said - {""} == set(), each.room
