"""Which passwords are refused, and that nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from forum.accounts import passwords
from forum.core.policy import Invalid


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    """An application, because refusals are told in the reader's language."""
    app = Flask("passwords")
    Babel(app)
    with app.test_request_context():
        yield


def accepted(password: str) -> bool:
    """Whether somebody called Alice Almond may use `password` in the community of Maison Cacao."""
    try:
        passwords.check_password(password, personal=["Alice Almond", "alice@example.org", "Maison Cacao"])
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "a spoonful of cocoa",
        "12 34 56 78 90",
        "ÄÖÜäöüß!",
        "correcthorse",
        " leading",
        "trailing ",
        "🍫🍫🍪☕🥐🍰🧁🍩",
        "x7" * 300,
    ],
)
def test_length_is_the_only_rule_of_form(password: str) -> None:
    assert accepted(password)


@pytest.mark.parametrize(
    "password",
    ["", "1234567", "short", "password", "PASSWORD", "12345678", "qwertyuiop", "iloveyou", "aaaaaaaaaaaa",
     "AliceAlmond", "alice almond", "Almond123!", "alice2026", "example1!", "MaisonCacao1", "maison cacao", "x" * 1025],
)  # fmt: skip
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    assert not accepted(password)


def test_the_three_thousand_most_common_long_enough_ones_are_refused() -> None:
    listed = Path(passwords.__file__).with_name("data").joinpath("common_passwords.txt").read_text().split()
    assert len(listed) > 10_000
    assert not [word for word in listed[:3_000] if accepted(word) or accepted(word.upper())]
