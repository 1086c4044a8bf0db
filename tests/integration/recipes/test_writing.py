"""Writing a recipe, changing it, varying it; and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.database import db
from forum.discussions.models import Post, Topic
from forum.recipes.document import from_json
from forum.recipes.models import Creation
from tests.conversations import shelf
from tests.creations import recipe

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture
def category(app: Flask) -> int:
    return shelf("kitchen").id


def typed(category: int, **changes: Any) -> dict[str, Any]:
    """What a phone sends with only title, ingredients and steps filled in."""
    return {
        "title": "Crêpes",
        "category": category,
        "ingredients": "250 g de farine\nPour la sauce :\n2 c. à s. de sucre",
        "step_text": ["Mélanger la farine et les œufs.", "Cuire doucement."],
        "step_minutes": ["", "5"],
        "step_picture": ["", ""],
        "step_uses": ["", ""],
        "once": "a-word",
        **changes,
    }


def stored() -> Creation:
    return db.session.scalars(select(Creation).order_by(Creation.topic_id.desc())).first()  # type: ignore[return-value]


def test_title_ingredients_and_steps_are_enough(browser_of: BrowserOf, category: int) -> None:
    answer = browser_of("alice").post("/recipes", data=typed(category))
    assert answer.status_code == 303
    document = from_json(stored().document)
    assert [group.title for group in document.groups] == ["", "Pour la sauce"]
    assert document.steps[0].uses == (0,)
    assert document.steps[1].minutes == 5
    topic = db.session.get_one(Topic, stored().topic_id)
    assert (topic.kind, topic.language) == ("recipe", "fr")


def test_a_dash_ends_a_part(browser_of: BrowserOf, category: int) -> None:
    browser = browser_of("alice")
    answer = browser.post("/recipes", data=typed(category, step_part=["La pâte :", "-"]))
    assert [step.part for step in from_json(stored().document).steps] == ["La pâte", "–"]
    page = browser.get(answer.headers["Location"], follow_redirects=True).text
    assert page.count('<h3 class="step-part">') == page.count('<hr class="step-part-end">') == 1


def test_the_same_form_sent_twice_makes_one_recipe(browser_of: BrowserOf, category: int) -> None:
    browser = browser_of("alice")
    places = {browser.post("/recipes", data=typed(category)).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert db.session.scalar(select(func.count()).select_from(Creation)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Give it a title."),
        ({"ingredients": ""}, "Write at least one ingredient."),
        ({"ingredients": "½½ cups sugar"}, "½½"),
        ({"ingredients": "0/0 eggs"}, "0/0"),
        ({"ingredients": "1e309 eggs"}, "1e309"),
        ({"ingredients": "\n".join(f"egg {n}" for n in range(500))}, "These are 500 ingredients"),
        ({"step_text": ["", ""]}, "Say what to do in this step"),
        ({"step_text": ["Mix.", ""]}, "Say what to do in this step"),
        ({"step_text": [], "step_minutes": []}, "Write at least one step."),
        ({"step_minutes": ["soon", ""]}, "This time cannot be right"),
        ({"step_uses": ["moon dust", ""]}, "moon dust"),
        ({"prep_minutes": "1e309"}, "This time cannot be right"),
        ({"yield_amount": "0/0"}, "0/0"),
        ({"tips": "x" * 5000}, "This is too long"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_is_still_there(
    browser_of: BrowserOf, category: int, changes: dict[str, Any], words: str
) -> None:
    sent = typed(category, tools="a whisk", **changes)
    answer = browser_of("alice").post("/recipes", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert "a whisk" in page
    for text in sent["step_text"]:
        assert text in page


def test_steps_are_moved_and_added_without_a_script(browser_of: BrowserOf, category: int) -> None:
    page = browser_of("alice").post("/recipes", data=typed(category, preview="up-1")).get_data(as_text=True)
    assert page.index("Cuire doucement.") < page.index("Mélanger la farine")
    assert db.session.scalar(select(func.count()).select_from(Creation)) == 0


def test_a_guest_who_sends_it_finds_everything_still_typed(guest: FlaskClient, category: int) -> None:
    page = guest.post("/recipes", data=typed(category)).get_data(as_text=True)
    assert "Mélanger la farine" in page
    assert "250 g de farine" in page


def test_a_change_keeps_what_was_before(browser_of: BrowserOf, cast: SimpleNamespace, category: int) -> None:
    post = recipe(cast.viewer("alice"))
    alice = browser_of("alice")
    changed = typed(category, title="Thin waffles", revision=0)
    assert alice.post(f"/recipes/{post.topic_id}/revisions", data=changed).status_code == 303
    assert "As my aunt" in alice.get(f"/posts/{post.id}/revisions").get_data(as_text=True)
    late = alice.post(f"/recipes/{post.topic_id}/revisions", data={**changed, "title": "Thick waffles"})
    assert late.status_code == 409
    assert "Thick waffles" in late.get_data(as_text=True)


def test_a_recipe_is_not_changed_as_if_it_were_plain_text(
    browser_of: BrowserOf, cast: SimpleNamespace
) -> None:
    post = recipe(cast.viewer("alice"))
    alice = browser_of("alice")
    answer = alice.post(f"/posts/{post.id}/revisions", data={"body": "No.", "title": "No", "revision": 0})
    assert answer.headers["Location"].endswith(f"/recipes/{post.topic_id}/edit")
    assert "aunt" in db.session.get_one(Post, post.id, populate_existing=True).source


def test_somebody_else_does_not_change_it(
    browser_of: BrowserOf, cast: SimpleNamespace, category: int
) -> None:
    post = recipe(cast.viewer("alice"))
    answer = browser_of("chloe").post(f"/recipes/{post.topic_id}/revisions", data=typed(category, revision=0))
    assert answer.status_code == 403


def test_a_variation_credits_both_ways(
    browser_of: BrowserOf, cast: SimpleNamespace, guest: FlaskClient, category: int
) -> None:
    post = recipe(cast.viewer("alice"), title="Grandmother’s waffles")
    original = guest.get(f"/recipes/{post.topic_id}", follow_redirects=True)
    assert "Variations" not in original.get_data(as_text=True)
    sent = typed(category, title="My crisp ones", variation_of=post.topic_id)
    place = browser_of("chloe").post("/recipes", data=sent).headers["Location"]
    assert "Grandmother’s waffles" in guest.get(place, follow_redirects=True).get_data(as_text=True)
    again = guest.get(f"/recipes/{post.topic_id}", follow_redirects=True).get_data(as_text=True)
    assert "My crisp ones" in again
