"""More or less of a recipe, in one's own measures, with numbers that a kitchen knows."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from forum.recipes.amounts import Amount
from forum.recipes.conversion import convert, convert_temperatures
from forum.recipes.ingredient_lines import Ingredient, parse_line
from forum.recipes.ingredient_texts import print_ingredient
from forum.recipes.scaling import scale
from forum.recipes.units import UNITS


@pytest.mark.parametrize(
    ("language", "line", "factor", "printed"),
    [
        ("en", "1 cup milk", "1/3", "⅓\u00a0cup milk"),
        ("en", "1 cup milk", "3/2", "1½\u00a0cups milk"),
        ("en", "200 g flour, sifted", "1/3", "65\u00a0g flour (sifted)"),
        ("en", "400 g flour", "5/2", "1\u00a0kg flour"),
        ("en", "1 tsp salt", "6", "2\u00a0tbsp salt"),
        ("en", "2 eggs", "3/2", "3 eggs"),
        ("en", "2-3 cloves garlic", "2", "4–6\u00a0cloves garlic"),
        ("en", "a pinch of salt", "1/4", "1\u00a0pinch salt"),
        ("en", "salt to taste", "7", "salt to taste"),
        ("fr", "1 c. à s. d'huile", "5/2", "2½\u00a0c. à s. d’huile"),
        ("fr", "1,5 kg d'oignons", "1/2", "750\u00a0g d’oignons"),
        ("fr", "100 g de haricots", "2", "200\u00a0g de haricots"),
        ("fr", "500 g de sucre", "3", "1,5\u00a0kg de sucre"),
        ("de", "0,5 l Milch", "1/3", "165\u00a0ml Milch"),
        ("de", "1 Prise Salz", "3", "3\u00a0Prisen Salz"),
    ],
)
def test_amounts_are_scaled_as_people_cook(language: str, line: str, factor: str, printed: str) -> None:
    assert print_ingredient(scale(parse_line(line, language), Fraction(factor)), language) == printed


def test_nothing_changes_at_the_written_yield() -> None:
    ingredient = parse_line("317 g flour", "en")
    assert scale(ingredient, Fraction(1)) is ingredient


@given(
    st.fractions(min_value=Fraction(1, 100), max_value=2000),
    st.sampled_from([None, *UNITS]),
    st.fractions(min_value=Fraction(1, 20), max_value=20),
)
def test_a_scaled_amount_is_near_and_never_nothing(
    number: Fraction, unit: str | None, factor: Fraction
) -> None:
    scaled = scale(Ingredient("", Amount(number), unit, "x"), factor)
    assert scaled.amount is not None
    assert scaled.amount.low > 0
    size = UNITS[unit].size if unit else 0
    wanted, got = number * factor * (size or 1), scaled.amount.low * (UNITS[scaled.unit].size if size else 1)  # type: ignore[index]
    assert abs(got - wanted) <= max(wanted / 5, Fraction(1) if not size else size / 5, Fraction(1))


@pytest.mark.parametrize(
    ("line", "metric", "us"),
    [
        ("1 cup milk", "240\u00a0ml milk", "1\u00a0cup milk"),
        ("1 lb beef", "455\u00a0g beef", "1\u00a0lb beef"),
        ("200 g flour", "200\u00a0g flour", "7\u00a0oz flour"),
        ("1 kg flour", "1\u00a0kg flour", "2¼\u00a0lb flour"),
        ("250 ml milk", "250\u00a0ml milk", "1\u00a0cup milk"),
        ("1 quart stock", "950\u00a0ml stock", "1\u00a0quart stock"),
        ("2 tsp salt", "2\u00a0tsp salt", "2\u00a0tsp salt"),
        ("2 eggs", "2 eggs", "2 eggs"),
    ],
)
def test_measures_are_converted_within_weight_and_volume(line: str, metric: str, us: str) -> None:
    ingredient = parse_line(line, "en")
    assert print_ingredient(convert(ingredient, "metric"), "en") == metric
    assert print_ingredient(convert(ingredient, "us"), "en") == us


@pytest.mark.parametrize(
    ("text", "metric", "us"),
    [
        ("Bake at 180 °C.", "Bake at 180 °C.", "Bake at 355 °F (180 °C)."),
        ("Preheat to 350°F.", "Preheat to 175 °C (350°F).", "Preheat to 350°F."),
        ("250°F (120°C) smoker", "250°F (120°C) smoker", "250°F (120°C) smoker"),
        ("auf 200-220 °C", "auf 200-220 °C", "auf 390–430 °F (200-220 °C)"),
        ("Preheat to 350 F.", "Preheat to 175 °C (350 F).", "Preheat to 350 F."),
        ("20 Cs and 3 F", "20 Cs and 3 F", "20 Cs and 3 F"),
    ],
)
def test_ovens_are_converted_and_the_written_degrees_stay(text: str, metric: str, us: str) -> None:
    assert convert_temperatures(text, "metric") == metric
    assert convert_temperatures(text, "us") == us
