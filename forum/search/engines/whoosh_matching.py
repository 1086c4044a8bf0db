"""Which documents of a segment answer a query, as a set, and the postings that speak for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from forum.core.search import Facet, Filter, Scope, SearchQuery
from forum.search.engines.bits import bits_of, ids_of
from forum.search.engines.whoosh_segment import Postings, SegmentView
from forum.search.terms import LANGUAGES_OF_ANALYSIS, Need, need, tag_term

Speaking = dict[str, Postings]
"""Postings by their term."""


@dataclass(slots=True)
class Match:
    """What of one segment answers: the set, and for each wanted part the postings that make its score."""

    view: SegmentView
    readable: int
    bits: int = 0
    speaking: list[Speaking] = field(default_factory=list)


def match(view: SegmentView, alive: int, query: SearchQuery, scope: Scope) -> Match:
    """Return the documents among `alive` that answer `query` within `scope`."""
    found = Match(view, readable(view, alive, scope))
    found.bits = _within_filters(view, found.readable, query)
    positive = [wanted for wanted in query.wanted if not wanted.excluded]
    if positive:
        found.speaking = [{} for _ in positive]
        answers = 0
        for language in LANGUAGES_OF_ANALYSIS:
            answers |= _answers(view, [need(wanted, language) for wanted in positive], found.speaking)
        found.bits &= answers
    for wanted in query.wanted:
        if wanted.excluded:
            for language in LANGUAGES_OF_ANALYSIS:
                unwanted = need(wanted, language)
                found.bits &= ~_own_words(view, unwanted, {}) if unwanted else -1
    return found


def readable(view: SegmentView, alive: int, scope: Scope) -> int:
    """Return the documents among `alive` that are within `scope`."""
    bits = alive
    for category in set(view.facts.facets[Facet.CATEGORY]):
        if int(category) not in scope.category_ids:
            bits &= ~view.where(Facet.CATEGORY, category)
    if not scope.hidden:
        bits &= ~view.hidden
    if scope.changed_posts:
        bits &= ~view.posts_among(scope.changed_posts)
    if scope.changed_topics:
        bits &= ~view.topics_among(scope.changed_topics)
    return bits


def _within_filters(view: SegmentView, bits: int, query: SearchQuery) -> int:
    for each in query.filters:
        passes = reduce(or_, (_having(view, each, value) for value in each.values), 0)
        bits &= ~passes if each.excluded else passes
    if query.after or query.before:
        earliest = query.after.timestamp() if query.after else float("-inf")
        latest = query.before.timestamp() if query.before else float("inf")
        created = enumerate(view.facts.created)
        bits &= bits_of((doc for doc, at in created if earliest <= at < latest), view.size)
    return bits


def _having(view: SegmentView, each: Filter, value: str) -> int:
    if each.facet == Facet.TAG:
        return view.postings(tag_term(value)).bits
    return view.where(each.facet, value)


def _answers(view: SegmentView, needs: Sequence[Need | None], speaking: list[Speaking]) -> int:
    """Return the documents that meet every need in their own words or in the title above, one at least in their own."""
    together, own = -1, 0
    for place, each in enumerate(needs):
        if each is None:
            continue
        in_text = _own_words(view, each, speaking[place])
        together &= in_text | _having_any(view, each.titles, speaking[place])
        own |= in_text
    return together & own


def _own_words(view: SegmentView, each: Need, speaking: Speaking) -> int:
    """Return the documents whose own words meet one need, noting the postings that say so."""
    sets = [_having_any(view, alternatives, speaking) for alternatives in each.steps]
    bits = reduce(and_, sets) if sets else 0
    if len(sets) > 1 and bits:
        bits = _side_by_side(view, each, bits)
    if each.beginning is not None:
        bits |= _having_any(view, view.beginning_with(each.beginning), speaking)
    return bits


def _having_any(view: SegmentView, terms: Iterable[str], speaking: Speaking) -> int:
    bits = 0
    for term in terms:
        postings = speaking[term] = view.postings(term)
        bits |= postings.bits
    return bits


def _side_by_side(view: SegmentView, each: Need, bits: int) -> int:
    """Return those of the documents `bits` in which the steps of a phrase stand at its offsets."""
    candidates = set(ids_of(bits, view.size))
    starts: dict[int, set[int]] | None = None
    for alternatives, offset in zip(each.steps, each.offsets, strict=True):
        here: dict[int, set[int]] = {}
        for term in alternatives:
            for doc, positions in view.positions(term, candidates):
                here.setdefault(doc, set()).update(position - offset for position in positions)
        if starts is None:
            starts = here
        else:
            starts = {doc: met for doc, before in starts.items() if (met := before & here.get(doc, set()))}
        candidates = set(starts)
    return bits_of(candidates, view.size)
