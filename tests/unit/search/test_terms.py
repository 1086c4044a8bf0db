"""What posts are entered under."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from forum.core.search import SearchDocument
from forum.search.engines.tsquery import query, vector
from forum.search.spelling import slips
from forum.search.syntax import parse
from forum.search.terms import document_terms

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def document(**facts: Any) -> SearchDocument:
    usual: dict[str, Any] = {
        "post_id": 1, "topic_id": 1, "number": 2, "category_id": 1, "author_id": 1, "kind": "discussion",
        "language": "en", "tags": (), "created_at": NOON, "is_hidden": False, "title": "", "text": "",
    }  # fmt: skip
    return SearchDocument(**(usual | facts))


def test_a_french_word_stands_under_both_of_its_stems() -> None:
    assert {"fr:brul", "fr:brule"} <= document_terms(document(text="brûlée", language="fr")).keys()


def test_the_title_is_part_of_the_first_post_and_stands_above_replies() -> None:
    opening = document_terms(document(number=1, title="Rye bread", text="bread"))
    reply = document_terms(document(number=2, title="Rye bread", text="bread"))
    assert (opening["en:bread"].in_title, len(opening["en:bread"].positions)) == (1, 2)
    assert "t/en:rye" in reply
    assert "en:rye" not in reply


def test_an_unknown_language_is_analysed_like_english() -> None:
    assert "en:cake" in document_terms(document(text="cakes", language="es"))


def test_endless_words_are_not_entered() -> None:
    assert document_terms(document(text="x" * 100)) == {}


def test_a_vector_quotes_what_postgresql_would_read_as_its_own() -> None:
    terms = document_terms(document(tags=("it's \\ odd",), text="salt"))
    assert vector(terms) == "'en:salt':21 'w/salt' 'tag/it''s \\\\ odd'"


def test_a_query_of_only_common_words_answers_nothing() -> None:
    assert query(parse("the of", time_zone=UTC).wanted[:1]) is not None  # “the” is tea to the French
    assert query([]) == ""


def test_slips_keep_the_first_letter_and_are_one_step_away() -> None:
    found = slips("choclate")
    assert {"chocolate", "choclates", "chcolate", "choclte", "choclats"} <= found
    assert "choclate" not in found
    assert all(spelling.startswith("c") for spelling in found)
