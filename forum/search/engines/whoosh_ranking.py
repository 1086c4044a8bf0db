"""The order of what was found: BM25 over what the reader may read, one hit a topic, and the counts of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import compress
from math import log

from forum.core.search import MOST_VALUES, Facet, Hit, SearchResults, Sort
from forum.search.engines.bits import ids_of, mask_of
from forum.search.engines.whoosh_matching import Match
from forum.search.engines.whoosh_segment import SATURATION

Key = tuple[float, int, int]
"""Score, moment and number of a post: what is compared, and what breaks a tie."""


def rank(
    matches: Sequence[Match], sort: Sort, *, limit: int, offset: int, facets: Sequence[Facet]
) -> SearchResults:
    """Return one page of what was found in all segments together."""
    rarities = _rarities(matches)
    answering = [match for match in matches if match.bits]
    best: dict[int, Key] = {}
    posts_of: Counter[int] = Counter()
    for match in answering:
        facts, size = match.view.facts, match.view.size
        scores = _scores(match, rarities)
        for doc in ids_of(match.bits, size):
            created = facts.created[doc]
            key = (scores[doc] if sort == Sort.RELEVANCE else 0.0, created, facts.post[doc])
            topic = facts.topic[doc]
            if topic not in best or key > best[topic]:
                best[topic] = key
        posts_of.update(compress(facts.topic, mask_of(match.bits, size)))
    page = nlargest(limit + offset, best.items(), key=lambda item: item[1])[offset:]
    return SearchResults(
        hits=[Hit(key[2], topic, round(key[0], 4), posts_of[topic] - 1) for topic, key in page],
        posts=posts_of.total(),
        topics=len(best),
        facets=_counted(answering, facets),
    )


def _rarities(matches: Sequence[Match]) -> list[float]:
    """Return the inverse document frequency of each wanted part, counted among readable posts only."""
    readable = sum(match.readable.bit_count() for match in matches)
    rarities = []
    for place in range(max((len(match.speaking) for match in matches), default=0)):
        having = 0
        for match in matches:
            bits = 0
            for postings in match.speaking[place].values():
                bits |= postings.bits
            having += (bits & match.readable).bit_count()
        rarities.append(log(1 + (readable - having + 0.5) / (having + 0.5)))
    return rarities


def _scores(match: Match, rarities: Sequence[float]) -> list[float]:
    """Return the BM25 score of each document of the segment; what was not found keeps 0."""
    size, norms = match.view.size, match.view.norms
    scores = [0.0] * size
    found = mask_of(match.bits, size)
    for rarity, speaking in zip(rarities, match.speaking, strict=True):
        most = rarity * (SATURATION + 1)
        for postings in speaking.values():
            pairs = zip(postings.ids, postings.weights, strict=True)
            for doc, weight in compress(pairs, map(found.__getitem__, postings.ids)):
                scores[doc] += most * weight / (weight + norms[doc])
    return scores


def _counted(matches: Sequence[Match], facets: Sequence[Facet]) -> Mapping[Facet, Mapping[str, int]]:
    counted: dict[Facet, Counter[str]] = {facet: Counter() for facet in facets}
    for match in matches:
        mask = mask_of(match.bits, match.view.size)
        for facet, counts in counted.items():
            counts.update(compress(match.view.facts.facets[facet], mask))
    return {facet: _most_frequent(counts) for facet, counts in counted.items()}


def _most_frequent(counts: Mapping[str, int]) -> Mapping[str, int]:
    named = ((value, count) for value, count in counts.items() if value)
    return dict(nlargest(MOST_VALUES, named, key=lambda item: (item[1], item[0])))
