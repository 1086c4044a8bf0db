"""Posts made up for search engines, without a database behind them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from forum.core.search import Filter, Scope, SearchBackend, SearchDocument, SearchQuery, SearchResults, Sort
from forum.search.syntax import parse

KITCHEN, CELLAR, STAFF = 1, 2, 9
EVERYBODY = Scope(category_ids=frozenset({KITCHEN, CELLAR}))
MODERATOR = Scope(category_ids=frozenset({KITCHEN, CELLAR, STAFF}), hidden=True)
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


class Shelf:
    """Posts, and an engine that indexes them."""

    def __init__(self, engine: SearchBackend) -> None:
        self.engine = engine
        self.posts: dict[int, SearchDocument] = {}

    def put(self, text: str, **facts: object) -> SearchDocument:
        """Add a post: by default a reply, in English, in the kitchen, in a topic of its own without a title."""
        number = len(self.posts) + 1
        usual = SearchDocument(
            post_id=number,
            topic_id=1000 + number,
            number=2,
            category_id=KITCHEN,
            author_id=1,
            kind="discussion",
            language="en",
            tags=(),
            created_at=NOON + timedelta(hours=number),
            is_hidden=False,
            title="",
            text=text,
        )
        post = replace(usual, **facts)  # type: ignore[arg-type]  # the facts are named by each test
        self.posts[post.post_id] = post
        return post

    def reread(self, post_ids: Collection[int]) -> list[SearchDocument]:
        return [self.posts[post_id] for post_id in post_ids if post_id in self.posts]

    def index(self) -> None:
        """Make the index of all posts."""
        numbers = sorted(self.posts)
        self.engine.rebuild([numbers[at : at + 7] for at in range(0, len(numbers), 7)], self.reread)

    def update(self, *post_ids: int) -> None:
        self.engine.update(post_ids, self.reread)

    def find(
        self,
        text: str,
        *filters: Filter,
        scope: Scope = EVERYBODY,
        sort: Sort = Sort.RELEVANCE,
        unfinished: bool = False,
        limit: int = 50,
        offset: int = 0,
    ) -> SearchResults:
        parsed = parse(text, time_zone=UTC, unfinished=unfinished)
        query = SearchQuery(tuple(parsed.wanted), filters, parsed.after, parsed.before, sort)
        return self.engine.search(query, scope, limit=limit, offset=offset)

    def found(self, text: str, *filters: Filter, **how: object) -> list[int]:
        """Return the numbers of the posts found, in order."""
        return [hit.post_id for hit in self.find(text, *filters, **how).hits]  # type: ignore[arg-type]  # passed on
