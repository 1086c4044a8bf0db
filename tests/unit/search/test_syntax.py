"""What a query is understood as."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, strategies as st

from forum.core.search import Facet, Wanted
from forum.search.syntax import LONGEST_QUERY, FilterText, ProblemKind, parse
from tests.processes import ROOT


def words_of(text: str) -> list[tuple[str, ...]]:
    return [wanted.words for wanted in parse(text, time_zone=UTC).wanted]


def test_words_stand_for_themselves() -> None:
    assert parse("Chocolate Cake", time_zone=UTC).wanted == [Wanted(("chocolate",)), Wanted(("cake",))]


@pytest.mark.parametrize(
    "quoted", ['"melted butter"', "“melted butter”", "„melted butter“", "« melted butter »"]
)
def test_quotation_marks_of_every_language_make_a_phrase(quoted: str) -> None:
    assert words_of(f"{quoted} flour") == [("melted", "butter"), ("flour",)]


def test_an_open_quotation_ends_with_the_query() -> None:
    assert words_of('flour "melted butter') == [("flour",), ("melted", "butter")]


def test_joined_words_are_a_phrase_but_apostrophes_only_divide() -> None:
    assert words_of("dark-roast l’eau 10:30") == [("dark", "roast"), ("l",), ("eau",), ("10", "30")]


def test_a_minus_leaves_out() -> None:
    wanted = parse('cake -nuts -"egg white" well-done', time_zone=UTC).wanted
    assert [(each.words, each.excluded) for each in wanted] == [
        (("cake",), False),
        (("nuts",), True),
        (("egg", "white"), True),
        (("well", "done"), False),
    ]


@pytest.mark.parametrize(
    ("typed", "facet", "value"),
    [
        ("author:alice", Facet.AUTHOR, "alice"),
        ("Auteur:alice", Facet.AUTHOR, "alice"),
        ("catégorie:pains", Facet.CATEGORY, "pains"),
        ("étiquette:levain", Facet.TAG, "levain"),
        ('category:"Breads and pastry"', Facet.CATEGORY, "Breads and pastry"),
        ("ART:frage", Facet.KIND, "frage"),
        ("sprache:de", Facet.LANGUAGE, "de"),
    ],
)
def test_filters_are_known_in_three_languages(typed: str, facet: Facet, value: str) -> None:
    assert parse(typed, time_zone=UTC).filters == [FilterText(facet, value, False)]
    assert parse("-" + typed, time_zone=UTC).filters == [FilterText(facet, value, True)]


def test_what_is_no_filter_is_a_word() -> None:
    parsed = parse("https://example.org recipe:cake", time_zone=UTC)
    assert not parsed.filters
    assert not parsed.problems
    assert [wanted.words for wanted in parsed.wanted] == [("https", "example", "org"), ("recipe", "cake")]


@pytest.mark.parametrize(
    ("typed", "after", "before"),
    [
        ("after:2025", datetime(2025, 1, 1, tzinfo=UTC), None),
        ("before:2025-06", None, datetime(2025, 6, 1, tzinfo=UTC)),
        (
            "nach:14.3.2026 vor:15.3.2026",
            datetime(2026, 3, 14, tzinfo=UTC),
            datetime(2026, 3, 15, tzinfo=UTC),
        ),
        ("-before:2025", datetime(2025, 1, 1, tzinfo=UTC), None),
        ("after:2024 after:2025", datetime(2025, 1, 1, tzinfo=UTC), None),
    ],
)
def test_dates_are_years_months_or_days(typed: str, after: datetime | None, before: datetime | None) -> None:
    parsed = parse(typed, time_zone=UTC)
    assert (parsed.after, parsed.before) == (after, before)


def test_days_begin_in_the_readers_time_zone() -> None:
    parsed = parse("after:2025-06-01", time_zone=ZoneInfo("Europe/Paris"))
    assert parsed.after == datetime(2025, 5, 31, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("before:yesterday", ProblemKind.NO_DATE),
        ("after:2025-13", ProblemKind.NO_DATE),
        ("after:0000", ProblemKind.NO_DATE),
        ("author:", ProblemKind.NO_VALUE),
        ('tag:""', ProblemKind.NO_VALUE),
        ("-nuts", ProblemKind.ONLY_EXCLUDED),
        ("x" * (LONGEST_QUERY + 1), ProblemKind.TOO_LONG),
        ("x " * 30, ProblemKind.TOO_LONG),
    ],
)
def test_what_cannot_be_understood_is_told(typed: str, kind: ProblemKind) -> None:
    assert [problem.kind for problem in parse(typed, time_zone=UTC).problems] == [kind]


def test_nothing_is_wrong_while_a_filter_is_still_being_typed() -> None:
    assert not parse("cake author:", time_zone=UTC, unfinished=True).problems
    assert not parse("cake before:202", time_zone=UTC, unfinished=True).problems


def test_only_the_last_word_is_unfinished_and_a_space_ends_it() -> None:
    assert [w.unfinished for w in parse("cake choc", time_zone=UTC, unfinished=True).wanted] == [False, True]
    assert [w.unfinished for w in parse("cake choc ", time_zone=UTC, unfinished=True).wanted] == [
        False,
        False,
    ]


@given(st.text(max_size=LONGEST_QUERY))
def test_anything_typed_is_answered(text: str) -> None:
    parsed = parse(text, time_zone=ZoneInfo("America/St_Johns"), unfinished=True)
    assert all(word for wanted in parsed.wanted for word in wanted.words)


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize(
    "example",
    [
        "category:baking",
        "tag:sourdough",
        "author:alice",
        "kind:question",
        "lang:fr",
        "after:2025-06",
        "before:2025-06-15",
    ],
)
def test_translated_examples_are_filters_too(language: str, example: str) -> None:
    with (ROOT / f"forum/translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        message = read_po(file, locale=language).get(example)
    assert message is not None
    ours, theirs = parse(example, time_zone=UTC), parse(str(message.string), time_zone=UTC)
    assert [each.facet for each in theirs.filters] == [each.facet for each in ours.filters]
    assert (theirs.after, theirs.before) == (ours.after, ours.before)
