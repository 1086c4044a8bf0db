"""One search from beginning to end, the same for the page, the list below the search field and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import exists, select

from forum.core.database import db
from forum.core.pagination import NumberedPages
from forum.core.policy import Viewer
from forum.core.search import COUNTED_FACETS, SearchResults, SearchUnavailable
from forum.discussions.models import Post
from forum.search.asking import Asked, Understood, understand
from forum.search.engine import search_backend
from forum.search.hits import HitRow, hit_rows
from forum.search.scope import scope_of
from forum.search.spelling import better_spelling

PAGE_SIZE = 20
LAST_PAGE = 50
"""Nobody pages further by hand; whoever would is helped more by another word."""


class Outcome(StrEnum):
    """What came of a search."""

    NOT_ASKED = "not asked"
    NOT_UNDERSTOOD = "not understood"
    REBUILDING = "rebuilding"
    NOTHING = "nothing"
    FOUND = "found"


@dataclass(slots=True)
class Found:
    """What came of a search, and what there is to show."""

    asked: Asked
    outcome: Outcome
    understood: Understood
    results: SearchResults = field(default_factory=SearchResults)
    rows: Sequence[HitRow] = ()
    meant: str | None = None
    is_rebuilding: bool = False

    @property
    def pages(self) -> NumberedPages:
        """The pages over all topics found."""
        return NumberedPages(self.asked.page, min(self.results.topics, LAST_PAGE * PAGE_SIZE), PAGE_SIZE)


def find(asked: Asked, viewer: Viewer, *, limit: int = PAGE_SIZE, briefly: bool = False) -> Found:
    """Return what `viewer` finds.

    Args:
        asked: what they ask for.
        viewer: who asks. Everything found, counted and suggested is what they may read at this moment.
        limit: how many topics a page has.
        briefly: without counts by facet, and without looking for another spelling when little is found.
    """
    understood = understand(asked, viewer)
    if understood.is_empty:
        return Found(asked, Outcome.NOT_ASKED, understood)
    if understood.problems:
        return Found(asked, Outcome.NOT_UNDERSTOOD, understood)
    try:
        return _find(asked, understood, viewer, limit, briefly)
    except SearchUnavailable:
        there_is_something = db.session.scalar(select(exists(select(Post.id))))
        return Found(asked, Outcome.REBUILDING if there_is_something else Outcome.NOTHING, understood)


def _find(asked: Asked, understood: Understood, viewer: Viewer, limit: int, briefly: bool) -> Found:
    backend, scope, query = search_backend(), scope_of(viewer), understood.query
    offset, facets = (asked.page - 1) * limit, () if briefly else COUNTED_FACETS
    results = backend.search(query, scope, limit=limit, offset=offset, facets=facets)
    rows = hit_rows(results.hits, viewer, query.wanted)
    meant = None
    if not briefly and not asked.unfinished:
        meant = better_spelling(asked.text, query, results.posts, backend=backend, scope=scope)
    outcome = Outcome.FOUND if results.posts else Outcome.NOTHING
    return Found(asked, outcome, understood, results, rows, meant, backend.is_rebuilding())
