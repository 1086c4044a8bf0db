"""Search in a folder of this machine, by Whoosh. One process writes at a time; any number read."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from pickle import UnpicklingError
from threading import Lock
from typing import TypeVar

from whoosh.reading import CorruptIndexError

from forum.core.search import (
    COUNTED_FACETS,
    Facet,
    Rereader,
    Scope,
    SearchQuery,
    SearchResults,
    SearchUnavailable,
)
from forum.search.engines.whoosh_files import seal
from forum.search.engines.whoosh_folder import IndexFolder
from forum.search.engines.whoosh_matching import match, readable
from forum.search.engines.whoosh_ranking import rank
from forum.search.engines.whoosh_snapshot import Snapshot, SnapshotKeeper
from forum.search.engines.whoosh_writing import change_index, create_index
from forum.search.terms import word_term

DAMAGE = (CorruptIndexError, EOFError, OSError, UnpicklingError, struct.error, zlib.error)

log = logging.getLogger(__name__)
T = TypeVar("T")


class WhooshBackend:
    """A `SearchBackend` in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self._folder = IndexFolder(root)
        self._keeper = SnapshotKeeper(self._folder.current)
        self._turn = Lock()

    def search(
        self,
        query: SearchQuery,
        scope: Scope,
        *,
        limit: int,
        offset: int = 0,
        facets: Sequence[Facet] = COUNTED_FACETS,
    ) -> SearchResults:
        """See `SearchBackend.search`."""

        def answer(snapshot: Snapshot) -> SearchResults:
            matches = [match(view, alive, query, scope) for view, alive in snapshot]
            return rank(matches, query.sort, limit=limit, offset=offset, facets=facets)

        return self._read(answer)

    def count_words(self, words: Collection[str], scope: Scope) -> Mapping[str, int]:
        """See `SearchBackend.count_words`."""

        def answer(snapshot: Snapshot) -> Mapping[str, int]:
            counts: dict[str, int] = {}
            for view, alive in snapshot:
                known = [word for word in words if view.has(word_term(word))]
                within = readable(view, alive, scope) if known else 0
                for word in known:
                    found = (view.postings(word_term(word)).bits & within).bit_count()
                    counts[word] = counts.get(word, 0) + found
            return {word: count for word, count in counts.items() if count}

        return self._read(answer)

    def check(self) -> None:
        """See `SearchBackend.check`."""
        self._read(lambda snapshot: None)

    def is_rebuilding(self) -> bool:
        """See `SearchBackend.is_rebuilding`."""
        return self._folder.is_rebuilding()

    def update(self, post_ids: Collection[int], reread: Rereader) -> None:
        """See `SearchBackend.update`."""
        with self._folder.writing():
            if self._folder.is_rebuilding():
                self._folder.note_changed(post_ids)
            try:
                old = self._read(lambda snapshot: list(snapshot.numbers_of(frozenset(post_ids))))
            except SearchUnavailable:
                if self._folder.is_rebuilding():
                    return
                raise
            path = self._folder.current()
            change_index(path, remove=old, documents=reread(post_ids))
            seal(path)

    def rebuild(self, post_ids: Iterable[Sequence[int]], reread: Rereader) -> None:
        """See `SearchBackend.rebuild`."""
        with self._folder.rebuilding():
            with self._folder.writing():
                self._folder.take_changed()
            path = self._folder.new()
            create_index(path, (reread(portion) for portion in post_ids))
            with self._folder.writing():
                self._catch_up(path, reread)
                seal(path)
                self._folder.publish(path)

    def _catch_up(self, path: Path, reread: Rereader) -> None:
        """Bring what changed during a rebuild into the new index."""
        changed = frozenset(self._folder.take_changed())
        if changed:
            new = SnapshotKeeper(lambda: path).present()
            change_index(path, remove=list(new.numbers_of(changed)), documents=reread(changed))

    def _read(self, answer: Callable[[Snapshot], T]) -> T:
        """Return what `answer` says of the present index.

        A file that fails once may have been replaced under our hands; one that fails twice is damaged.
        """
        with self._turn:
            try:
                return answer(self._keeper.present())
            except DAMAGE as error:
                log.info("reading the index once more after: %r", error)
                self._keeper.forget()
            try:
                return answer(self._keeper.present())
            except DAMAGE as error:
                self._keeper.forget()
                raise SearchUnavailable("the index cannot be read") from error
