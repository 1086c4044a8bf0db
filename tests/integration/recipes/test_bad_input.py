"""What cannot be is said beside the field where it stands; what was typed there and elsewhere stays."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conversations import shelf
from tests.creations import recipe
from tests.integration.recipes.test_writing import typed

BrowserOf = Callable[[str], FlaskClient]
SIXTY_MEGABYTES = 60 * 1024 * 1024


def beside(page: str, field: str) -> str:
    """Return the message beside a field, and make sure that the field says which it is."""
    assert re.search(rf'aria-describedby="[^"]*\b{field}-errors', page), f"{field} does not name its message"
    found = re.search(rf'<p class="field-errors" id="{field}-errors">(.*?)</p>', page, re.DOTALL)
    assert found, f"nothing is said beside {field}"
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("yield_amount", value) for value in ("0/0", "½½", "1e309", "-4", "0", "many", "1/0")),
        *(("prep_minutes", value) for value in ("0/0", "1e309", "-5", "999999999")),
        *(("cook_minutes", value) for value in ("soon", "½½")),
        ("rest_minutes", "1e309"),
        ("ingredients", "0/0 eggs\n200 g flour"),
        ("ingredients", "½½ cups sugar"),
        ("ingredients", "1e309 eggs"),
        ("ingredients", "\n".join(f"egg {number}" for number in range(500))),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(browser_of: BrowserOf, field: str, value: str) -> None:
    sent = typed(shelf("kitchen").id, tips="Warm the plates.", **{field: value})
    answer = browser_of("alice").post("/recipes", data=sent)
    page = answer.text
    assert answer.status_code == 422
    assert beside(page, field)
    for kept in ("Warm the plates.", "Crêpes", "Cuire doucement.", value.splitlines()[-1]):
        assert kept in unescape(page)


def test_all_that_is_wrong_is_said_at_once(browser_of: BrowserOf) -> None:
    wrong = {"title": "", "ingredients": "0/0 eggs", "yield_amount": "1e309", "prep_minutes": "-5"}
    sent = typed(shelf("kitchen").id, step_minutes=["soon", ""], **wrong)
    answer = browser_of("alice").post("/recipes", data=sent)
    assert answer.status_code == 422
    for field in wrong:
        assert beside(answer.text, field)
    assert "This time cannot be right" in answer.text


HOSTILE: dict[str, Any] = {
    "list": "[1, 2]",
    "nested": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "nothing": '{"@type": "Person"}',
    "broken": '{"@type": "Recipe"',
}


@pytest.mark.parametrize("pasted", HOSTILE.values(), ids=HOSTILE)
def test_a_paste_that_holds_no_recipe_is_refused_beside_it(browser_of: BrowserOf, pasted: str) -> None:
    shelf("kitchen")
    answer = browser_of("alice").post("/recipes/paste", data={"pasted": pasted})
    assert answer.status_code == 422
    assert beside(answer.text, "pasted")
    assert pasted in unescape(answer.text)


def test_what_is_hostile_in_a_block_is_shown_as_words(browser_of: BrowserOf) -> None:
    shelf("kitchen")
    evil = "</textarea><script>alert(1)</script>"
    block = {
        "@type": "Recipe",
        "name": evil,
        "recipeIngredient": [evil],
        "recipeInstructions": [{"text": evil}],
    }
    page = browser_of("alice").post("/recipes/paste", data={"pasted": json.dumps([block])})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_saved_page_of_over_two_megabytes_fills_the_form(browser_of: BrowserOf) -> None:
    shelf("kitchen")
    block = {
        "@type": "Recipe",
        "name": "Soup",
        "recipeIngredient": ["1 onion"],
        "recipeInstructions": "Cook.",
    }
    recipe_block = f'<script type="application/ld+json">{json.dumps(block)}</script>'
    page = f"<html><body><script>{'x=1;' * 600_000}</script>{recipe_block}"
    answer = browser_of("alice").post("/recipes/paste", data={"pasted": page})
    assert answer.status_code == 200
    assert "1 onion" in answer.text


def test_a_photo_of_60_megabytes_is_refused_and_the_words_stay(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    post = recipe(cast.viewer("alice"))
    sent = {"body": "Crisp!", "file": (io.BytesIO(bytes(SIXTY_MEGABYTES)), "plate.jpg")}
    answer = browser_of("chloe").post(f"/recipes/{post.topic_id}/made", data=sent)
    assert answer.status_code == 422
    assert "MB" in beside(answer.text, "file")
    assert "Crisp!" in answer.text
