"""Whatever is pasted fills the form, or is refused with a message; nothing hostile gets far."""

from __future__ import annotations

import json
import time
from fractions import Fraction

import pytest

from forum.core.policy import Invalid
from forum.recipes.pasting.reading import PASTE_LENGTH, read_paste
from forum.recipes.pasting.times import minutes_of, yield_of

RECIPE = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Tarte &amp; <b>pommes</b>",
    "description": "<p>Un classique.</p>",
    "inLanguage": "fr-FR",
    "author": [{"@type": "Person", "name": "Zoé"}],
    "recipeYield": ["6", "6 parts"],
    "prepTime": "PT20M",
    "cookTime": "PT1H10M",
    "recipeIngredient": ["Pour la pâte :", "200 g de farine", "1 pincée de sel", "Pour la garniture :", "4 pommes"],
    "recipeInstructions": [
        {"@type": "HowToSection", "name": "Pâte", "itemListElement": [{"@type": "HowToStep", "text": "Mélanger."}]},
        {"@type": "HowToStep", "text": "Cuire."},
    ],
    "suitableForDiet": "https://schema.org/VegetarianDiet",
    "keywords": "tarte, pomme",
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": "9", "bestRating": 10, "ratingCount": 12},
}  # fmt: skip


@pytest.mark.parametrize(
    "block",
    [RECIPE, [RECIPE], {"@graph": [{"@type": "WebPage"}, RECIPE]}, [[{"mainEntity": {"x": [RECIPE]}}]]],
)
def test_a_schema_block_fills_the_form(block: object) -> None:
    pasted = read_paste(json.dumps(block), "en")
    document = pasted.document
    assert (pasted.title, pasted.story.strip(), pasted.language) == ("Tarte & pommes", "Un classique.", "fr")
    assert [(group.title, len(group.ingredients)) for group in document.groups] == [
        ("Pour la pâte", 2),
        ("Pour la garniture", 1),
    ]
    assert document.ingredients[0].name == "farine"
    assert [(step.part, step.text) for step in document.steps] == [("Pâte", "Mélanger."), ("–", "Cuire.")]
    assert (document.yield_amount, document.yield_unit) == (Fraction(6), "parts")
    assert (document.prep_minutes, document.cook_minutes) == (20, 70)
    assert document.diets == ("vegetarian",)
    assert document.keywords == ("tarte", "pomme")
    assert (document.source.author, document.source.rating, document.source.ratings) == ("Zoé", 4.5, 12)


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "{",
        "[]",
        "[1, 2]",
        '{"@type": "Recipe", "x": NaN}',
        '{"@type": "Person"}',
        nested(30),
        nested(100_000),
        "[" * 200_000,
        json.dumps([[{"a": i}] for i in range(30_000)]),
        "x" * (PASTE_LENGTH + 1),
        "<html>" + "<div>" * 200_000,
        "<html><body>nothing here</body></html>",
        "<html>" + "<div>" * 25_000,
        "<html>" + "<meta " * 25_000,
        "1 g x\n" * 5_000,
        '<html><script type="application/ld+json">{</script></html>',
    ],
    ids=lambda text: text[:12],
)
def test_what_holds_no_recipe_is_refused_with_a_message(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(Invalid) as refused:
        read_paste(text, "en")
    assert str(refused.value)
    assert time.perf_counter() - started < 6


@pytest.mark.parametrize(
    "odd", [None, 7, True, "text", [], {}, [[]], [None], {"name": {"name": 1}}, "1e309", -5]
)
def test_no_odd_value_breaks_the_reading(odd: object) -> None:
    for name in RECIPE:
        if name != "@type":
            read_paste(json.dumps(RECIPE | {name: odd}), "en")


def test_a_saved_page_fills_the_form() -> None:
    page = (
        '<!doctype html><html lang="en"><head><title>x</title><script>var recipe = "</div>";</script>'
        f'<script type="application/ld+json">{json.dumps(RECIPE)}</script></head><body>…</body></html>'
    )
    assert read_paste(page, "en").title == "Tarte & pommes"


def test_a_page_with_microdata_is_read_by_the_library() -> None:
    page = """<!doctype html><html lang="en"><head><title>Pancakes</title></head><body>
    <div itemscope itemtype="https://schema.org/Recipe"><h1 itemprop="name">Pancakes</h1>
    <span itemprop="recipeIngredient">2 cups flour</span><span itemprop="recipeIngredient">1 pinch of salt</span>
    <ol itemprop="recipeInstructions"><li>Mix.</li><li>Fry.</li></ol><meta itemprop="prepTime" content="PT5M"></div>
    </body></html>"""
    pasted = read_paste(page, "en")
    assert pasted.title == "Pancakes"
    assert [each.unit for each in pasted.document.ingredients] == ["cup", "pinch"]
    assert pasted.document.prep_minutes == 5
    assert pasted.document.steps


@pytest.mark.parametrize(
    ("text", "title", "ingredients", "steps", "amount", "minutes"),
    [
        (
            (
                "Pancakes\nOur Sunday breakfast.\n\nServes 4\nPrep time: 10 minutes\n\nIngredients:\n- 2 cups flour\n"
                "- 1 pinch of salt\n\nMethod\n1. Mix everything\nwell.\n2. Fry.\n"
            ),
            "Pancakes",
            ["flour", "salt"],
            ["Mix everything well.", "Fry."],
            4,
            10,
        ),
        (
            (
                "Crêpes\n\nPour 6 personnes\nPréparation : 1 h 15\n\nIngrédients\n250 g de farine\n2 œufs\n"
                "½ l de lait\n\nPréparation\nMélanger le tout.\nCuire dans la poêle."
            ),
            "Crêpes",
            ["farine", "œufs", "lait"],
            ["Mélanger le tout.", "Cuire dans la poêle."],
            6,
            75,
        ),
        (
            (
                "# Waffeln\nFür 4 Personen\n250 g Mehl\n2 Eier\n1 Prise Salz\nAlles gut verrühren und dann im Eisen "
                "backen, bis die Waffeln goldbraun sind."
            ),
            "Waffeln",
            ["Mehl", "Eier", "Salz"],
            ["Alles gut verrühren und dann im Eisen backen, bis die Waffeln goldbraun sind."],
            4,
            None,
        ),
    ],
    ids=["en", "fr", "de"],
)
def test_plain_words_fill_the_form(
    text: str, title: str, ingredients: list[str], steps: list[str], amount: int, minutes: int | None
) -> None:
    pasted = read_paste(text, "en")
    assert pasted.title == title
    assert [each.name for each in pasted.document.ingredients] == ingredients
    assert [step.text for step in pasted.document.steps] == steps
    assert pasted.document.yield_amount == amount
    assert pasted.document.prep_minutes == minutes


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("PT1H30M", 90),
        ("P0DT0H15M", 15),
        ("P1D", 1440),
        ("PT90M", 90),
        (45, 45),
        ("1 h 30", 90),
        ("90 min", 90),
        ("1 Std. 20 Min.", 80),
        ("1½ hours", 90),
        ("2 jours", 2880),
        ("", None),
        (None, None),
        (True, None),
        (1e309, None),
        ("PT99999999M", None),
        (-5, None),
        ("soon", None),
        ("9" * 150, None),
    ],
)
def test_times_are_minutes(said: object, minutes: int | None) -> None:
    assert minutes_of(said) == minutes


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (6, (Fraction(6), "")),
        ("4 servings", (Fraction(4), "servings")),
        ("Makes 12 cookies", (Fraction(12), "cookies")),
        (["12", "12 cookies"], (Fraction(12), "cookies")),
        ("1e309", (None, "")),
        ("many", (None, "")),
        (None, (None, "")),
    ],
)
def test_yields_have_a_number_and_a_unit(said: object, expected: tuple[Fraction | None, str]) -> None:
    assert yield_of(said) == expected
