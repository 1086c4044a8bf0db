"""Amounts in sentences, as the reader's language writes them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale, gettext as _, ngettext

from forum.accounts.forms import TOO_LONG

SENTENCES = {
    "en": "This is too long: at most 2,000 characters.",
    "fr": "C’est trop long\N{NO-BREAK SPACE}: 2\N{NARROW NO-BREAK SPACE}000 caractères au plus.",
    "de": "Das ist zu lang: höchstens 2.000 Zeichen.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_large_amount_is_written_in_groups(app: Flask, language: str) -> None:
    with force_locale(language):
        said = _("This is too long: at most %(most)s characters.", most=2_000)
        assert (said, TOO_LONG % {"max": 2_000}) == (SENTENCES[language], SENTENCES[language])


def test_a_counted_thing_is_written_in_groups_too(app: Flask) -> None:
    with force_locale("de"):
        assert ngettext("%(num)s vote", "%(num)s votes", 12_345) == "12.345 Stimmen"


def test_the_number_of_a_thing_is_not(app: Flask) -> None:
    with force_locale("de"):
        assert _("Entry %(number)s", number=12_345) == "Eintrag 12345"
