"""The blueprint of the desk, and what its pages have in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from forum.core.clock import clock
from forum.core.http import private
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.desk.policy import may_moderate, require_moderator, require_team
from forum.desk.queries.filters import Filter
from forum.desk.queries.item import last_answer

blueprint = Blueprint("desk", __name__)

UNDO_OFFERED_FOR = timedelta(minutes=10)
ROUND, QUEUE = "round", "queue"


def team_member() -> Viewer:
    """Return the viewer, who is of the team.

    Raises:
        NotAllowed: for all others.
    """
    viewer = current_viewer()
    require_team(viewer)
    return viewer


def moderator() -> Viewer:
    """Return the viewer, who moderates.

    Raises:
        NotAllowed: for all others.
    """
    viewer = current_viewer()
    require_moderator(viewer)
    return viewer


def wanted_filter() -> Filter:
    """Return the part of the queue that the address asks for."""
    return Filter.wanted(request.args)


def desk_page(template: str, viewer: Viewer, *, failed: bool = False, **shown: Any) -> Response:
    """Return a page of the desk, with what its viewer did last, so that it can be taken back."""
    now = clock.now()
    page = render_template(
        template,
        viewer=viewer,
        now=now,
        moderates=may_moderate(viewer),
        last=last_answer(viewer, since=now - UNDO_OFFERED_FOR),
        **shown,
    )
    return private(make_response(page, 422 if failed else 200))


def item_address(item_id: int, wanted: Filter) -> str:
    """Return the address of an item within the part of the queue that is worked through."""
    return url_for("desk.item", item_id=item_id, **wanted.words)
