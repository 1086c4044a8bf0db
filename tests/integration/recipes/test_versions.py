"""What a recipe was before an edit is kept whole; an edit that means the same is none."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import db, write_transaction
from forum.discussions.models import Post, Topic
from forum.discussions.operations.purging import purge_post
from forum.recipes.document import from_json
from forum.recipes.listeners import rewrite_creation
from forum.recipes.models import Creation, CreationVersion
from tests.conversations import NOON
from tests.creations import document, recipe

BrowserOf = Callable[[str], FlaskClient]
LINES = "200 g flour\n2 eggs"


def typed(**changes: Any) -> dict[str, Any]:
    """What the form of the waffles sends when nothing is changed, but for `changes`."""
    return {
        "title": "Waffles",
        "body": "As my aunt makes them.",
        "ingredients": LINES,
        "step_text": ["Mix.", "Bake."],
        "diets": ["vegan", "vegetarian"],
        "revision": 0,
        **changes,
    }


def waffles(cast: SimpleNamespace) -> Post:
    return recipe(cast.viewer("alice"), document(LINES, diets=("vegetarian", "vegan")))


def versions() -> list[CreationVersion]:
    db.session.rollback()
    return list(db.session.scalars(select(CreationVersion)))


def test_the_same_diets_in_another_order_are_no_change(browser_of: BrowserOf, cast: SimpleNamespace) -> None:
    post = waffles(cast)
    assert browser_of("alice").post(f"/recipes/{post.topic_id}/revisions", data=typed()).status_code == 303
    assert versions() == []
    assert db.session.get_one(Post, post.id, populate_existing=True).revision_count == 0


def test_another_title_alone_is_an_edit_without_another_version(
    browser_of: BrowserOf, cast: SimpleNamespace
) -> None:
    post = waffles(cast)
    browser_of("alice").post(f"/recipes/{post.topic_id}/revisions", data=typed(title="Thin waffles"))
    assert versions() == []
    assert db.session.get_one(Topic, post.topic_id, populate_existing=True).title == "Thin waffles"


def test_an_earlier_version_is_whole_and_can_be_had_in_the_form(
    browser_of: BrowserOf, cast: SimpleNamespace
) -> None:
    post = waffles(cast)
    alice = browser_of("alice")
    changed = typed(ingredients="300 g flour", step_part=["The batter", ""], prep_minutes="20")
    assert alice.post(f"/recipes/{post.topic_id}/revisions", data=changed).status_code == 303
    (version,) = versions()
    before = from_json(version.document)
    assert ([each.line for each in before.ingredients], before.prep_minutes) == (LINES.split("\n"), None)
    assert from_json(db.session.get_one(Creation, post.topic_id).document).steps[0].part == "The batter"

    now = alice.get(f"/recipes/{post.topic_id}/edit").text
    assert "The batter" in now
    assert f"version={version.id}" in now
    page = alice.get(f"/recipes/{post.topic_id}/edit?version={version.id}").text
    assert "2 eggs" in page
    assert "The batter" not in page
    other = recipe(cast.viewer("alice"))
    assert alice.get(f"/recipes/{other.topic_id}/edit?version={version.id}").status_code == 404


def test_what_is_blacked_out_or_purged_is_gone_from_earlier_versions(
    browser_of: BrowserOf, cast: SimpleNamespace
) -> None:
    post = waffles(cast)
    browser_of("alice").post(f"/recipes/{post.topic_id}/revisions", data=typed(ingredients="1 secret"))
    with write_transaction():
        rewrite_creation(post.topic_id, lambda text: text.replace("eggs", "█"))
    assert "eggs" not in str(versions()[0].document)
    with write_transaction():
        purge_post(db.session.get_one(Post, post.id), now=NOON)
    assert versions() == []


def test_parts_of_the_work_are_shown_where_they_begin(cast: SimpleNamespace, guest: FlaskClient) -> None:
    made = document(LINES, steps=("Mix.", "Bake."))
    steps = (made.steps[0], type(made.steps[1])("Bake.", part="In the oven"))
    post = recipe(cast.viewer("alice"), type(made)(groups=made.groups, steps=steps))
    for page in ("sheet", "cook"):
        assert "In the oven" in guest.get(f"/recipes/{post.topic_id}/{page}").text
    assert "**In the oven**" in db.session.get_one(Post, post.id).source


def test_what_is_pasted_replaces_nothing_that_was_typed(browser_of: BrowserOf, cast: SimpleNamespace) -> None:
    waffles(cast)
    pasted = "Pancakes\n\nIngredients\n3 lemons\n\nSteps\nSqueeze them."
    page = browser_of("alice").post("/recipes/paste", data=typed(pasted=pasted)).text
    assert page.index("200 g flour") < page.index("3 lemons")
    assert page.index(">Bake.<") < page.index(">Squeeze them.<")
    assert 'value="Waffles"' in page
    assert "What you had typed is still here" in page
    refused = browser_of("alice").post("/recipes/paste", data=typed(pasted="[]"))
    assert refused.status_code == 422
    assert "200 g flour" in refused.text
