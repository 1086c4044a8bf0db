"""The interface speaks English, French and German, each of them completely."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.architecture.floors import ROOT

TRANSLATED = ("fr", "de")
OWN_KEYWORDS = {"_l": None, "_n": (1, 2)}
"""As `make messages` names them."""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd%]")
Sentence = tuple[str, ...]


@cache
def spoken() -> frozenset[Sentence]:
    """Return every text of the interface as it stands in code and templates; plurals as singular and plural."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = extract_from_dir(
        str(ROOT),
        method_map=methods,
        keywords={**DEFAULT_KEYWORDS, **OWN_KEYWORDS},
        directory_filter=lambda path: (
            Path(path).name not in {".venv", "build", "node_modules", ".git", "instance"}
        ),
    )
    return frozenset(_sentence(message) for _file, _line, message, _comments, _context in found)


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "forum/translations" / language / "LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _sentence(message: str | Sentence) -> Sentence:
    return (message,) if isinstance(message, str) else tuple(message)


def messages(language: str) -> dict[Sentence, Message]:
    return {_sentence(message.id): message for message in catalogue(language) if message.id}


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_no_text_is_missing(language: str) -> None:
    assert sorted(spoken() - messages(language).keys()) == []


def test_no_text_is_left_over(language: str) -> None:
    assert sorted(messages(language).keys() - spoken()) == []
    assert list(catalogue(language).obsolete) == []


def test_every_text_is_translated_for_certain(language: str) -> None:
    unsure = [id for id, message in messages(language).items() if message.fuzzy or not all(_strings(message))]
    assert unsure == []


def test_every_plural_has_all_its_forms(language: str) -> None:
    wanted = catalogue(language).num_plurals
    short = [
        id for id, message in messages(language).items() if len(id) > 1 and len(_strings(message)) != wanted
    ]
    assert short == []


def test_placeholders_are_those_of_the_original(language: str) -> None:
    different = [
        (id, string)
        for id, message in messages(language).items()
        for string in _strings(message)
        if not set(PLACEHOLDER.findall(string)) <= set(PLACEHOLDER.findall(id[-1]))
        or (len(id) == 1 and sorted(PLACEHOLDER.findall(string)) != sorted(PLACEHOLDER.findall(id[0])))
    ]
    assert different == []


def test_apostrophes_are_set_as_in_print() -> None:
    typed = [
        id
        for id, message in messages("fr").items()
        if any(string.count("'") > id[-1].count("'") for string in _strings(message))
    ]
    assert typed == []


def test_members_are_addressed_alike(language: str) -> None:
    """Vous in French, du in German, as the charter of the house says."""
    wrong = {
        "fr": re.compile(r"\b(tu|toi|ton|tes)\b", re.IGNORECASE),
        "de": re.compile(r"(?<![.!?:…] )(?<!^)\b(Sie|Ihr|Ihre|Ihren|Ihrem|Du|Dein|Deine|Deinen)\b"),
    }[language]
    assert [
        string
        for message in messages(language).values()
        for string in _strings(message)
        if wrong.search(string)
    ] == []


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_no_text_stands_inside_an_f_string() -> None:
    """There it is not collected for translators, before Python 3.12."""
    names = {"_", "_l", "_n", "gettext", "ngettext", "lazy_gettext"}
    inside = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in sorted((ROOT / "forum").rglob("*.py"))
        for joined in ast.walk(ast.parse(file.read_text()))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names
    ]
    assert inside == []


def test_french_signs_do_not_fall_off_their_line() -> None:
    """Before ? ! ; : and inside « » stands a space at which no line ends: U+202F or U+00A0, never a plain one."""
    loose = re.compile(r"\w [?!;:](?=\s|$)|« | »")
    said = [
        text
        for message in catalogue("fr")
        if message.id
        for text in _sentence(message.string)
        if loose.search(text)
    ]
    assert said == []


def test_a_distance_of_time_stands_in_its_sentence() -> None:
    """Put beside a word in English order it is "gespeichert jetzt"; and nobody is here "since 3 hours ago"."""
    beside = re.compile(r"_\(\"[^\"]*\"\)(?: \}\}|\{% endif %\}) \{\{ time_ago\(")
    assert [
        file.name for file in (ROOT / "templates").rglob("*.html") if beside.search(file.read_text())
    ] == []


def test_a_distance_of_time_follows_no_word_that_wants_a_date(language: str) -> None:
    wants_a_date = re.compile(r"(\b(seit|am|um|bis|zum|le|depuis|à)|jusqu’au) %\(time\)s")
    said = [text for message in messages(language).values() for text in _strings(message)]
    assert [text for text in said if wants_a_date.search(text)] == []
