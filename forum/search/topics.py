"""Which topics answer some words: for rooms below that list topics of their own kind by more than words."""

from __future__ import annotations

from collections.abc import Sequence

from forum.core.policy import Viewer
from forum.core.search import Facet
from forum.search.asking import Asked, understand
from forum.search.engine import search_backend
from forum.search.scope import scope_of

MOST = 500


def find_topic_ids(text: str, viewer: Viewer, kind: str) -> Sequence[int]:
    """Return the topics of `kind` that answer best and that `viewer` may find, at most `MOST`.

    Raises:
        SearchUnavailable: when the index is missing or damaged.
    """
    understood = understand(Asked(text, chosen=((Facet.KIND, kind),)), viewer)
    if understood.problems:
        return ()
    results = search_backend().search(understood.query, scope_of(viewer), limit=MOST, facets=())
    return [hit.topic_id for hit in results.hits]
