"""What a post is entered under, and what a query asks for: the same terms in every engine.

`en:chocol` is a stem in a post's own words, `t/en:chocol` one in the title above a reply, `w/chocolate` a word as it is
spelled (without accents), `tag/baking` a tag. A title is part of the post that opens the topic, and weighs more there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from forum.core.search import SearchDocument, Wanted
from forum.search.analysis import STEMMERS, fold, language_of_analysis, stems, stems_asked_for, words

GAP = 20
"""Positions left free between title and text, so that no phrase reaches across."""

SHORTEST_BEGINNING = 3
"""How many letters an unfinished word must have before other words beginning with it are looked for."""


@dataclass(slots=True)
class Entry:
    """Where a term stands in a post: positions, of which the first `in_title` are the title's."""

    positions: list[int] = field(default_factory=list)
    in_title: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What one wanted word or phrase asks of texts in one language: at each offset, one of the stems."""

    steps: tuple[tuple[str, ...], ...]
    offsets: tuple[int, ...]
    titles: tuple[str, ...] = ()
    beginning: str | None = None


def title_term(term: str) -> str:
    """Return how a stem is entered that only the title above a post has."""
    return f"t/{term}"


def is_title_term(term: str) -> bool:
    """Whether `term` stands in the title above a post only."""
    return term.startswith("t/")


def word_term(word: str) -> str:
    """Return how a word is entered as it is spelled."""
    return f"w/{fold(word)}"


def tag_term(slug: str) -> str:
    """Return how a tag is entered."""
    return f"tag/{slug}"


def document_terms(document: SearchDocument) -> Mapping[str, Entry]:
    """Return everything `document` is entered under."""
    language = language_of_analysis(document.language)
    terms: dict[str, Entry] = {}
    title, text = words(document.title), words(document.text)
    if document.opens_topic:
        _enter(terms, title, language, first=0, in_title=1)
    else:
        for word in set(title):
            for stem in stems(word, language):
                terms[title_term(f"{language}:{stem}")] = Entry()
    _enter(terms, text, language, first=len(title) + GAP, in_title=0)
    for slug in document.tags:
        terms[tag_term(slug)] = Entry()
    return terms


def _enter(terms: dict[str, Entry], found: list[str], language: str, *, first: int, in_title: int) -> None:
    for position, word in enumerate(found, first):
        entered, spelled = _entered_as(word, language)
        for term in entered:
            entry = terms.get(term)
            if entry is None:
                entry = terms[term] = Entry()
            entry.positions.append(position)
            entry.in_title += in_title
        if spelled is not None:
            if spelled not in terms:
                terms[spelled] = Entry()
            terms[spelled].in_title += in_title


@lru_cache(maxsize=100_000)
def _entered_as(word: str, language: str) -> tuple[tuple[str, ...], str | None]:
    """Return the stems under which a word is entered, and its spelling where it is no very common word."""
    found = tuple(f"{language}:{stem}" for stem in stems(word, language))
    return found, word_term(word) if found and len(word) > 1 else None


def need(wanted: Wanted, language: str) -> Need | None:
    """Return what `wanted` asks of texts in `language`; None where all its words are too common there to be entered."""
    found = [(offset, stems_asked_for(word, language)) for offset, word in enumerate(wanted.words)]
    found = [(offset, alternatives) for offset, alternatives in found if alternatives]
    beginning = _beginning(wanted)
    if not found and beginning is None:
        return None
    steps = tuple(tuple(f"{language}:{stem}" for stem in alternatives) for _, alternatives in found)
    return Need(
        steps=steps,
        offsets=tuple(offset for offset, _ in found),
        titles=tuple(title_term(term) for term in steps[0]) if len(wanted.words) == 1 and steps else (),
        beginning=beginning,
    )


def _beginning(wanted: Wanted) -> str | None:
    """Return what the words begin with that an unfinished word may become."""
    if not wanted.unfinished or len(wanted.words) != 1 or len(wanted.words[0]) < SHORTEST_BEGINNING:
        return None
    return word_term(wanted.words[0])


LANGUAGES_OF_ANALYSIS = tuple(STEMMERS)
