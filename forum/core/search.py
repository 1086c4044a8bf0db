"""What a search engine must be able to do, whichever runs: the interface that its backends share.

Everything that decides who finds what stands in `Scope`, made from the database at the moment of the search. A
backend counts, ranks and suggests within it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from flask import Flask, current_app

from forum.core.policy import Viewer
from forum.core.registries import Registry


class Facet(StrEnum):
    """What results can be narrowed by. Categories and authors are named by their numbers, tags by their slugs."""

    CATEGORY = "category"
    KIND = "kind"
    LANGUAGE = "language"
    AUTHOR = "author"
    TAG = "tag"


COUNTED_FACETS = (Facet.CATEGORY, Facet.KIND, Facet.LANGUAGE, Facet.AUTHOR)
MOST_VALUES = 20
"""Of each facet, so many values are counted: those that most posts have."""


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    DATE = "date"


OpeningWords = Callable[[Collection[int]], Mapping[int, str]]
"""Answers, by the numbers of topics, the words that are found with the post that opens each; none where it has none."""

opening_words: Registry[OpeningWords] = Registry("words found with the post that opens a topic")


def register_opening_words(app: Flask, name: str, words: OpeningWords) -> None:
    """Have topics be found, with the posts that open them, by what `words` answers for their numbers as well.

    Whoever enters it has that post indexed when the words change, and gives nothing that its readers may not read.
    """
    opening_words.add(app, name, words)


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One post as the index knows it. `title` is its topic's, empty where not every reader of the post may read it."""

    post_id: int
    topic_id: int
    number: int
    category_id: int
    author_id: int | None
    kind: str
    language: str
    tags: tuple[str, ...]
    created_at: datetime
    is_hidden: bool
    title: str
    text: str

    @property
    def opens_topic(self) -> bool:
        """Whether this is the post that a topic begins with."""
        return self.number == 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word, or several that stand side by side, that texts must have, or with `excluded` must not.

    The last word may be `unfinished`: still being typed, so that any word beginning with it will do.
    """

    words: tuple[str, ...]
    excluded: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """That a post must, or with `excluded` must not, have one of `values`. Without values nothing passes."""

    facet: Facet
    values: frozenset[str]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: every wanted word, every filter, from `after` on and earlier than `before`."""

    wanted: tuple[Wanted, ...] = ()
    filters: tuple[Filter, ...] = ()
    after: datetime | None = None
    before: datetime | None = None
    sort: Sort = Sort.RELEVANCE


@dataclass(frozen=True, slots=True)
class Scope:
    """What one viewer may find at this moment.

    Posts and topics that changed after they were indexed are left out until the index knows them as they are now.
    """

    category_ids: frozenset[int]
    hidden: bool = False
    changed_posts: frozenset[int] = frozenset()
    changed_topics: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """The post of a topic that answers best, and how many `others` of the same topic answer too."""

    post_id: int
    topic_id: int
    score: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of hits, at most one a topic, the counts of all, and how many posts each value of a facet has."""

    hits: Sequence[Hit] = ()
    posts: int = 0
    topics: int = 0
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)


class SearchUnavailable(Exception):
    """There is no index that can be read. It has to be rebuilt, which needs nobody's hand."""


class NoIndexYet(SearchUnavailable):
    """There is none at all, as in a new community and after a backup is put back: nothing is wrong."""


class RebuildRunning(Exception):
    """Somebody is rebuilding the index already."""


Rereader = Callable[[Collection[int]], Sequence[SearchDocument]]
"""Takes numbers of posts; answers the documents of those that belong in the index, as they are now."""


TopicFinder = Callable[[str, Viewer, str], Sequence[int]]
"""Takes words, who asks, and a kind of topic; answers the numbers of topics, the best first."""

_FINDER = "potluck.topic_finder"


def set_topic_finder(app: Flask, finder: TopicFinder) -> None:
    """Have `finder` asked by the rooms that list topics of their own kind."""
    app.extensions[_FINDER] = finder


def topics_found(words: str, viewer: Viewer, kind: str) -> Sequence[int]:
    """Return the topics of `kind` that answer `words` and that `viewer` may find.

    Raises:
        SearchUnavailable: when the index is missing or damaged.
    """
    finder: TopicFinder = current_app.extensions[_FINDER]
    return finder(words, viewer, kind)


class SearchBackend(Protocol):
    """A full-text index over posts. One for each application; used from several threads."""

    def search(
        self,
        query: SearchQuery,
        scope: Scope,
        *,
        limit: int,
        offset: int = 0,
        facets: Sequence[Facet] = COUNTED_FACETS,
    ) -> SearchResults:
        """Return what answers `query` within `scope`, everything found counted by each of `facets`.

        Raises:
            SearchUnavailable: when the index is missing or damaged.
        """
        ...

    def count_words(self, words: Collection[str], scope: Scope) -> Mapping[str, int]:
        """Return in how many posts within `scope` each of the folded `words` stands as it is spelled; none: left out.

        Raises:
            SearchUnavailable: when the index is missing or damaged.
        """
        ...

    def update(self, post_ids: Collection[int], reread: Rereader) -> None:
        """Bring `post_ids` up to date. What is not among the answers of `reread` leaves the index.

        They are read again at the moment of writing, so that the last word wins whatever order updates come in.

        Raises:
            SearchUnavailable: when the index is missing or damaged, and nobody is making it anew.
        """
        ...

    def rebuild(self, post_ids: Iterable[Sequence[int]], reread: Rereader) -> None:
        """Make the index anew from all `post_ids`, given in portions and in order, while the present one is searched.

        Posts that are updated meanwhile keep their last word.

        Raises:
            RebuildRunning: when another process is at it.
        """
        ...

    def check(self) -> None:
        """Look whether the index can be read.

        Raises:
            SearchUnavailable: when it is missing or damaged.
        """
        ...

    def is_rebuilding(self) -> bool:
        """Whether an index is being made at this moment."""
        ...
