"""The part of a text that a result shows."""

from __future__ import annotations

from markupsafe import Markup

from forum.core.search import Wanted
from forum.search.extracts import LEAD, LENGTH, extract, mark_title

BUTTER = (Wanted(("butter",)),)


def test_words_that_answer_are_marked_in_any_form() -> None:
    shown = extract("Melt the Butter. Butters differ.", BUTTER, "en")
    assert shown == "Melt the <mark>Butter</mark>. <mark>Butters</mark> differ."


def test_what_members_wrote_stays_text() -> None:
    shown = extract("<b>butter</b> & <script>alert(1)</script>", BUTTER, "en")
    assert isinstance(shown, Markup)
    assert shown == "&lt;b&gt;<mark>butter</mark>&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_marked_word_is_escaped_too() -> None:
    assert mark_title("<butter>", BUTTER, "en") == "&lt;<mark>butter</mark>&gt;"


def test_accents_do_not_matter_and_stay() -> None:
    wanted = (Wanted(("creme",)), Wanted(("brulees",)))
    assert extract("Une crème brûlée", wanted, "fr") == "Une <mark>crème</mark> <mark>brûlée</mark>"


def test_the_stretch_with_most_of_the_words_is_shown() -> None:
    text = "butter " + "filler " * 100 + "then butter and flour meet " + "filler " * 100
    shown = extract(text, (*BUTTER, Wanted(("flour",))), "en")
    assert "then <mark>butter</mark> and <mark>flour</mark> meet" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_text_that_answers_by_its_title_shows_its_beginning() -> None:
    assert extract("Nothing\n\nof   that.", BUTTER, "en") == "Nothing of that."


def test_an_extract_is_short_and_cuts_no_word() -> None:
    text = "wonderful " * 50 + "butter " + "wonderful " * 50
    shown = extract(text, BUTTER, "en").striptags().strip("… ")
    assert len(shown) <= LENGTH + LEAD
    assert set(shown.split()) == {"wonderful", "butter"}


def test_one_endless_word_is_cut() -> None:
    assert len(extract("x" * 5_000, BUTTER, "en")) < 2 * LENGTH


def test_excluded_words_are_not_marked() -> None:
    wanted = (*BUTTER, Wanted(("flour",), excluded=True))
    assert "<mark>flour" not in extract("butter flour", wanted, "en")


def test_words_that_begin_like_an_unfinished_one_are_marked() -> None:
    wanted = (Wanted(("choc",), unfinished=True),)
    assert extract("Chocolates chop", wanted, "en") == "<mark>Chocolates</mark> chop"
