"""What a fixture built is put back just as building it anew would have it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect

from forum.accounts.operations.members import describe_member
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.discussions.models import Post, Topic
from tests.cast import CAST
from tests.conversations import NOON, answer, opening
from tests.houses import FILLED_FOLDERS, House
from tests.people import cast_of
from tests.replaying import replay

pytestmark = pytest.mark.usefixtures("app")


class Talk:
    """A conversation, with what follows from it, and how often it was built."""

    def __init__(self, house: House) -> None:
        self.built = 0
        self._house = house

    def begin(self) -> SimpleNamespace:
        db.session.remove()
        self._house.empty()
        return cast_of(self._house, CAST, NOON)

    def have(self, cast: SimpleNamespace) -> SimpleNamespace:
        def build() -> SimpleNamespace:
            self.built += 1
            first = opening(cast.viewer("alice"), "Hello @chloe, which soup?", title="Soup")
            reply = answer(first, cast.viewer("chloe"), "Leek, and nothing else.")
            drain()
            return SimpleNamespace(first=first, replies=[reply], number=reply.id)

        given: SimpleNamespace = replay(self._house, f"talk {id(self)}", build)
        return given

    def files(self) -> set[Path]:
        found = (each for name in FILLED_FOLDERS for each in (self._house.data_dir / name).rglob("*"))
        return {each.relative_to(self._house.data_dir) for each in found if each.is_file()}


@pytest.fixture
def talk(house: House) -> Talk:
    return Talk(house)


def kept_by(row: Any) -> dict[str, Any]:
    """All columns of a row as the database has them."""
    db.session.refresh(row)
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def test_rows_files_and_what_is_given_are_those_that_were_built(house: House, talk: Talk) -> None:
    built = talk.have(talk.begin())
    rows, files = house.rows.take(), talk.files()
    words = [kept_by(each) for each in (built.first, *built.replies)]
    given = talk.have(talk.begin())
    assert talk.built == 1
    assert house.rows.take() == rows
    assert talk.files() == files
    assert [kept_by(each) for each in (given.first, *given.replies)] == words
    assert given.number == given.replies[0].id


def test_the_cast_knows_what_became_of_it_and_life_goes_on(talk: Talk, guest: FlaskClient) -> None:
    for _built_then_replayed in range(2):
        cast = talk.begin()
        given = talk.have(cast)
        assert kept_by(cast.alice)["post_count"] == 1
        assert (
            "Leek, and nothing else."
            in guest.get(f"/topics/{given.first.topic_id}", follow_redirects=True).text
        )
        assert 'class="topic-row-title"' in guest.get("/search?q=leek").text
        third = answer(given.replies[0], cast.viewer("dana"), "And a leaf of bay.")
        assert (third.id, third.number) == (given.number + 1, 3)
        assert db.session.get_one(Topic, third.topic_id, populate_existing=True).post_count == 3
    assert talk.built == 1


def test_where_something_else_stood_before_it_is_built_anew(talk: Talk) -> None:
    talk.have(talk.begin())
    cast = talk.begin()
    with write_transaction():
        describe_member(
            cast.alice, first_name="Alicia", about_source="", about_html="", languages=["en"], now=NOON
        )
    talk.have(cast)
    assert talk.built == 2
    assert cast.alice.first_name == "Alicia"
    assert db.session.query(Post).count() == 2


def test_what_cannot_be_given_again_is_refused(house: House, talk: Talk) -> None:
    talk.begin()
    with pytest.raises(TypeError, match="cannot be given again"):
        replay(house, f"nothing {id(talk)}", object)
