"""Terms and queries in PostgreSQL's own notation for full text (`tsvector`, `tsquery`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forum.core.search import Wanted
from forum.search.terms import LANGUAGES_OF_ANALYSIS, Entry, Need, need

LAST_POSITION = 16_383
MOST_POSITIONS = 255
"""What a tsvector can hold: later and further mentions of a word do not count."""


def lexeme(term: str) -> str:
    """Return `term` quoted as a lexeme."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def vector(terms: Mapping[str, Entry]) -> str:
    """Return `terms` as a tsvector: the title's mentions weigh A, the text's D, and what has no place has none."""
    return " ".join(lexeme(term) + _places(entry) for term, entry in terms.items())


def _places(entry: Entry) -> str:
    places = [
        f"{position + 1}{'A' if nth < entry.in_title else ''}"
        for nth, position in enumerate(entry.positions[:MOST_POSITIONS])
        if position < LAST_POSITION
    ]
    return ":" + ",".join(places) if places else ""


def query(wanted: Sequence[Wanted]) -> str | None:
    """Return the tsquery for `wanted`; None where nothing can answer, because all words are too common.

    The words of one language are met together: as own words or in the title above, one at least as own word.
    """
    asked = [each for each in wanted if not each.excluded]
    clauses = [_clause([need(each, language) for each in asked]) for language in LANGUAGES_OF_ANALYSIS]
    answers = _any(clause for clause in clauses if clause)
    if asked and not answers:
        return None
    unwanted = _any(_own(each) for each in _needs([each for each in wanted if each.excluded]))
    return _all(filter(None, (answers, f"!{unwanted}" if unwanted else "")))


def ranking_query(wanted: Sequence[Wanted]) -> str:
    """Return the tsquery by which posts that answer `wanted` are put in order."""
    return _any(_own(each) for each in _needs([each for each in wanted if not each.excluded]))


def _needs(wanted: Iterable[Wanted]) -> list[Need]:
    return [found for each in wanted for language in LANGUAGES_OF_ANALYSIS if (found := need(each, language))]


def _clause(needs: Sequence[Need | None]) -> str:
    known = [each for each in needs if each is not None]
    if not known:
        return ""
    met = [_any([_own(each), *map(lexeme, each.titles)]) for each in known]
    return _all([*met, _any(map(_own, known))]) if any(each.titles for each in known) else _all(met)


def _own(each: Need) -> str:
    """Return what finds one need among a post's own words: steps at their distances, or a beginning."""
    steps = [_any(map(lexeme, alternatives)) for alternatives in each.steps]
    phrase = steps[0] if steps else ""
    for step, before, here in zip(steps[1:], each.offsets, each.offsets[1:], strict=False):
        phrase = f"({phrase} <{here - before}> {step})"
    begun = f"{lexeme(each.beginning)}:*" if each.beginning is not None else ""
    return _any(filter(None, (phrase, begun)))


def _any(parts: Iterable[str]) -> str:
    return _joined(parts, " | ")


def _all(parts: Iterable[str]) -> str:
    return _joined(parts, " & ")


def _joined(parts: Iterable[str], operator: str) -> str:
    distinct = list(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else f"({operator.join(distinct)})" if distinct else ""
