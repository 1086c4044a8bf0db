"""What every test begins with: no rows, or exactly those that inviting the cast writes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core.database import db, write_transaction
from tests.cast import CAST, Person
from tests.conftest import NOON
from tests.houses import House
from tests.people import cast_of, client_of, invite, invite_cast
from tests.statements import statements

DRAWN_BY_LOT = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""The one thing that differs from member to member whoever invites them."""


def rows_of(house: House) -> dict[str, list[str]]:
    """Return the rows of each table, in an order of ours: a database puts them wherever there is room."""
    return {
        table: sorted(DRAWN_BY_LOT.sub("drawn by lot", str(row)) for row in _each(kept))
        for table, kept in house.rows.take().items()
    }


def _each(kept: Any) -> Sequence[object]:
    return kept.splitlines() if isinstance(kept, bytes) else kept


def cast_put_back(house: House) -> SimpleNamespace:
    house.empty()
    cast_of(house, CAST, NOON)
    house.empty()
    return cast_of(house, CAST, NOON)


def test_the_cast_comes_back_just_as_inviting_them_writes_it(app: Flask, house: House) -> None:
    invite_cast(CAST, NOON)
    invited = rows_of(house)
    assert "alice@example.org" in str(invited)

    cast_put_back(house)
    assert rows_of(house) == invited


def test_who_comes_back_knows_all_of_themselves(app: Flask, house: House) -> None:
    invited = invite_cast(CAST, NOON)
    columns = [column.key for column in inspect(Member).column_attrs if column.key != "fs_uniquifier"]
    expected = {
        person.handle: [getattr(vars(invited)[person.handle], name) for name in columns] for person in CAST
    }

    cast = cast_put_back(house)
    with write_transaction(), statements(app) as asked:
        found = {
            person.handle: [getattr(vars(cast)[person.handle], name) for name in columns] for person in CAST
        }
    assert found == expected
    assert not asked
    assert cast.viewer("bruno").handle == "bruno"


def test_the_next_member_has_the_next_number(app: Flask, house: House) -> None:
    cast_put_back(house)
    with write_transaction():
        assert invite(Person("fay", "Fay Fennel", "Fay"), NOON).id == len(CAST) + 1


def test_where_there_are_rows_the_cast_is_invited_beside_them(app: Flask, house: House) -> None:
    cast_put_back(house)
    house.empty()
    with write_transaction():
        invite(Person("fay", "Fay Fennel", "Fay"), NOON)
    assert cast_of(house, CAST, NOON).alice.id == 2


def test_an_emptied_house_has_no_rows_and_counts_from_one(app: Flask, house: House) -> None:
    for _ in range(2):
        cast = invite_cast(CAST, NOON)
        assert cast.alice.id == 1
        with write_transaction():
            record_act(
                "member.muted", actor=cast.viewer("bruno"), subject_type="member", subject_id=1, now=NOON
            )
        house.empty()
        assert not house.rows.are_there()
        counts = [db.session.scalar(text(f"SELECT count(*) FROM {table}")) for table in db.metadata.tables]
        assert not any(counts)
        db.session.rollback()


def test_emptying_looks_past_the_guards_of_the_record_for_itself_alone(app: Flask, house: House) -> None:
    house.empty()
    cast = invite_cast(CAST, NOON)
    with write_transaction():
        record_act("member.muted", actor=cast.viewer("bruno"), subject_type="member", subject_id=1, now=NOON)
    db.engine.dispose()  # who opens the database from now on reads from the file which guards there are
    with pytest.raises(DBAPIError, match="only ever added to"), write_transaction():
        db.session.execute(text("DELETE FROM audit_entry"))


def test_a_browser_is_signed_in_as_by_the_form(app: Flask, cast: SimpleNamespace) -> None:
    browser = client_of(app, "alice")
    with browser.session_transaction() as session:
        assert session["_fresh"] is True
        assert set(session) == {"_user_id", "_fresh"}
    assert "/sign-out" in browser.get("/").text
