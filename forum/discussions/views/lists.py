"""Lists of topics, each with one order that its page says in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext as _l

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.http import private
from forum.core.pagination import KeyPage
from forum.core.policy import NotFound
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries import topic_lists
from forum.discussions.queries.reading import mark_unread
from forum.discussions.queries.topic_rows import TopicRow
from forum.discussions.views.blueprint import asked_mark, blueprint

PERIODS: dict[str, tuple[LazyString, timedelta | None]] = {
    "day": (_l("Today"), timedelta(days=1)),
    "week": (_l("7 days"), timedelta(days=7)),
    "month": (_l("30 days"), timedelta(days=30)),
    "year": (_l("A year"), timedelta(days=365)),
    "all": (_l("All time"), None),
}
USUAL_PERIOD = "week"

NAMES: dict[str, LazyString] = {
    "latest": _l("Latest"),
    "new": _l("New"),
    "top": _l("Top"),
    "unanswered": _l("Unanswered"),
    "unread": _l("Unread"),
}
ORDERS: dict[str, LazyString] = {
    "latest": _l("Topics with the most recent reply first."),
    "new": _l("Topics that were begun last come first."),
    "top": _l("Topics begun in this time, those with the most likes first. Nothing else counts."),
    "unanswered": _l("Open questions without an accepted answer, those with the most recent reply first."),
    "unread": _l("Topics you have opened before, with posts that are new to you. Most recent reply first."),
}


@blueprint.get("/latest")
def latest() -> ResponseReturnValue:
    """List topics by their last activity."""
    depend_on(LATEST)
    return answer_list("latest", topic_lists.latest_topics(current_viewer(), asked_mark()))


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    """List topics by when they were begun."""
    depend_on(LATEST)
    return answer_list("new", topic_lists.new_topics(current_viewer(), asked_mark()))


@blueprint.get("/unanswered")
def unanswered() -> ResponseReturnValue:
    """List questions that wait for an answer."""
    depend_on(LATEST)
    return answer_list("unanswered", topic_lists.unanswered_questions(current_viewer(), asked_mark()))


@blueprint.get("/unread")
@sign_in_required
def unread() -> ResponseReturnValue:
    """List topics in which something is new to this member."""
    return answer_list("unread", topic_lists.unread_topics(current_viewer(), asked_mark()))


@blueprint.get("/top")
def top() -> ResponseReturnValue:
    """List topics by likes, over a period."""
    depend_on(LATEST)
    period = request.args.get("period", USUAL_PERIOD)
    if period not in PERIODS:
        raise NotFound
    length = PERIODS[period][1]
    since = clock.now() - length if length else None
    periods = [(label, _period_address(key), key == period) for key, (label, _) in PERIODS.items()]
    page = topic_lists.top_topics(current_viewer(), since, asked_mark())
    return answer_list("top", page, periods=periods, here=_period_address(period))


def _period_address(period: str) -> str:
    return url_for("discussions.top", period=None if period == USUAL_PERIOD else period)


def answer_list(name: str, page: KeyPage[TopicRow], *, here: str = "", **more: Any) -> ResponseReturnValue:
    """Return the page of the list `name`; `here` is its address without a place in it."""
    viewer = current_viewer()
    mark_unread(viewer, page.items)
    here = here or url_for(f"discussions.{name}")
    answer = make_response(
        render_template(
            "discussions/list.html",
            name=name,
            title=NAMES[name],
            order=ORDERS[name],
            lists=list_tabs(name),
            rows=page.items,
            first_href=here if asked_mark() else None,
            older_href=older_address(here, page.older),
            **more,
        )
    )
    return private(answer) if viewer.is_authenticated else answer


def list_tabs(current: str) -> list[tuple[LazyString, str, bool]]:
    """Return the ways between the lists; what is unread is for members."""
    shown = [name for name in NAMES if name != "unread" or current_viewer().is_authenticated]
    return [(NAMES[name], url_for(f"discussions.{name}"), name == current) for name in shown]


def older_address(here: str, mark: str | None) -> str | None:
    """Return the address of the next page of a list at `here`, which begins after `mark`; None at its end."""
    return f"{here}{'&' if '?' in here else '?'}before={mark}" if mark else None
