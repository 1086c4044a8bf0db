"""What many tests look at stands as long as none of them writes."""

from __future__ import annotations

from flask import Flask

from forum.core.database import db
from forum.discussions.models import Category
from tests.conversations import shelf
from tests.houses import House
from tests.standing import standing


def test_it_is_built_once_for_those_who_look_and_anew_after_one_who_writes(app: Flask, house: House) -> None:
    built = []

    def a_shelf() -> int:
        built.append(shelf("kitchen").id)
        return len(built)

    for _ in range(2):
        with standing(house, a_shelf):
            assert db.session.query(Category).count() == 1
    assert built == [1] and house.stands.value == 1
    with standing(house, a_shelf):
        shelf("cellar")
    with standing(house, a_shelf):
        assert [category.slug for category in db.session.query(Category)] == ["kitchen"]
    assert house.stands.value == 2


def test_another_one_begins_with_empty_tables(app: Flask, house: House) -> None:
    with standing(house, lambda: shelf("kitchen").id):
        pass
    with standing(house, lambda: shelf("cellar").id):
        assert [category.slug for category in db.session.query(Category)] == ["cellar"]
    house.empty()
    assert house.stands.built_by is None
