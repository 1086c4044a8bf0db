"""The blueprint of this room, and what its pages have in common."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from forum.accounts.forms import RoomForm
from forum.core.http import private
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.gatekeeping.policy import require_keeper

blueprint = Blueprint("gatekeeping", __name__)

PAGES = (
    (_l("Word rules"), "gatekeeping.words", ("gatekeeping.word",)),
    (_l("Spam check"), "gatekeeping.spam", ()),
    (_l("Crisis room"), "gatekeeping.crises", ("gatekeeping.crisis",)),
    (_l("Causes"), "gatekeeping.causes", ("gatekeeping.cause",)),
)
"""Label, page, and the pages that belong to it."""


def keeper() -> Viewer:
    """Return who looks, if they look after the community.

    Raises:
        NotAllowed: otherwise.
    """
    viewer = current_viewer()
    require_keeper(viewer)
    return viewer


def door_tabs() -> list[tuple[str, str, bool]]:
    """Return label and address of each page for moderators, and whether it is the present one."""
    return [
        (str(label), url_for(page), request.endpoint == page or request.endpoint in below)
        for label, page, below in PAGES
    ]


def show(template: str, *, form: RoomForm | None = None, **shown: Any) -> Response:
    """Return a page that no cache keeps; with 422 where something in its form was not accepted."""
    failed = form is not None and bool(form.errors or form.form_errors)
    page = render_template(f"gatekeeping/{template}", form=form, door_tabs=door_tabs, **shown)
    return private(make_response(page, 422 if failed else 200))
