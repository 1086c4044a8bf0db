"""The questions that are put to the PostgreSQL index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Select,
    Table,
    any_,
    cast as sql_cast,
    desc,
    distinct,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TEXT, TSQUERY, distinct_on

from forum.core.search import MOST_VALUES, Facet, Filter, Scope, SearchQuery, Sort
from forum.search.engines import tsquery
from forum.search.models import IndexedPost
from forum.search.terms import tag_term, word_term

document = cast(Table, IndexedPost.__table__)
COLUMNS: dict[Facet, ColumnElement[Any]] = {
    Facet.CATEGORY: document.c.category_id,
    Facet.KIND: document.c.kind,
    Facet.LANGUAGE: document.c.language,
    Facet.AUTHOR: func.coalesce(document.c.author_id, 0),
}
WEIGHTS = [0.1, 0.1, 0.1, 1.0]
"""What a mention in the text (the first) and one in the title (the last) count in `ts_rank`."""

BY_LENGTH = 1
"""`ts_rank` divides by the logarithm of a text's length."""

POSTS, TOPICS = "posts", "topics"


def hits(query: SearchQuery, scope: Scope, *, limit: int, offset: int) -> Select[Any]:
    """Return the statement for one page of hits: topic, best post, its score and how many posts of the topic answer."""
    posts = document.c
    wanted = tsquery.ranking_query(query.wanted)
    score: ColumnElement[float] = literal(0.0, Float)
    if query.sort == Sort.RELEVANCE and wanted:
        weights = literal(WEIGHTS, ARRAY(REAL))
        score = func.ts_rank(sql_cast(weights, ARRAY(REAL)), posts.terms, _as_query(wanted), BY_LENGTH)
    found = (
        select(posts.topic_id, posts.post_id, posts.created_at, score.label("score"))
        .where(*answering(query, scope))
        .cte("found")
    )
    best = (
        select(found, func.count().over(partition_by=found.c.topic_id).label("answers"))
        .ext(distinct_on(found.c.topic_id))
        .order_by(found.c.topic_id, *_best_first(found.c))
        .subquery("best")
    )
    return select(best).order_by(*_best_first(best.c)).limit(limit).offset(offset)


def counts(query: SearchQuery, scope: Scope, facets: Sequence[Facet]) -> Any:
    """Return the statement for the counts of everything found: what is counted, its value, how many posts have it."""
    found = (
        select(document.c.topic_id, *(COLUMNS[facet].label(facet) for facet in facets))
        .where(*answering(query, scope))
        .cte("found")
    )
    posts = func.count().label("posts")
    of_all = [
        select(literal(POSTS), literal(""), posts).select_from(found),
        select(literal(TOPICS), literal(""), func.count(distinct(found.c.topic_id))).select_from(found),
    ]
    of_each = [
        select(literal(str(facet)), sql_cast(found.c[facet], TEXT), posts)
        .group_by(found.c[facet])
        .order_by(desc("posts"), desc(found.c[facet]))
        .limit(MOST_VALUES + 1)
        .subquery()
        for facet in facets
    ]
    return union_all(*of_all, *(select(each) for each in of_each))


def word_counts(words: Collection[str], scope: Scope) -> Select[Any]:
    """Return the statement for the number of posts in which each of `words` stands.

    The words are two parameters, not a row each: hundreds of spellings are asked for, and writing out a statement with
    as many rows took six times as long as its answer. Each is counted by itself, along the index: joined, all posts
    were compared with all words (13 s at 100,000 posts) where the database knew nothing of the table yet.
    """
    asked = (
        func.unnest(
            literal(list(words), ARRAY(TEXT)),
            literal([tsquery.lexeme(word_term(word)) for word in words], ARRAY(TEXT)),
        )
        .table_valued("word", "term")
        .render_derived(name="asked")
    )
    holds = document.c.terms.op("@@")(sql_cast(asked.c.term, TSQUERY))
    counted = (
        select(func.count().label("posts")).select_from(document).where(holds, *readable(scope)).lateral()
    )
    return select(asked.c.word, counted.c.posts).join(counted, true()).where(counted.c.posts > 0)


def answering(query: SearchQuery, scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions under which a post answers `query` within `scope`."""
    conditions = readable(scope) + [_passes(each) for each in query.filters]
    if query.after:
        conditions.append(document.c.created_at >= query.after)
    if query.before:
        conditions.append(document.c.created_at < query.before)
    wanted = tsquery.query(query.wanted)
    if wanted is None:
        conditions.append(false())
    elif wanted:
        conditions.append(_has(wanted))
    return conditions


def readable(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions under which a post is within `scope`."""
    conditions: list[ColumnElement[bool]] = [document.c.category_id.in_(sorted(scope.category_ids))]
    if not scope.hidden:
        conditions.append(document.c.is_hidden.is_(False))
    for where, changed in (
        (document.c.post_id, scope.changed_posts),
        (document.c.topic_id, scope.changed_topics),
    ):
        if changed:
            conditions.append(~(where == any_(literal(sorted(changed), ARRAY(Integer)))))
    return conditions


def _passes(each: Filter) -> ColumnElement[bool]:
    if each.facet == Facet.TAG:
        passes = or_(false(), *(_has(tsquery.lexeme(tag_term(value))) for value in each.values))
    elif each.facet in (Facet.CATEGORY, Facet.AUTHOR):
        passes = COLUMNS[each.facet].in_([int(value) for value in each.values])
    else:
        passes = COLUMNS[each.facet].in_(each.values)
    return ~passes if each.excluded else passes


def _has(query: str) -> ColumnElement[bool]:
    return document.c.terms.op("@@", is_comparison=True)(_as_query(query))


def _as_query(query: str) -> ColumnElement[Any]:
    return sql_cast(literal(query, TEXT), TSQUERY)


def _best_first(columns: Any) -> tuple[ColumnElement[Any], ...]:
    return desc(columns.score), desc(columns.created_at), desc(columns.post_id)
