"""Extracts: the part of a text that answers best, with the words that answer marked. Escaped first, then marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from forum.core.search import Wanted
from forum.search.analysis import fold, language_of_analysis, stems, stems_asked_for, words_with_places
from forum.search.terms import SHORTEST_BEGINNING

LENGTH = 260
LEAD = 40
"""How many characters stand before the first marked word."""

Place = tuple[int, int, str]
"""Where an answering word begins and ends, and what it answers."""

Answering = Callable[[str], str | None]


def mark_title(title: str, wanted: Sequence[Wanted], language: str) -> Markup:
    """Return the whole `title` with the words marked that answer."""
    composed = unicodedata.normalize("NFC", title)
    return _marked(composed, 0, len(composed), _places(composed, _answering(wanted, language)))


def extract(text: str, wanted: Sequence[Wanted], language: str) -> Markup:
    """Return the part of `text` with most of what is wanted, marked; its beginning where nothing is."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    places = _places(flat, _answering(wanted, language))
    begin = _word_start(flat, max(0, _best(places) - LEAD))
    end = _word_end(flat, min(len(flat), begin + LENGTH))
    before, after = "… " if begin else "", " …" if end < len(flat) else ""
    return before + _marked(flat, begin, end, places) + after


def _answering(wanted: Sequence[Wanted], language: str) -> Answering:
    """Return a function that says which wanted word a word of a text answers, if any."""
    language = language_of_analysis(language)
    asked = [(word, each.unfinished) for each in wanted if not each.excluded for word in each.words]
    by_stem = {stem: word for word, _ in asked for stem in stems_asked_for(word, language)}
    beginnings = [fold(word) for word, unfinished in asked if unfinished and len(word) >= SHORTEST_BEGINNING]

    def answer(word: str) -> str | None:
        for stem in stems(word, language):
            if stem in by_stem:
                return by_stem[stem]
        return next((beginning for beginning in beginnings if fold(word).startswith(beginning)), None)

    return answer


def _places(text: str, answering: Answering) -> list[Place]:
    return [
        (begin, end, answered)
        for word, begin, end in words_with_places(text)
        if (answered := answering(word)) is not None
    ]


def _best(places: Sequence[Place]) -> int:
    """Return where the stretch begins that answers most different words."""
    best, most = 0, 0
    for nth, (begin, _, _) in enumerate(places):
        within = {answered for _, end, answered in places[nth : nth + 40] if end <= begin + LENGTH - LEAD}
        if len(within) > most:
            best, most = begin, len(within)
    return best


def _word_start(text: str, at: int) -> int:
    """Return the beginning of the word at `at`, or of the next if that one is too long."""
    return text.rfind(" ", max(0, at - LEAD), at) + 1 or (0 if at < LEAD else at)


def _word_end(text: str, at: int) -> int:
    return at if at >= len(text) else max(text.rfind(" ", at - LEAD, at), at - LEAD)


def _marked(text: str, begin: int, end: int, places: Sequence[Place]) -> Markup:
    shown, at = Markup(""), begin
    for start, stop, _ in places:
        if at <= start and stop <= end:
            shown += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:stop])
            at = stop
    return shown + escape(text[at:end])
