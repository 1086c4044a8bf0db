"""Writing a Whoosh index: made anew a segment at a time, or changed post by post."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE, SegmentWriter

from forum.core.search import SearchDocument
from forum.search.engines.whoosh_schema import FACTS, SCHEMA, TERMS, pack_facts
from forum.search.engines.whoosh_snapshot import INDEX_NAME, storage_in
from forum.search.terms import document_terms

SEGMENT_POSTS = 25_000
"""How many posts a new index has in a segment: what is held in memory before it is written."""

MOST_EQUALS = 8
"""So many segments of about one size are merged into one."""

CODEC = W3Codec(blocklimit=1024, compression=1)
Posting = tuple[str, bytes, int, float, bytes]
"""Field, term, document, weight and value, as Whoosh hands them around."""

MergePolicy = Callable[[SegmentWriter, list[Any]], list[Any]]


class TermPool:
    """Holds the postings of a segment by term until it is written.

    Whoosh's own pool sorts every posting, measures it and spills to disk. Sorting the terms alone makes a rebuild a
    third shorter; packed, the postings of `SEGMENT_POSTS` posts take less than a hundred megabytes.
    """

    def __init__(self) -> None:
        self._gathered: dict[tuple[str, bytes], tuple[array[int], array[float], list[bytes]]] = {}

    def add(self, posting: Posting) -> None:
        """Take one posting. Documents come in their order."""
        field, term, document, weight, value = posting
        gathered = self._gathered.get((field, term))
        if gathered is None:
            gathered = self._gathered[field, term] = (array("I"), array("f"), [])
        gathered[0].append(document)
        gathered[1].append(weight)
        gathered[2].append(value)

    def iter_postings(self) -> Iterator[Posting]:
        """Yield all postings in the order of their terms."""
        for field, term in sorted(self._gathered):
            for document, weight, value in zip(*self._gathered[field, term], strict=True):
                yield field, term, document, weight, value

    def cleanup(self) -> None:
        """Let go of what was held."""
        self._gathered.clear()


def create_index(path: Path, documents: Iterable[Sequence[SearchDocument]]) -> None:
    """Make an index of all `documents`, given in portions, in the empty folder `path`."""
    FileIndex.create(storage_in(path), SCHEMA, INDEX_NAME)
    portion: list[SearchDocument] = []
    for batch in documents:
        portion.extend(batch)
        if len(portion) >= SEGMENT_POSTS:
            _write(path, (), portion, NO_MERGE)
            portion = []
    _write(path, (), portion, NO_MERGE)


def change_index(path: Path, *, remove: Collection[int], documents: Sequence[SearchDocument]) -> None:
    """Take the document numbers `remove` from the index in `path` and add `documents`, all at once.

    Each post counts once among `documents`: the same one twice in one commit would stay twice for ever.
    """
    if remove or documents:
        _write(
            path, remove, list({document.post_id: document for document in documents}.values()), _merge_equals
        )


def _write(
    path: Path, remove: Collection[int], documents: Sequence[SearchDocument], merge: MergePolicy
) -> None:
    index = FileIndex(storage_in(path), indexname=INDEX_NAME)
    writer = SegmentWriter(index, compound=False, codec=CODEC)
    writer.pool = TermPool()  # type: ignore[assignment]  # all that a writer asks of a pool
    try:
        for number in remove:
            writer.delete_document(number)
        for document in documents:
            terms = document_terms(document)
            length = sum(len(entry.positions) for entry in terms.values())
            writer.add_document(**{TERMS: terms, FACTS: pack_facts(document, length)})
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge)


def _merge_equals(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of about one size once there are many of them; large ones stay as they are.

    Whoosh's own policy may merge any number of posts within one small change.

    Returns:
        the segments that were not merged.
    """
    sizes: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        sizes[len(str(segment.doc_count_all()))].append(segment)
    merged = [
        segment
        for digits, equals in sizes.items()
        if digits < len(str(SEGMENT_POSTS)) and len(equals) >= MOST_EQUALS
        for segment in equals
    ]
    for segment in merged:
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            writer.add_reader(reader)
    return [segment for segment in segments if segment not in merged]
