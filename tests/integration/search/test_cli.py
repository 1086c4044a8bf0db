"""Search from the command line."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import pytest
from flask import Flask

from forum.core import outbox
from tests.conversations import opening, shelf, team_shelf
from tests.houses import House
from tests.replaying import replayed


@pytest.fixture
@replayed
def spices(app: Flask, cast: SimpleNamespace) -> SimpleNamespace:
    public = opening(
        cast.viewer("alice"), "Saffron is dear.", category=shelf("spices"), title="Threads of gold"
    )
    team = opening(cast.viewer("dana"), "We buy saffron.", category=team_shelf(), title="Purchases")
    outbox.drain()
    return SimpleNamespace(public=public, team=team)


def ask(app: Flask, *arguments: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["search", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_query_prints_posts_topics_titles_and_scores(app: Flask, spices: SimpleNamespace) -> None:
    code, printed, _ = ask(app, "query", "--json", "saffron", "dear")
    [row] = json.loads(printed)
    assert code == 0
    assert (row["id"], row["post_id"], row["topic_id"]) == (
        spices.public.id,
        spices.public.id,
        spices.public.topic_id,
    )
    assert row["title"] == "Threads of gold"
    assert row["score"] > 0


def test_a_query_is_a_guests_unless_it_says_whose(app: Flask, spices: SimpleNamespace) -> None:
    assert len(json.loads(ask(app, "query", "saffron", "--json")[1])) == 1
    assert len(json.loads(ask(app, "query", "saffron", "--json", "--as", "dana")[1])) == 2
    assert ask(app, "query", "saffron", "--as", "nobody")[0] == 2


def test_filters_and_phrases_are_understood(app: Flask, spices: SimpleNamespace) -> None:
    assert len(json.loads(ask(app, "query", '"saffron is dear"', "category:spices", "--json")[1])) == 1
    assert json.loads(ask(app, "query", "saffron", "--json", "--", "-dear")[1]) == []


@pytest.mark.usefixtures("spices")
def test_a_query_that_cannot_be_understood_says_why(app: Flask) -> None:
    code, printed, said = ask(app, "query", "--json", "before:never")
    assert (code, json.loads(printed)) == (0, [])
    assert "is not a date" in said


@pytest.mark.usefixtures("spices")
def test_a_rebuild_makes_the_index_anew(app: Flask, house: House) -> None:
    shutil.rmtree(house.data_dir / "search", ignore_errors=True)
    code, printed, _ = ask(app, "rebuild")
    assert code == 0
    assert "2 posts" in printed
    assert len(json.loads(ask(app, "query", "saffron", "--json")[1])) == 1
