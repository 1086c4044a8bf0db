"""Which names may be taken, and which a reader would mix up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from forum.accounts.names import clean_name, handle_from, name_key, passes_for_team
from forum.core.policy import Invalid


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """An application, because refusals are told in the reader's language."""
    app = Flask("names")
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    "name",
    [
        "Al",
        "Zoë O’Neil",
        "Jean-Luc d'Arc",
        "Ольга",
        "山田 Taro",
        "محمد",
        "नमस्ते",
        "Đặng Thị",
        "Mary-Jane 2",
        "J. R. R.",
    ],
)
def test_names_of_the_world_are_accepted(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("typed", "name"), [("  Alice   Almond ", "Alice Almond"), ("Zoe\u0308", "Zoë"), ("a\tb\nc", "a b c")]
)
def test_a_name_is_tidied(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    "name",
    [
        "", "A", "x" * 41, "1234", "- -", "<b>", "a@b", "Al\u200bice", "Al\u202eice", "Al\u00adice", "Al\ufeffice",
        "Ａlice", "𝐀lice", "ᴀʟɪᴄᴇ", "Аlice", "Αlice", "ﬁona", "Alice🍫",
        "Z\u0301\u0301\u0301\u0301a", "a\u0000b", "ⅼina",
    ],
)  # fmt: skip
def test_what_hides_or_mixes_alphabets_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        clean_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alice", "alice"), ("Alice", "AIice"), ("Alice", "A1ice"), ("Bob", "B0b"), ("Tom", "Torn"), ("Chloé", "Chloe"),
        ("alice almond", "Alice_Almond"), ("William", "VVilliam"), ("Straße", "Strasse"), ("рауте", "payTe"),
        ("Søren", "Soren"), ("Alice", "A.l-i c'e"), ("аӏісе", "alice"),
    ],
)  # fmt: skip
def test_names_that_readers_mix_up_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Alice", "Alicia"), ("Tom", "Tim"), ("Ольга", "Олег"), ("山田", "山口")]
)
def test_names_that_differ_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "name",
    ["Admin", "Adm1n", "The Team", "team", "Moderateur Luc", "Modérateur", "Potluck", "P0tluck", "official",
     "Maison Cacao", "MaisonCacao Help", "Ma1son Cacao", "Support", "offiziell"],
)  # fmt: skip
def test_names_that_pass_for_the_brand_or_its_team_are_found(name: str) -> None:
    assert passes_for_team(name, ["Maison Cacao"])


@pytest.mark.parametrize("name", ["Alice", "Steamer", "Modesty", "Adminah", "Cacao Fan", "Supporter"])
def test_names_that_only_begin_alike_are_left_alone(name: str) -> None:
    assert not passes_for_team(name, ["Maison Cacao"])


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Zoë O’Neil", "zoe-oneil"),
        ("Ольга", "member"),
        ("Straße 7", "strasse-7"),
        ("Former Baker", "member"),
        ("x" * 40, "x" * 32),
    ],
)
def test_a_handle_is_made_of_small_latin_letters(name: str, handle: str) -> None:
    assert handle_from(name) == handle
