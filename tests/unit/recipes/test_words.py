"""A creation in the words of its post."""

from __future__ import annotations

import pytest
from flask import Flask

from forum.core.markup.context import RenderContext
from forum.core.markup.render import render
from forum.recipes.document import Document, IngredientGroup, Step, from_json, rewrite, to_json
from forum.recipes.ingredient_lines import Ingredient
from forum.recipes.words import in_words, story_html, story_of

HOSTILE = "1. *stars* _and_ ![x](y) @alice <b> a|b || # `code` - ***"


def made(line: str = "200 g flour", step: str = "Mix.", **more: object) -> Document:
    group = IngredientGroup("", (Ingredient(line, name=line),))
    return Document(groups=(group,), steps=(Step(step),), **more)  # type: ignore[arg-type]


def test_a_document_comes_back_from_what_is_stored() -> None:
    document = made(keywords=("a", "b"), allergens=(), tips="Slowly.")
    assert from_json(to_json(document)) == document


def test_the_story_comes_back_from_the_source(app: Flask) -> None:
    source = in_words(made(), "Once.\n\n***\n\nTwice.", "en")
    assert story_of(source) == "Once.\n\n***\n\nTwice."


def test_without_a_story_there_is_none(app: Flask) -> None:
    assert story_of(in_words(made(), "", "en")) == ""


@pytest.mark.parametrize("field", ["line", "step"])
def test_what_looks_like_markup_is_shown_as_it_was_typed(app: Flask, field: str) -> None:
    rendered = render(in_words(made(**{field: HOSTILE}), "A story.", "en"), context=RenderContext())
    assert HOSTILE in rendered.text
    assert not rendered.images
    assert story_html(rendered.html).strip() == "<p>A story.</p>"


def test_a_passage_is_covered_wherever_it_stands_in_the_document() -> None:
    document = made("call 0123", "then call 0123", tips="0123", products=("0123",))
    assert "0123" not in str(to_json(rewrite(document, lambda text: text.replace("0123", "█"))))
