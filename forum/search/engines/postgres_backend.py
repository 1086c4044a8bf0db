"""Search in the database itself, by PostgreSQL's full text: one table of terms under a GIN index.

Words are analysed in Python like everywhere else, so that the database's dictionaries and extensions are not needed
and both engines find the same posts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, select, text
from sqlalchemy.dialects.postgresql import insert

from forum.core.search import (
    COUNTED_FACETS,
    MOST_VALUES,
    Facet,
    Hit,
    NoIndexYet,
    RebuildRunning,
    Rereader,
    Scope,
    SearchDocument,
    SearchQuery,
    SearchResults,
)
from forum.search.engines import postgres_statements as statements
from forum.search.engines.postgres_statements import POSTS, TOPICS, document
from forum.search.engines.tsquery import vector
from forum.search.terms import document_terms

WRITE_LOCK, REBUILD_LOCK = 1_347_379_796, 1_347_379_797
"""Advisory locks: held by whoever writes, and by whoever rebuilds."""


class PostgresBackend:
    """A `SearchBackend` in the table `search_document` of the database behind `engine`.

    It writes over connections of its own, and reads over those that `reading` gives: within a request, the request's.
    """

    def __init__(
        self, engine: Engine, reading: Callable[[], AbstractContextManager[Connection]] | None = None
    ) -> None:
        self._engine = engine
        self._reading = reading or engine.connect

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
        with self._reading() as connection:
            counted = list(connection.execute(statements.counts(query, scope, facets)))
            found = connection.execute(statements.hits(query, scope, limit=limit, offset=offset)).all()
            if not found:
                _require_rows(connection)
        totals = {what: number for what, value, number in counted if what in (POSTS, TOPICS)}
        return SearchResults(
            hits=[Hit(row.post_id, row.topic_id, round(row.score, 4), row.answers - 1) for row in found],
            posts=totals[POSTS],
            topics=totals[TOPICS],
            facets={facet: _values(counted, facet) for facet in facets},
        )

    def count_words(self, words: Collection[str], scope: Scope) -> Mapping[str, int]:
        """See `SearchBackend.count_words`."""
        if not words:
            return {}
        with self._reading() as connection:
            return {word: count for word, count in connection.execute(statements.word_counts(words, scope))}

    def check(self) -> None:
        """See `SearchBackend.check`."""
        with self._reading() as connection:
            _require_rows(connection)

    def is_rebuilding(self) -> bool:
        """See `SearchBackend.is_rebuilding`."""
        held = text(
            "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND objid = :key AND datname = current_database())"
        )
        with self._reading() as connection:
            return bool(connection.scalar(held, {"key": REBUILD_LOCK}))

    def update(self, post_ids: Collection[int], reread: Rereader) -> None:
        """See `SearchBackend.update`."""
        with self._writing() as connection:
            if not self.is_rebuilding():
                _require_rows(connection)
            _replace(connection, post_ids, reread(post_ids))

    def rebuild(self, post_ids: Iterable[Sequence[int]], reread: Rereader) -> None:
        """See `SearchBackend.rebuild`. Here every portion is brought up to date in its place.

        In the end the database looks at what is there, or it would choose its ways blindly until it does so by itself.
        """
        with self._rebuilding():
            last = 0
            for portion in post_ids:
                with self._writing() as connection:
                    between = document.c.post_id.between(last + 1, portion[-1])
                    connection.execute(delete(document).where(between, document.c.post_id.not_in(portion)))
                    _replace(connection, portion, reread(portion))
                last = portion[-1]
            with self._writing() as connection:
                connection.execute(delete(document).where(document.c.post_id > last))
                connection.execute(text("ANALYZE search_document"))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Be the only one who writes, until the end of a transaction."""
        with self._engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            yield connection

    @contextmanager
    def _rebuilding(self) -> Iterator[None]:
        with self._engine.connect() as connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": REBUILD_LOCK}):
                raise RebuildRunning
            connection.commit()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": REBUILD_LOCK})
                connection.commit()


def _require_rows(connection: Connection) -> None:
    if not connection.scalar(select(exists(select(document.c.post_id)))):
        raise NoIndexYet("the index is empty")


def _replace(connection: Connection, post_ids: Collection[int], documents: Sequence[SearchDocument]) -> None:
    rows = {document.post_id: _row(document) for document in documents}
    connection.execute(delete(document).where(document.c.post_id.in_([*post_ids])))
    if rows:
        connection.execute(insert(document), list(rows.values()))


def _row(post: SearchDocument) -> dict[str, Any]:
    return {
        "post_id": post.post_id,
        "topic_id": post.topic_id,
        "category_id": post.category_id,
        "author_id": post.author_id,
        "kind": post.kind,
        "language": post.language,
        "created_at": post.created_at,
        "is_hidden": post.is_hidden,
        "terms": vector(document_terms(post)),
    }


def _values(counted: Iterable[Any], facet: str) -> Mapping[str, int]:
    named = [(value, number) for what, value, number in counted if what == facet and value not in ("", "0")]
    return dict(named[:MOST_VALUES])
