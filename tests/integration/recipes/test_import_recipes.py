"""Recipes from elsewhere arrive whole, once, and go out again without losing anything."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from forum.core.check import differing_counts
from forum.core.counters import counters
from forum.core.database import db
from forum.discussions.models import ImportedThing, Post, Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.recipes.document import from_json
from forum.recipes.models import Creation
from forum.recipes.words import story_of
from tests.conversations import NOON
from tests.parts import shared_data

SAMPLE = Path(__file__).parent / "recipes.jsonl"
SOUP = {
    "id": "soup-1",
    "lang": "en",
    "title": "Soup </script> & more",
    "description": "Grandma's.",
    "ingredients": ["For the base:", "2 cups water", "1 pinch of salt"],
    "steps": ["Boil.", "Serve."],
    "servings": 4,
    "prep_minutes": 5,
    "cook_minutes": None,
    "total_minutes": 30,
    "cuisine": None,
    "category": "Soups",
    "keywords": ["quick"],
    "rating": 4.5,
    "ratings_count": 12,
    "source_url": "https://example.org/soup",
    "origin": "grandma",
    "licence": "CC0",
    "photo": None,
}


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=list(words))
    assert answer.exit_code == 0, answer.output
    db.session.rollback()
    return answer.output


def write(folder: Path, *lines: Any) -> str:
    file = folder / "recipes.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts) + "\n", "utf-8")
    return str(file)


def standing() -> dict[str, tuple[Any, ...]]:
    """Return all that stands here of every recipe, by its name at the origin."""
    rows = db.session.execute(
        select(
            ImportedThing.origin_id,
            Topic.title,
            Topic.language,
            Topic.kind,
            Topic.created_at,
            Post.source,
            Creation.document,
        )
        .join(Topic, Topic.id == ImportedThing.local_id)
        .join(Creation, Creation.topic_id == Topic.id)
        .join(Post, Post.topic_id == Topic.id)
        .where(ImportedThing.kind == "recipe")
    )
    return {
        row.origin_id: (*row[1:5], story_of(row.source), row.source, from_json(row.document)) for row in rows
    }


def test_a_recipe_arrives_with_all_that_its_line_says(app: Flask, tmp_path: Path) -> None:
    assert "1 imported, 0 already here, 0 rejected" in run(app, "import", "recipes", write(tmp_path, SOUP))
    title, language, kind, _at, story, _source, document = standing()["soup-1"]
    assert (title, language, kind, story) == ("Soup </script> & more", "en", "recipe", "Grandma's.")
    assert [group.title for group in document.groups] == ["For the base"]
    assert [each.name for each in document.ingredients] == ["water", "salt"]
    assert (document.yield_amount, document.prep_minutes, document.minutes) == (4, 5, 30)
    source = document.source
    assert (source.rating, source.ratings, source.origin) == (4.5, 12, "grandma")
    assert (source.url, source.licence) == ("https://example.org/soup", "CC0")
    assert [line for counter in counters for line in differing_counts(counter)] == []


def test_the_same_file_changes_nothing_the_second_time(app: Flask, tmp_path: Path) -> None:
    file = write(tmp_path, SOUP)
    run(app, "import", "recipes", file)
    assert "0 imported, 1 already here, 0 rejected" in run(app, "import", "recipes", file)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ingredients": []}, "ingredients"),
        ({"steps": [" "]}, "steps"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"servings": -1}, "servings"),
        ({"prep_minutes": 1e300}, "prep_minutes"),
        ({"rating": 6}, "rating"),
        ({"ingredients": ["salt"] * 301}, "ingredients"),
        ({"id": None}, "id"),
        ({"potluck:recipe": {"document": {"groups": 7}}}, "potluck:recipe"),
    ],
)
def test_a_bad_line_is_put_aside_with_its_reason(
    app: Flask, tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    rejects = tmp_path / "rejects.jsonl"
    file = write(tmp_path, SOUP | {"id": "good"}, SOUP | change)
    assert "1 imported, 0 already here, 1 rejected" in run(
        app, "import", "recipes", file, "--rejects", str(rejects)
    )
    rejected = json.loads(rejects.read_text("utf-8"))
    assert rejected["line"] == 2
    assert reason in rejected["reason"]


def test_what_is_exported_comes_in_again_without_loss(app: Flask, tmp_path: Path) -> None:
    run(app, "import", "recipes", str(SAMPLE))
    before, exported = standing(), run(app, "export", "recipes")
    assert len(before) == len(SAMPLE.read_text("utf-8").splitlines()) == len(exported.splitlines())
    forget_recipes()
    assert standing() == {}
    run(app, "import", "recipes", write(tmp_path, *exported.splitlines()))
    assert standing() == before


def forget_recipes() -> None:
    for model in (Creation, ImportedThing):
        db.session.execute(delete(model))
    db.session.commit()


def test_each_exported_line_is_a_recipe_that_anybody_can_read(app: Flask, tmp_path: Path) -> None:
    run(app, "import", "recipes", write(tmp_path, SOUP))
    line = json.loads(run(app, "export", "recipes"))
    assert line["@type"] == "Recipe"
    assert line["recipeIngredient"] == ["2 cups water", "1 pinch of salt"]
    assert line["isBasedOn"]["aggregateRating"]["ratingValue"] == 4.5
    del line["potluck:recipe"]
    del line["identifier"]
    assert "1 imported" in run(app, "import", "recipes", write(tmp_path, line | {"identifier": "elsewhere"}))


def test_what_is_hidden_does_not_leave(app: Flask, tmp_path: Path) -> None:
    run(app, "import", "recipes", write(tmp_path, SOUP))
    post = db.session.scalars(select(Post)).one()
    hide_post_text(post, reason_key="off-topic", now=NOON)
    db.session.commit()
    assert run(app, "export", "recipes") == ""


def test_a_photo_that_lies_beside_becomes_the_cover(app: Flask, tmp_path: Path) -> None:
    photos = shared_data("photos")
    credited = json.loads((photos / "credits.json").read_text("utf-8"))[0]
    soup = SOUP | {"id": credited["recipe_ids"][0]}
    run(app, "import", "recipes", write(tmp_path, soup), "--photos", str(photos))
    assert db.session.scalars(select(Creation.cover)).one()


def test_the_page_tells_search_engines_of_the_recipe(app: Flask, guest: FlaskClient, tmp_path: Path) -> None:
    run(app, "import", "recipes", write(tmp_path, SOUP))
    topic_id = db.session.scalars(select(Topic.id)).one()
    page = guest.get(f"/topics/{topic_id}", follow_redirects=True).text
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = {data["@type"]: data for data in map(json.loads, blocks)}
    assert told["Recipe"]["name"] == "Soup </script> & more"
    assert "aggregateRating" not in told["Recipe"]


def test_what_it_was_rated_elsewhere_is_shown_as_from_elsewhere(
    app: Flask, guest: FlaskClient, tmp_path: Path
) -> None:
    run(app, "import", "recipes", write(tmp_path, SOUP))
    topic_id = db.session.scalars(select(Topic.id)).one()
    page = guest.get(f"/topics/{topic_id}", follow_redirects=True).text
    assert "Rated 4.5 of 5 there. 12 ratings" in page
    assert "Nobody has rated this yet." in page


def test_a_share_of_the_real_recipes_comes_in(app: Flask, tmp_path: Path) -> None:
    lines = shared_data("recipes.jsonl").read_text("utf-8").splitlines()
    drawn = random.Random(7).sample(lines, 30)
    assert "30 imported, 0 already here, 0 rejected" in run(app, "import", "recipes", write(tmp_path, *drawn))
    assert db.session.scalar(select(func.count()).select_from(Creation)) == 30
