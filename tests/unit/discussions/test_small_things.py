"""Slugs, languages and what people type."""

from __future__ import annotations

import pytest

from forum.core.language import detect
from forum.core.typed_text import clean_line, clean_text
from forum.discussions.slugs import SLUG_LENGTH, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée, à 90 °C!", "creme-brulee-a-90-c"),
        ("Straße & Œuvre", "strasse-oeuvre"),
        ("チョコレート", "チョコレート"),
        ("…", "topic"),
        ("</script><script>", "script-script"),
    ],
)
def test_slugs_are_readable(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_slugs_have_an_end() -> None:
    assert len(slug_of("word " * 99)) <= SLUG_LENGTH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Warm the cream before you pour it over the chocolate.", "en"),
        ("Faites chauffer la crème avant de la verser sur le chocolat.", "fr"),
        ("Erwärme die Sahne, bevor du sie über die Schokolade gießt.", "de"),
        ("Merci !", "de"),
        ("👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍", "de"),
    ],
)
def test_a_text_tells_its_language_unless_it_is_too_short(text: str, language: str) -> None:
    assert detect(text, "de") == language


def test_what_cannot_be_stored_is_taken_out() -> None:
    assert clean_text("a\x00b\r\nc\rd\ud800\te \n\n") == "ab\nc\nd\te"
    assert clean_line("  a\u202eb \n\t c\x07 ") == "ab c"


def test_a_line_keeps_the_spaces_that_hold_french_signs_to_their_words() -> None:
    typed = "  Le chocolat\u00a0:  lait\u202f? «\u00a0Oui\u00a0»\u00a0and \u00a0! more "
    assert clean_line(typed) == "Le chocolat\u00a0: lait\u202f? «\u00a0Oui\u00a0» and ! more"
