"""A recipe tells search engines what it is, in their words, and nothing that nobody said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from forum.recipes.document import ENDS_PART, Document, IngredientGroup, Step
from forum.recipes.ingredient_lines import parse_line
from forum.recipes.pasting.json_ld import read_recipe
from forum.recipes.structured_data import About, creation_as_schema

ABOUT = About(
    "Tarte",
    "https://potluck.example/topics/1/tarte",
    "Alice",
    None,
    datetime(2026, 3, 14, 12, tzinfo=UTC),
    "fr",
    images=["https://potluck.example/uploads/abc/full.webp"],
)
DOCUMENT = Document(
    groups=(IngredientGroup("", (parse_line("200 g de farine", "fr"),)),),
    steps=(Step("Mélanger."), Step("Cuire.", picture="abc")),
    yield_amount=Fraction(6),
    yield_unit="parts",
    prep_minutes=20,
    cook_minutes=70,
    diets=("vegan",),
    keywords=("tarte", "pomme"),
    category="Dessert",
)


def test_a_recipe_is_described_in_full() -> None:
    assert creation_as_schema(DOCUMENT, ABOUT) == {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": "Tarte",
        "url": ABOUT.url,
        "mainEntityOfPage": ABOUT.url,
        "author": {"@type": "Person", "name": "Alice"},
        "datePublished": "2026-03-14T12:00:00+00:00",
        "inLanguage": "fr",
        "image": ["https://potluck.example/uploads/abc/full.webp"],
        "prepTime": "PT20M",
        "cookTime": "PT1H10M",
        "totalTime": "PT1H30M",
        "keywords": "tarte, pomme",
        "recipeYield": "6 parts",
        "recipeCategory": "Dessert",
        "suitableForDiet": ["https://schema.org/VeganDiet"],
        "recipeIngredient": ["200 g de farine"],
        "recipeInstructions": [
            {"@type": "HowToStep", "position": 1, "text": "Mélanger.", "url": f"{ABOUT.url}#step-1"},
            {
                "@type": "HowToStep",
                "position": 2,
                "text": "Cuire.",
                "url": f"{ABOUT.url}#step-2",
                "image": ABOUT.images[0],
            },
        ],
    }


def test_a_rating_is_told_only_where_somebody_rated() -> None:
    rated = About("x", "u", "a", None, ABOUT.published_at, "en", rating_sum=9, rating_count=2)
    assert creation_as_schema(DOCUMENT, rated)["aggregateRating"]["ratingValue"] == 4.5
    assert "aggregateRating" not in creation_as_schema(DOCUMENT, ABOUT)


def test_what_is_not_eaten_is_a_how_to() -> None:
    scarf = About("Scarf", "u", "a", None, ABOUT.published_at, "en", is_food=False)
    described = creation_as_schema(
        Document(groups=DOCUMENT.groups, steps=DOCUMENT.steps, tools=("needle",)), scarf
    )
    assert described["@type"] == "HowTo"
    assert described["tool"] == [{"@type": "HowToTool", "name": "needle"}]
    assert len(described["step"]) == 2
    assert not any(key.startswith("recipe") for key in described)


def test_parts_of_the_work_are_sections_and_come_back_as_such() -> None:
    first = (Step("Chauffer le four."), Step("Mélanger.", part="La pâte"))
    last = (Step("Cuire.", part="Le four"), Step("Servir.", part=ENDS_PART), Step("Débarrasser."))
    steps = (*first, Step("Pétrir."), *last)
    described = creation_as_schema(replace(DOCUMENT, steps=steps), ABOUT)
    told = described["recipeInstructions"]
    assert [each["@type"] for each in told] == ["HowToStep", *["HowToSection"] * 2, *["HowToStep"] * 2]
    assert [each["position"] for each in told[1]["itemListElement"]] == [2, 3]
    read = read_recipe(described, "fr").document.steps
    assert [(step.part, step.text) for step in read] == [(step.part, step.text) for step in steps]
