"""A recipe goes to another community and comes back with its pictures, its author, its tags and what it varies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.core.storage import current_storage
from forum.discussions.models import Post, Tag, Topic, topic_tag
from forum.discussions.operations.hiding import hide_post_text
from forum.discussions.operations.tags import set_tags
from forum.recipes.document import Step, from_json
from forum.recipes.importing.pictures import shown_in
from forum.recipes.models import Creation
from forum.recipes.words import story_of
from forum.uploads.models import Purpose, Upload, Withheld
from forum.uploads.operations import add_upload, take_in
from tests.conversations import NOON
from tests.creations import document, recipe
from tests.houses import House
from tests.integration.recipes.test_import_recipes import run, write
from tests.pictures import picture
from tests.replaying import replayed

ALTS = ("The cake", "A slice", "In the oven", "My kitchen")


def hang(owner: Viewer, alt: str, side: int) -> str:
    """Return the key of a picture of its own size, so that it is known again."""
    taken = take_in(picture("PNG", (side, side)), purpose=Purpose.POST, storage=current_storage())
    with write_transaction():
        return add_upload(taken, owner=owner, alt=alt, now=NOON).key


def a_recipe_with_pictures(alice: Viewer) -> Post:
    cover, photo, baking, kitchen = (hang(alice, alt, 40 + place) for place, alt in enumerate(ALTS))
    made = replace(document(), cover=cover, photos=(photo, cover), steps=(Step("Bake.", picture=baking),))
    return recipe(alice, made, title="Cake", story=f"From here:\n\n![{ALTS[3]}](/uploads/{kitchen})")


def whole(title: str) -> tuple[Any, ...]:
    """Return all that stands of a recipe, with what its pictures are in place of their keys."""
    db.session.rollback()
    topic = db.session.scalars(select(Topic).where(Topic.title == title)).one()
    creation = db.session.get_one(Creation, topic.id)
    post = db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == 1)).one()
    told, story = from_json(creation.document), story_of(post.source)
    words = f"{told} {story}"
    for key in shown_in(told, story):
        upload = db.session.scalars(select(Upload).where(Upload.key == key)).one()
        words = words.replace(key, f"<{upload.alt}, {upload.width} wide>")
    original = db.session.get(Topic, creation.variation_of_id) if creation.variation_of_id else None
    carried = select(Tag.name).join(topic_tag, topic_tag.c.tag_id == Tag.id)
    tags = db.session.scalars(carried.where(topic_tag.c.topic_id == topic.id).order_by(Tag.name)).all()
    author = db.session.get_one(Member, topic.author_id).name
    return words, tags, author, topic.created_at, original.title if original else None


@pytest.fixture
@replayed
def kitchen(cast: SimpleNamespace) -> Post:
    """A cake with pictures everywhere and two tags, and a variation of it by somebody else."""
    cake = a_recipe_with_pictures(cast.viewer("alice"))
    with write_transaction():
        topic = db.session.get_one(Topic, cake.topic_id)
        set_tags(topic, ["winter", "party"], actor=cast.viewer("alice"), now=NOON)
    recipe(
        cast.viewer("chloe"), title="Cake with nuts", variation_of=db.session.get_one(Topic, cake.topic_id)
    )
    return cake


def test_nothing_is_lost_on_the_way_to_another_community(
    app: Flask, house: House, kitchen: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [whole(title) for title in ("Cake", "Cake with nuts")]
    assert all(f"<{alt}, {40 + place} wide>" in before[0][0] for place, alt in enumerate(ALTS))
    folder = tmp_path / "pictures"
    exported = run(app, "export", "recipes", "--pictures", str(folder))
    assert len(list(folder.iterdir())) == len(ALTS)

    house.empty()
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://elsewhere.example.org")
    file = write(tmp_path, *exported.splitlines())
    assert "2 imported" in run(app, "import", "recipes", file, "--pictures", str(folder))
    assert [whole(title) for title in ("Cake", "Cake with nuts")] == before
    assert "2 already here" in run(app, "import", "recipes", file, "--pictures", str(folder))
    assert db.session.query(Upload).count() == len(ALTS)

    again = run(app, "export", "recipes", "--pictures", str(tmp_path / "again"))
    house.empty()
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://third.example.org")
    file = write(tmp_path, *again.splitlines())
    assert "2 imported" in run(app, "import", "recipes", file, "--pictures", str(tmp_path / "again"))
    assert [whole(title) for title in ("Cake", "Cake with nuts")] == before


def test_a_withheld_picture_and_a_hidden_original_stay_here(
    app: Flask, kitchen: Post, tmp_path: Path
) -> None:
    with write_transaction():
        kept = db.session.query(Upload).filter_by(alt=ALTS[1]).one()
        kept.withheld = Withheld.HIDDEN
    folder = tmp_path / "pictures"
    lines = run(app, "export", "recipes", "--pictures", str(folder)).splitlines()
    told = json.loads(lines[0])["potluck:recipe"]
    assert [each["alt"] for each in told["pictures"]] == [ALTS[0], *ALTS[2:]]
    assert len(list(folder.iterdir())) == len(ALTS) - 1
    with write_transaction():
        hide_post_text(db.session.get_one(Post, kitchen.id), reason_key="spam", now=NOON)
    (line,) = run(app, "export", "recipes").splitlines()
    assert json.loads(line)["potluck:recipe"]["variation_of"] is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"pictures": "all"}, "pictures"),
        ({"pictures": [{"key": "../../secret", "file": "x", "alt": ""}]}, "pictures"),
        ({"pictures": [{"key": "a" * 24, "file": "/etc/passwd", "alt": ""}]}, "photo"),
        ({"tags": ["a", "b", "c", "d", "e", "f"]}, "tags"),
        ({"kind": "spaceship"}, "kind"),
    ],
)
def test_what_cannot_come_in_is_put_aside_and_the_rest_comes(
    app: Flask,
    kitchen: Post,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, Any],
    reason: str,
) -> None:
    folder, rejects = tmp_path / "pictures", tmp_path / "rejects.jsonl"
    good = [
        json.loads(line) for line in run(app, "export", "recipes", "--pictures", str(folder)).splitlines()
    ]
    bad = good[1] | {"identifier": "bad", "potluck:recipe": good[1]["potluck:recipe"] | change}
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://elsewhere.example.org")
    options = ("--pictures", str(folder), "--rejects", str(rejects))
    assert "2 imported, 0 already here, 1 rejected" in run(
        app, "import", "recipes", write(tmp_path, good[0], bad, good[1]), *options
    )
    assert reason in json.loads(rejects.read_text("utf-8"))["reason"]
