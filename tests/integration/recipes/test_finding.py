"""Recipes are found by what is in them and what was said of them; what may not be read is not found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.policy import Audience
from forum.core.versions import LATEST, touch
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.hiding import hide_post_text
from forum.recipes.document import Document, IngredientGroup, Step
from forum.recipes.finding.listing import PAGE_SIZE
from forum.recipes.ingredient_lines import read_line
from forum.recipes.models import Creation
from forum.recipes.operations.writing import prepare_creation, start_creation
from tests.cast import CAST
from tests.conversations import NOON, shelf, team_shelf
from tests.people import invite_cast
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("app")
Cook = Callable[..., Topic]
TITLE = re.compile(r'<h2 class="recipe-card-title"><a [^>]*>(.*?)</a>')
STATEMENTS = 6


@pytest.fixture
def cook(cast: SimpleNamespace) -> Cook:
    """Have alice publish a recipe."""
    return cook_of(cast)


def cook_of(cast: SimpleNamespace) -> Cook:
    """Return how alice publishes a recipe."""
    kitchen = shelf()
    made = []

    def publish(
        title: str,
        *lines: str,
        place: Category = kitchen,
        language: str = "en",
        sort_of: str = "",
        **said: Any,
    ) -> Topic:
        document = Document(
            groups=(IngredientGroup("", tuple(read_line(line, language) for line in lines or ("1 egg",))),),
            steps=(Step("Stir."),),
            yield_amount=Fraction(4),
            category=sort_of,
            **said,
        )
        written = prepare_creation(document, "", read_level=place.read_level, language=language)
        made.append(title)
        with write_transaction():
            return start_creation(
                written,
                kind="recipe",
                category=db.session.get_one(Category, place.id),
                title=title,
                author=cast.viewer("alice"),
                now=NOON + timedelta(minutes=len(made)),
                silent=True,
            )

    return publish


def found(browser: FlaskClient, query: str = "") -> list[str]:
    answer = browser.get(f"/recipes{query}")
    assert answer.status_code == 200
    return [unescape(title) for title in TITLE.findall(answer.text)]


def test_the_newest_recipe_stands_first(cook: Cook, guest: FlaskClient) -> None:
    cook("Soup")
    cook("Bread")
    assert found(guest) == ["Bread", "Soup"]


def test_without_recipes_the_page_says_so(guest: FlaskClient) -> None:
    assert "No recipes yet" in guest.get("/recipes").text


def three_recipes() -> None:
    """A cake, a soup and crêpes, each with something of its own."""
    cook = cook_of(invite_cast(CAST, NOON))
    cook("Cake", "3 eggs", "200 g brown sugar", difficulty=3, total_minutes=90, sort_of="Desserts")
    cook("Soup", "2 tomatoes", "1 bunch basil", diets=("vegan",), total_minutes=20)
    cook("Crêpes", "3 œufs, eggs", language="fr")


@pytest.mark.standing(by=three_recipes)
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?category=desserts", ["Cake"]),
        ("?diet=vegan", ["Soup"]),
        ("?diet=vegan&diet=gluten-free", []),
        ("?time=30", ["Soup"]),
        ("?time=120", ["Soup", "Cake"]),
        ("?difficulty=3", ["Cake"]),
        ("?lang=fr", ["Crêpes"]),
        ("?has=tomat", ["Soup"]),
        ("?has=tomato,basil", ["Soup"]),
        ("?no=egg", ["Soup"]),
        ("?has=sugar&no=tomato", ["Cake"]),
        ("?has=%25", []),
        ("?sort=quick", ["Soup", "Cake", "Crêpes"]),
        ("?diet=nonsense&time=7&lang=xx&sort=odd&stars=9", ["Crêpes", "Soup", "Cake"]),
        ("?before=nonsense", ["Crêpes", "Soup", "Cake"]),
    ],
)
def test_filters_narrow_the_list(guest: FlaskClient, query: str, titles: list[str]) -> None:
    assert found(guest, query) == titles


def test_only_declared_allergens_let_a_recipe_pass_as_free_of_one(cook: Cook, guest: FlaskClient) -> None:
    cook("Undeclared")
    cook("With milk", allergens=("milk",))
    cook("Free of all", allergens=())
    assert found(guest, "?free=milk") == ["Free of all"]
    assert found(guest, "?free=eggs") == ["Free of all", "With milk"]
    assert "check every ingredient yourself" in guest.get("/recipes?free=milk").text


def rate(topic: Topic, stars: int, count: int) -> None:
    with write_transaction():
        values = {"rating_sum": stars * count, "rating_count": count}
        db.session.execute(update(Creation).where(Creation.topic_id == topic.id).values(values))


def test_one_rating_of_five_does_not_beat_twenty_good_ones(cook: Cook, guest: FlaskClient) -> None:
    rate(cook("Loved"), 4, 20)
    rate(cook("Once"), 5, 1)
    cook("Unrated")
    rate(cook("Disliked"), 1, 4)
    assert found(guest, "?sort=best") == ["Loved", "Once", "Unrated", "Disliked"]
    assert found(guest, "?stars=4") == ["Once", "Loved"]


def test_the_most_liked_stand_first_when_asked_for(cook: Cook, guest: FlaskClient) -> None:
    liked, _other = cook("Liked"), cook("Other")
    with write_transaction():
        db.session.execute(update(Topic).where(Topic.id == liked.id).values(like_count=3))
    assert found(guest, "?sort=liked") == ["Liked", "Other"]


def more_than_a_page() -> set[str]:
    """As many recipes as a page shows, and five; gives their titles."""
    cook = cook_of(invite_cast(CAST, NOON))
    return {
        cook(f"Recipe {number}", total_minutes=number % 3 or None).title for number in range(PAGE_SIZE + 5)
    }


@pytest.mark.standing(by=more_than_a_page)
@pytest.mark.parametrize("sort", ["new", "best", "liked", "quick"])
def test_pages_follow_each_other_without_gap_or_repeat(
    guest: FlaskClient, stands: set[str], sort: str
) -> None:
    seen: list[str] = []
    place = f"/recipes?sort={sort}"
    while place:
        page = guest.get(place).text
        seen += TITLE.findall(page)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        place = unescape(older[1]) if older else ""
    assert len(seen) == len(stands)
    assert set(seen) == stands


def test_words_and_filters_work_together(cook: Cook, guest: FlaskClient) -> None:
    cook("Tomato soup", "1 kg tomatoes", total_minutes=20)
    cook("Tomato roast", "1 kg tomatoes", total_minutes=90)
    cook("Bread", total_minutes=20)
    drain()
    assert found(guest, "?q=tomato&time=30") == ["Tomato soup"]


def test_what_is_hidden_is_not_listed_for_anybody(
    cook: Cook, guest: FlaskClient, browser_of: Callable[[str], FlaskClient]
) -> None:
    topic = cook("Secret soup")
    with write_transaction():
        post = db.session.query(Post).filter_by(topic_id=topic.id, number=1).one()
        db.session.get_one(Topic, topic.id).is_hidden = True
        hide_post_text(post, reason_key="off-topic", now=NOON)
        touch(LATEST)
    assert [found(guest), found(browser_of("chloe")), found(browser_of("bruno"))] == [[], [], []]


def test_recipes_of_the_team_are_for_the_team(
    cook: Cook, guest: FlaskClient, browser_of: Callable[[str], FlaskClient]
) -> None:
    cook("Plan", place=team_shelf())
    assert db.session.query(Topic).one().read_level == Audience.TEAM
    assert found(guest) == []
    assert found(browser_of("chloe")) == []
    assert found(browser_of("bruno")) == ["Plan"]


def test_fifty_recipes_cost_as_many_statements_as_one(app: Flask, cook: Cook, guest: FlaskClient) -> None:
    def cost() -> int:
        guest.get("/recipes?sort=best").close()
        with write_transaction():
            touch(LATEST)
        with statements(app) as seen:
            guest.get("/recipes?sort=best").close()
        return len(seen)

    cook("First")
    one = cost()
    for number in range(49):
        cook(f"Recipe {number}")
    assert cost() == one <= STATEMENTS


def test_every_choice_is_a_plain_link_that_leads_back(cook: Cook, guest: FlaskClient) -> None:
    cook("Soup", diets=("vegan",))
    page = guest.get("/recipes?diet=vegan&has=egg&sort=best").text
    assert 'href="/recipes?has=egg&amp;sort=best"' in page
    assert "as if 5 more members had given 3.5 stars each" in page
