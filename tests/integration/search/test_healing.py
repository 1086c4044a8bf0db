"""An index that is lost or damaged is noticed, said, and made again by itself."""

from __future__ import annotations

import logging
import shutil
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core import outbox
from forum.core.database import write_transaction
from forum.core.policy import GUEST
from forum.search.asking import Asked
from forum.search.engine import search_backend
from forum.search.engines.postgres_backend import PostgresBackend
from forum.search.finding import Outcome, find
from forum.search.indexing import heal
from forum.search.models import IndexedPost
from tests.conversations import answer, opening
from tests.houses import House
from tests.replaying import replayed


def lose_index(house: House) -> None:
    if isinstance(search_backend(), PostgresBackend):
        with write_transaction() as session:
            session.execute(IndexedPost.__table__.delete())  # type: ignore[attr-defined]  # it is a Table
    else:
        shutil.rmtree(house.data_dir / "search")


@pytest.fixture
@replayed
def talk(cast: SimpleNamespace) -> SimpleNamespace:
    first = opening(cast.viewer("alice"), "What goes in?", title="Minestrone")
    for number in range(12):
        answer(first, cast.viewer("chloe"), f"Beans, {number} of them.", silent=True)
    outbox.drain()
    return SimpleNamespace(first=first)


def hits() -> list[tuple[int, float]]:
    return [(row.post_id, row.score) for row in find(Asked("beans"), GUEST).rows]


@pytest.mark.usefixtures("talk")
def test_a_lost_index_is_said_and_made_again_with_the_same_hits(guest: FlaskClient, house: House) -> None:
    before = hits()
    assert before
    lose_index(house)
    response = guest.get("/search?q=beans")
    assert response.status_code == 200
    assert "The search is being rebuilt" in response.text
    assert guest.get("/latest").status_code == 200
    outbox.drain()
    assert hits() == before


@pytest.mark.usefixtures("talk")
def test_a_lost_index_is_made_again_even_if_nobody_searches(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    before = hits()
    lose_index(house)
    with caplog.at_level(logging.INFO, "forum.search"):
        heal()
        heal()
    assert hits() == before
    assert [record.levelname for record in caplog.records] == ["INFO"]


@pytest.mark.usefixtures("talk")
def test_it_is_not_begun_twice(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lose_index(house)
    monkeypatch.setattr(type(search_backend()), "is_rebuilding", lambda self: True)
    with caplog.at_level(logging.INFO, "forum.search"):
        heal()
    assert caplog.records == []


def test_writing_goes_on_without_an_index(talk: SimpleNamespace, cast: SimpleNamespace, house: House) -> None:
    lose_index(house)
    answer(talk.first, cast.viewer("chloe"), "And fennel.", silent=True)
    outbox.drain()
    assert find(Asked("fennel"), GUEST).outcome == Outcome.FOUND
    assert find(Asked("beans"), GUEST).results.posts == 12


@pytest.mark.usefixtures("cast")
def test_an_empty_community_finds_nothing_and_rebuilds_nothing(guest: FlaskClient) -> None:
    assert "Nothing found" in guest.get("/search?q=beans").text
    heal()
    assert outbox.find_unfinished() == []


def test_the_index_is_looked_after_once_a_minute(app: Flask) -> None:
    from forum.core.chores import chores

    assert chores["search.heal"].do is heal


@pytest.mark.usefixtures("talk")
def test_an_index_made_anew_knows_what_had_waited_to_be_indexed(
    talk: SimpleNamespace, cast: SimpleNamespace, app: Flask
) -> None:
    answer(talk.first, cast.viewer("chloe"), "And fennel.", silent=True)
    assert find(Asked("fennel"), GUEST).results.posts == 0
    assert app.test_cli_runner().invoke(args=["search", "rebuild"]).exit_code == 0
    assert find(Asked("fennel"), GUEST).results.posts == 1
    assert outbox.pending("search.index") == []
