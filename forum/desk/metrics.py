"""What the desk counts for badges: contributions that the brand values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l, ngettext
from sqlalchemy import Select, func, select

from forum.core.attention import AnswerKind
from forum.core.metrics import Change, Metric, Scope, register_metric
from forum.desk.events import PostUnvalued, PostValued
from forum.desk.models import Answer
from forum.discussions.events import PostHidden, PostPurged, PostUnhidden, PostWithdrawn
from forum.discussions.metrics import contributions
from forum.discussions.models import Post

VALUED = "valued-by-the-brand"
Event = PostValued | PostUnvalued | PostHidden | PostUnhidden | PostWithdrawn | PostPurged
IN_FORCE = (Answer.kind == AnswerKind.VALUE, Answer.undone_at.is_(None))


def _unit(number: int) -> str:
    return str(ngettext("%(num)d valued contribution", "%(num)d valued contributions", number))


def _tally(scope: Scope, subjects: Sequence[int] | None) -> Select[Any]:
    author = Post.author_id
    found = contributions(scope, author.label("subject"), author.label("member"), func.count().label("value"))
    found = found.join(Answer, Answer.post_id == Post.id).where(*IN_FORCE).group_by(author)
    return found if subjects is None else found.where(author.in_(subjects))


def _moments(scope: Scope, thresholds: Sequence[int], subjects: Sequence[int]) -> Select[Any]:
    place = func.row_number().over(partition_by=Post.author_id, order_by=(Answer.at, Answer.id))
    numbered = (
        contributions(scope, Post.author_id.label("subject"), place.label("threshold"), Answer.at.label("at"))
        .join(Answer, Answer.post_id == Post.id)
        .where(*IN_FORCE, Post.author_id.in_(subjects))
        .subquery()
    )
    columns = numbered.c
    return select(columns.subject, columns.threshold, columns.at).where(columns.threshold.in_(thresholds))


def _changed(event: Event) -> Change | None:
    return Change((event.author_id,), event.at) if event.author_id is not None else None


def init_app(app: Flask) -> None:
    """Enter the metric."""
    kinds = (PostValued, PostUnvalued, PostHidden, PostUnhidden, PostWithdrawn, PostPurged)
    register_metric(
        app,
        Metric(
            VALUED,
            _l("Contributions valued by the brand"),
            _unit,
            per_contribution=False,
            tally=_tally,
            moments=_moments,
            events=dict.fromkeys(kinds, _changed),
            order=30,
        ),
    )
