"""How a post is laid down in Whoosh: one field of terms with their positions, one record of facts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Any

from whoosh.analysis.tokenizers import IDTokenizer
from whoosh.columns import FixedBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from forum.core.search import Facet, SearchDocument
from forum.search.terms import Entry, is_title_term

TERMS, FACTS = "terms", "facts"
TITLE_WEIGHT = 6.0
"""How many mentions in the text one in the title is worth to the post that opens the topic."""

TITLE_ABOVE_WEIGHT = 0.3
"""And to a reply below it."""

POSITION_TYPE = "I"
NO_POSITIONS = b"-"
"""Whoosh drops empty values, and then cannot merge the segment."""

RECORD = Struct(">qqqqqHB8s40s")


class TermPositions(Format):
    """Each posting carries the positions of its term, packed."""

    posting_size = -1

    def decode_positions(self, value: bytes) -> array[int]:
        """Return the positions that `value` carries."""
        return array(POSITION_TYPE, value)


class TermsField(FieldType):
    """A field that is handed ready terms: what is a term is decided in `forum.search.terms`."""

    def __init__(self) -> None:
        super().__init__(format=TermPositions(), analyzer=IDTokenizer())  # type: ignore[arg-type]  # never asked

    def index(self, value: Mapping[str, Entry], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # type: ignore[override]
        """Yield term, frequency, weight and packed positions of every entry."""
        for term, entry in value.items():
            mentions = len(entry.positions) or 1
            weight = (
                TITLE_ABOVE_WEIGHT if is_title_term(term) else mentions + entry.in_title * (TITLE_WEIGHT - 1)
            )
            places = array(POSITION_TYPE, entry.positions).tobytes() or NO_POSITIONS
            yield term.encode(), mentions, weight, places


SCHEMA = Schema(**{TERMS: TermsField(), FACTS: COLUMN(FixedBytesColumn(RECORD.size))})


def pack_facts(document: SearchDocument, length: int) -> bytes:
    """Return the record of `document`, whose text has `length` terms."""
    return RECORD.pack(
        document.post_id,
        document.topic_id,
        document.category_id,
        document.author_id or 0,
        int(document.created_at.timestamp()),
        min(length, 65_535),
        document.is_hidden,
        document.language.encode()[:8],
        document.kind.encode()[:40],
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """The records of all documents of a segment, one sequence for each fact."""

    post: array[int]
    topic: array[int]
    created: array[int]
    length: array[int]
    hidden: bytes
    facets: Mapping[Facet, list[str]]

    @classmethod
    def unpack(cls, records: bytes) -> Facts:
        """Return the facts that stand in `records`."""
        columns = list(zip(*RECORD.iter_unpack(records), strict=True)) or [()] * 9
        posts, topics, categories, authors, created, lengths, hidden, languages, kinds = columns
        return cls(
            post=array("q", posts),
            topic=array("q", topics),
            created=array("q", created),
            length=array("H", lengths),
            hidden=bytes(hidden),
            facets={
                Facet.CATEGORY: _shared(categories, str),
                Facet.AUTHOR: _shared(authors, lambda author: str(author) if author else ""),
                Facet.LANGUAGE: _shared(languages, _text),
                Facet.KIND: _shared(kinds, _text),
            },
        )


def _text(packed: bytes) -> str:
    return packed.rstrip(b"\0").decode()


def _shared(values: Any, read: Any) -> list[str]:
    """Return `values` as texts, every equal one the same object: there are few of them and many documents."""
    texts = {value: read(value) for value in set(values)}
    return [texts[value] for value in values]
