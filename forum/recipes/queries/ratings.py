"""What one viewer gave, what all gave, and the average by which creations are ordered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Float, SQLColumnExpression, bindparam, cast, select

from forum.core.database import AnySelect
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Post, PostState
from forum.recipes.models import Creation, Rating

KNOWN = "potluck.rating"
PRIOR_COUNT = 5
PRIOR_STARS = 3.5
"""A creation is ordered as if five people had given it 3.5 stars before anybody did: one five-star rating does not
outrun fifty of 4.8. The pages say so."""


@dataclass(frozen=True, slots=True)
class RatingState:
    """What the stars below a creation show to one viewer. `own` are the stars that this viewer gave, or 0."""

    topic_id: int
    count: int
    sum: int
    own: int
    is_own: bool
    stands: bool

    @property
    def average(self) -> float | None:
        """The mean of all stars."""
        return self.sum / self.count if self.count else None

    @property
    def bayesian(self) -> float:
        """The average by which creations are ordered."""
        return bayesian_average(self.sum, self.count)


def bayesian_average(stars: int, count: int) -> float:
    """Return the average with the prior that all creations begin with."""
    return (PRIOR_COUNT * PRIOR_STARS + stars) / (PRIOR_COUNT + count)


def bayesian_column() -> SQLColumnExpression[Any]:
    """Return the same average in SQL."""
    stars = cast(Creation.rating_sum, Float)
    return (PRIOR_COUNT * PRIOR_STARS + stars) / (PRIOR_COUNT + Creation.rating_count)


def remember_rating(state: RatingState) -> None:
    """Let `load_ratings` know what the page has just read of its creation, for this viewer."""
    request.environ[KNOWN] = state


def load_ratings(viewer: Viewer, topic_ids: Sequence[int]) -> Mapping[int, RatingState]:
    """Return the stars below creations whose posts the viewer reads on this page, in one statement."""
    if viewer.id is None or not topic_ids:
        return {}
    known: RatingState | None = request.environ.pop(KNOWN, None) if has_request_context() else None
    if known is not None and list(topic_ids) == [known.topic_id]:
        return {known.topic_id: known}
    rows = fetch(_ratings(), viewer, topic_ids=list(topic_ids))
    return {
        row.topic_id: RatingState(
            row.topic_id,
            row.rating_count,
            row.rating_sum,
            row.stars or 0,
            row.author_id == viewer.id,
            row.state == PostState.VISIBLE,
        )
        for row in rows
    }


@cache
def _ratings() -> AnySelect:
    return (
        select(
            Creation.topic_id,
            Creation.rating_count,
            Creation.rating_sum,
            Rating.stars,
            Post.author_id,
            Post.state,
        )
        .join(Post, (Post.topic_id == Creation.topic_id) & (Post.number == 1))
        .outerjoin(Rating, (Rating.topic_id == Creation.topic_id) & (Rating.member_id == ASKING.own_id))
        .where(Creation.topic_id.in_(bindparam("topic_ids", expanding=True)), Post.visible_to(ASKING))
    )
