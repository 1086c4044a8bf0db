"""A typed line becomes amount, unit, name and note; whatever is not understood is kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, strategies as st

from forum.core.policy import Invalid
from forum.recipes.amounts import print_amount
from forum.recipes.ingredient_lines import LINE_LENGTH, parse_line, read_heading, read_line


@pytest.mark.parametrize(
    ("language", "line", "expected"),
    [
        ("fr", "2½ c. à s. de sucre", ("2½", "tbsp", "sucre", "")),
        ("fr", "1 c.à.c. d’huile d'olive", ("1", "tsp", "huile d'olive", "")),
        ("fr", "2 cuillères à soupe de crème", ("2", "tbsp", "crème", "")),
        ("fr", "une demi gousse d'ail", ("½", "clove", "ail", "")),
        ("fr", "1 pincée de sel", ("1", "pinch", "sel", "")),
        ("fr", "1 Citron (pour le jus)", ("1", None, "Citron", "pour le jus")),
        ("fr", "d'huile d'olive", (None, None, "huile d'olive", "")),
        ("fr", "1 000 g de farine", ("1\u202f000", "g", "farine", "")),
        ("en", "200 g flour, sifted", ("200", "g", "flour", "sifted")),
        ("en", "200g flour", ("200", "g", "flour", "")),
        ("en", "1 (400 g) can tomatoes", ("1", "can", "tomatoes", "400 g")),
        ("en", "2 x 400g cans chopped tomatoes", ("2", "can", "chopped tomatoes", "400g")),
        ("en", "1 14-ounce can beans", ("1", "can", "beans", "14-ounce")),
        ("en", "2 garlic cloves (minced)", ("2", "clove", "garlic", "minced")),
        ("en", "8 oz butter ((1 cup), soft)", ("8", "oz", "butter", "1 cup, soft")),
        ("en", "2 heaped tsp cocoa", ("2", "tsp", "cocoa", "heaped")),
        ("en", "2 T sugar", ("2", "tbsp", "sugar", "")),
        ("en", "2 t sugar", ("2", "tsp", "sugar", "")),
        ("en", "2 large eggs", ("2", None, "large eggs", "")),
        ("en", "8 to 10 radishes", ("8–10", None, "radishes", "")),
        ("en", "half a lemon", ("½", None, "lemon", "")),
        ("en", "Salt and pepper to taste", (None, None, "Salt and pepper", "to taste")),
        ("en", "Spaghetti: 320 g | 11 oz", ("320", "g", "Spaghetti", "11 oz")),
        ("en", "- 1 cup/240ml milk", ("1", "cup", "milk", "240ml")),
        ("de", "1 Prise Salz", ("1", "pinch", "Salz", "")),
        ("de", "2-3 EL Öl", ("2–3", "tbsp", "Öl", "")),
        ("de", "1 Päckchen Vanillezucker", ("1", "packet", "Vanillezucker", "")),
        ("de", "1 Pck. Backpulver", ("1", "packet", "Backpulver", "")),
        ("de", "1 Msp. Zimt", ("1", "knifepoint", "Zimt", "")),
        ("de", "Mehl 500g", ("500", "g", "Mehl", "")),
        ("de", "Salz und Pfeffer", (None, None, "Salz und Pfeffer", "")),
        ("de", "etwas Öl zum Braten", (None, None, "Öl", "etwas, zum Braten")),
    ],
)
def test_a_line_is_understood(
    language: str, line: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    found = parse_line(line, language)
    amount = print_amount(found.amount, language) if found.amount else None
    assert (amount, found.unit, found.name, found.note) == expected


def test_the_typed_line_is_kept() -> None:
    assert parse_line("  2 cups  (heaped!) of  whatever* ", "en").line == "2 cups (heaped!) of whatever*"


@pytest.mark.parametrize(
    "line", ["0/0 g salt", "½½ cup milk", "1e309 g flour", "999999999 kg rice", "x" * 501]
)
def test_an_impossible_line_is_refused_where_somebody_types_it(line: str) -> None:
    with pytest.raises(Invalid):
        parse_line(line, "en")


def test_an_impossible_line_from_elsewhere_is_kept_as_words() -> None:
    assert read_line("0/0 g salt", "en").name == "0/0 g salt"


@pytest.mark.parametrize(
    ("language", "line", "heading"),
    [
        ("fr", "Pour la pâte :", "Pour la pâte"),
        ("en", "For the sauce", "For the sauce"),
        ("en", "## Filling", "Filling"),
        ("en", "**Filling:**", "Filling"),
        ("de", "Für den Teig:", "Für den Teig"),
        ("en", "For garnish", None),
        ("en", "2 eggs", None),
        ("de", "Garnierung: frischer Koriander", None),
    ],
)
def test_a_line_that_names_a_part_is_a_heading(language: str, line: str, heading: str | None) -> None:
    assert read_heading(line, language) == heading


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "de", "nl"]))
def test_no_line_from_elsewhere_is_lost_or_breaks_anything(line: str, language: str) -> None:
    found = read_line(line, language)
    assert bool(found.name) == bool(found.line) or found.amount is not None


@pytest.mark.parametrize(
    "line",
    [
        "1 " * 250, "1/" * 250, "(" * 500, "½" * 500, "1-" * 250, "c. à " * 100, "a " * 250, "," * 500, "1 (" * 160,
        "1." * 250, "de " * 166, "1 x " * 125, "1 g g g g " * 50, "1 / 1 " * 80, ": 1 " * 125, "\u00a0" * 500,
        "c" + "." * 499, "1 cuillère" + " " * 480, "1 " + "heaped " * 70,
    ],
)  # fmt: skip
def test_the_longest_line_is_read_at_once(line: str) -> None:
    started = time.perf_counter()
    for language in ("en", "fr", "de"):
        read_line(line[:LINE_LENGTH], language)
        read_heading(line[:LINE_LENGTH], language)
    assert time.perf_counter() - started < 0.25
