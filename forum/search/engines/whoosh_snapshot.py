"""The present Whoosh index, opened for reading and kept as long as nobody touches its files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from forum.core.search import SearchUnavailable
from forum.search.engines.bits import bits_of
from forum.search.engines.whoosh_files import Stamp, sealed, stamps, verify
from forum.search.engines.whoosh_segment import SegmentView

INDEX_NAME = "MAIN"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """An index as it stood at one moment: its segments, and which of their documents were not deleted."""

    path: Path
    stamps: Mapping[str, Stamp]
    views: dict[str, SegmentView]
    alive: dict[str, int]

    def __iter__(self) -> Iterator[tuple[SegmentView, int]]:
        return ((view, self.alive[name]) for name, view in self.views.items())

    def numbers_of(self, post_ids: frozenset[int]) -> Iterator[int]:
        """Yield the document numbers of the posts `post_ids`, as Whoosh counts over all segments."""
        base = 0
        for view, alive in self:
            for doc, post_id in enumerate(view.facts.post):
                if post_id in post_ids and alive >> doc & 1:
                    yield base + doc
            base += view.size


def storage_in(path: Path) -> FileStorage:
    """Return how Whoosh reads and writes `path`. Never by memory map: a file cut short would end the process."""
    return FileStorage(str(path), supports_mmap=False)


class SnapshotKeeper:
    """Opens the present index and keeps it until it changes. Not for several threads at once."""

    def __init__(self, current: Callable[[], Path]) -> None:
        self._current = current
        self._kept: Snapshot | None = None

    def present(self) -> Snapshot:
        """Return the index as it stands now.

        Raises:
            SearchUnavailable: when it is missing or damaged.
        """
        try:
            return self._present()
        except FileNotFoundError:
            log.debug("a file went while the index was opened: a writer was at it, or the index is damaged")
        try:
            return self._present()
        except FileNotFoundError as error:
            raise SearchUnavailable("a file of the index is gone") from error

    def forget(self) -> None:
        """Let go of what was opened, so that it is opened and looked over again."""
        if self._kept is not None:
            for view in self._kept.views.values():
                view.close()
            self._kept = None

    def _present(self) -> Snapshot:
        path = self._current()
        found = stamps(path)
        kept = self._kept
        if kept is not None and (kept.path, kept.stamps) == (path, found):
            return kept
        fresh = _open(path, found, kept if kept is not None and kept.path == path else None)
        self._kept = None
        if kept is not None:
            for name, view in kept.views.items():
                if fresh.views.get(name) is not view:
                    view.close()
        self._kept = fresh
        return fresh


def _open(path: Path, found: Mapping[str, Stamp], before: Snapshot | None) -> Snapshot:
    """Return the index in `path`, whose files have the stamps `found`, with what of it was open `before`."""
    storage, known = storage_in(path), before.stamps if before else {}
    verify(path, (name for name in found if name.endswith(".toc") and known.get(name) != found[name]))
    segments = {segment.segment_id(): segment for segment in _read_toc(storage).segments}
    files = {name for name in {*found, *sealed(path)} if _segment_of(name) in segments}
    touched = {name for name in files if name not in known or known[name] != found.get(name)}
    verify(path, touched)
    kept = {name: view for name, view in before.views.items() if name in segments} if before else {}
    for name in {_segment_of(name) for name in touched}:
        kept.pop(name, None)
    views = {name: kept.get(name) or _open_segment(storage, segment) for name, segment in segments.items()}
    alive = {
        name: ((1 << view.size) - 1) & ~bits_of(segments[name].deleted_docs(), view.size)
        for name, view in views.items()
    }
    return Snapshot(path, found, views, alive)


def _segment_of(file_name: str) -> str:
    return file_name.partition(".")[0]


def _read_toc(storage: FileStorage) -> Any:
    try:
        return TOC.read(storage, INDEX_NAME)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise SearchUnavailable("the table of contents cannot be read") from error


def _open_segment(storage: FileStorage, segment: object) -> SegmentView:
    """Return a view of `segment`. What is damaged before it could be sealed fails in any way it likes."""
    try:
        return SegmentView(storage, segment)
    except FileNotFoundError:
        raise
    except Exception as error:
        raise SearchUnavailable("a segment cannot be read") from error
