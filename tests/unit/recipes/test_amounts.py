"""Amounts are read as people write and say them, and printed so."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from forum.core.policy import Invalid
from forum.recipes.amounts import Amount, parse_amount, print_amount, with_fraction_signs


@pytest.mark.parametrize(
    ("typed", "language", "low", "high"),
    [
        ("2½", "en", "5/2", None),
        ("2 ½", "en", "5/2", None),
        ("2 1/2", "en", "5/2", None),
        ("2-1/2", "en", "5/2", None),
        ("1/3", "en", "1/3", None),
        ("1⁄3", "en", "1/3", None),
        ("0,5", "fr", "1/2", None),
        ("0.5", "de", "1/2", None),
        (".5", "en", "1/2", None),
        ("1.5", "en", "3/2", None),
        ("0.33", "en", "1/3", None),
        ("0.667", "en", "2/3", None),
        ("1 000", "fr", "1000", None),
        ("1 000", "en", "1000", None),
        ("1.000", "de", "1000", None),
        ("1,000", "en", "1000", None),
        ("2-3", "en", "2", "3"),
        ("2 – 3", "de", "2", "3"),
        ("2 to 3", "en", "2", "3"),
        ("1 or 2", "en", "1", "2"),
        ("2 à 3", "fr", "2", "3"),
        ("2 bis 3", "de", "2", "3"),
        ("½-1", "en", "1/2", "1"),
        ("half a", "en", "1/2", None),
        ("une demi", "fr", "1/2", None),
        ("une douzaine", "fr", "12", None),
        ("eine halbe", "de", "1/2", None),
        ("anderthalb", "de", "3/2", None),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed: str, language: str, low: str, high: str | None) -> None:
    assert parse_amount(typed, language) == Amount(Fraction(low), Fraction(high) if high else None)


@pytest.mark.parametrize(
    "typed",
    [
        "0/0",
        "1/0",
        "½½",
        "1e309",
        "1E5",
        "0",
        "-1",
        "",
        "∞",
        "NaN",
        "1/2/3",
        "9" * 400,
        "1000000",
        "some",
        "2 3 4",
    ],
)
def test_an_impossible_amount_is_refused_with_a_message(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_amount(typed)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("amount", "language", "decimal", "printed"),
    [
        (Amount(Fraction(1, 3)), "en", False, "⅓"),
        (Amount(Fraction(5, 2)), "en", False, "2½"),
        (Amount(Fraction(2), Fraction(3)), "en", False, "2–3"),
        (Amount(Fraction(3, 2)), "en", True, "1.5"),
        (Amount(Fraction(3, 2)), "fr", True, "1,5"),
        (Amount(Fraction(1000)), "fr", True, "1\u202f000"),
        (Amount(Fraction(1000)), "de", True, "1.000"),
        (Amount(Fraction(1000)), "en", True, "1,000"),
        (Amount(Fraction(1, 3)), "de", True, "0,33"),
        (Amount(Fraction(5, 7)), "en", False, "0.71"),
    ],
)
def test_an_amount_is_printed_as_people_write_it(
    amount: Amount, language: str, decimal: bool, printed: str
) -> None:
    assert print_amount(amount, language, decimal=decimal) == printed


@given(
    st.fractions(min_value=Fraction(1, 50), max_value=5000),
    st.sampled_from(["en", "fr", "de"]),
    st.booleans(),
)
def test_no_printed_amount_is_long_and_each_is_read_again(
    number: Fraction, language: str, decimal: bool
) -> None:
    printed = print_amount(Amount(number), language, decimal=decimal)
    assert len(printed) <= 6
    again = parse_amount(printed, language)
    assert abs(again.low - number) <= max(number / 20, Fraction(1, 200))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/2 l", "½ l"),
        ("1 1/2 cup", "1½ cup"),
        ("1/2-3/4 l", "½-¾ l"),
        ("11/2 l", "11/2 l"),
        ("1/16", "1/16"),
    ],
)
def test_a_fraction_that_was_typed_is_shown_as_people_write_it(typed: str, shown: str) -> None:
    assert with_fraction_signs(typed) == shown
