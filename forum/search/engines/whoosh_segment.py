"""One segment of a Whoosh index, read: posting lists and facts, kept as sets that can be combined quickly.

Whoosh's own matchers walk documents one by one in Python. At 100,000 posts a common word with counts by category then
takes a third of a second (see docs/performance.md); here posting lists are read once, kept, and met as whole sets.
A segment never changes, so neither does what is kept. Which of its documents were deleted is for the caller to know.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Any

from whoosh.filedb.filestore import Storage

from forum.core.search import Facet
from forum.search.engines.bits import bits_of
from forum.search.engines.whoosh_schema import FACTS, SCHEMA, TERMS, Facts, TermPositions

KEPT_TERMS = 2_000
MOST_BEGINNINGS = 25
"""How many words an unfinished word is taken for: those that most posts have."""

TYPICAL_LENGTH = 80.0
LENGTH_SHARE = 0.4
SATURATION = 1.2
"""BM25's b and k1 (Robertson & Zaragoza, 2009). Lengths are measured against a fixed typical one, so that a score
depends on nothing that its reader may not read."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents of one term, with the weight of the term in each."""

    ids: array[int]
    weights: array[float]
    bits: int


NOTHING = Postings(array("I"), array("f"), 0)


class SegmentView:
    """What can be asked of one segment. Not for several threads at once."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        codec = segment.codec()
        self._terms = codec.terms_reader(storage, segment)
        self._documents = codec.per_document_reader(storage, segment)
        self._format = TermPositions()
        self.size: int = segment.doc_count_all()
        column = self._documents.column_reader(FACTS, SCHEMA[FACTS].column_type)
        self.facts = Facts.unpack(b"".join(column))
        self.hidden = bits_of(compress(range(self.size), self.facts.hidden), self.size)
        self.norms = [
            SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / TYPICAL_LENGTH)
            for length in self.facts.length
        ]
        self._kept: OrderedDict[str, Postings] = OrderedDict()
        self.where = lru_cache(maxsize=200)(self._where)
        self.beginning_with = lru_cache(maxsize=500)(self._beginning_with)

    def postings(self, term: str) -> Postings:
        """Return the documents that have `term`."""
        kept = self._kept.get(term)
        if kept is None:
            kept = self._kept[term] = self._read(term)
            if len(self._kept) > KEPT_TERMS:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(term)
        return kept

    def _read(self, term: str) -> Postings:
        matcher = self._matcher(term)
        if matcher is None:
            return NOTHING
        ids, weights = array("I"), array("f")
        while matcher.is_active():
            ids.append(matcher.id())
            weights.append(matcher.weight())
            matcher.next()
        return Postings(ids, weights, bits_of(ids, self.size))

    def positions(self, term: str, wanted: Collection[int]) -> Iterator[tuple[int, array[int]]]:
        """Yield the positions of `term` in each of the `wanted` documents that has it."""
        matcher = self._matcher(term)
        if matcher is None:
            return
        for doc in sorted(wanted):
            matcher.skip_to(doc)
            if not matcher.is_active():
                return
            if matcher.id() == doc:
                yield doc, self._format.decode_positions(matcher.value())

    def has(self, term: str) -> bool:
        """Whether any document has `term`."""
        return (TERMS, term.encode()) in self._terms

    def _matcher(self, term: str) -> Any:
        key = (TERMS, term.encode())
        return self._terms.matcher(*key, self._format) if key in self._terms else None

    def _beginning_with(self, beginning: str) -> list[str]:
        """Return the terms that begin with `beginning` and stand in most documents."""
        prefix = beginning.encode()
        counted: list[tuple[int, bytes]] = []
        for field, term in self._terms.terms_from(TERMS, prefix):
            if field != TERMS or not term.startswith(prefix):
                break
            counted.append((self._terms.doc_frequency(TERMS, term), term))
        return [term.decode() for _, term in sorted(counted, reverse=True)[:MOST_BEGINNINGS]]

    def _where(self, facet: Facet, value: str) -> int:
        """Return the set of documents whose `facet` is `value`."""
        values = self.facts.facets[facet]
        return bits_of((doc for doc, each in enumerate(values) if each == value), self.size)

    def posts_among(self, post_ids: Collection[int]) -> int:
        """Return the set of documents of the posts `post_ids`."""
        return bits_of(compress(range(self.size), map(post_ids.__contains__, self.facts.post)), self.size)

    def topics_among(self, topic_ids: Collection[int]) -> int:
        """Return the set of documents of the topics `topic_ids`."""
        return bits_of(compress(range(self.size), map(topic_ids.__contains__, self.facts.topic)), self.size)

    def close(self) -> None:
        """Let go of the files."""
        self._terms.close()
        self._documents.close()
