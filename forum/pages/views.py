"""The home page, the legal pages, and what machines ask for."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from forum.core.clock import clock
from forum.core.database import db
from forum.core.http import private
from forum.core.i18n import current_language, localized
from forum.core.markup.render import render
from forum.core.policy import NotFound
from forum.core.settings import get_setting
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.front_page import front_page
from forum.discussions.queries.reading import mark_unread
from forum.pages.queries import newest_members

MEMBERS_SHOWN = 6
CLOSED_TO_ROBOTS = (
    "/settings",
    "/sign-in",
    "/sign-up",
    "/recover",
    "/search",
    "/notifications",
    "/moderation",
)

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Show the life of the community."""
    depend_on(LATEST)
    viewer = current_viewer()
    topics = front_page(viewer, clock.now(), current_language())
    mark_unread(viewer, topics.rows)
    answer = make_response(
        render_template(
            "pages/home.html",
            topics=topics,
            members=newest_members(MEMBERS_SHOWN),
            shelves=[shelf for shelf in shelves().for_viewer(viewer) if shelf.parent_id is None],
            description=localized(get_setting("site.description")),
            invitation=localized(get_setting("site.invitation")),
        )
    )
    return private(answer) if viewer.is_authenticated else answer


@blueprint.get("/charter")
def charter() -> ResponseReturnValue:
    """Show the rules of the community."""
    return _legal_page(_("Charter"), "site.charter")


@blueprint.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Show what is kept about members."""
    return _legal_page(_("Privacy"), "site.privacy")


def _legal_page(title: str, key: str) -> ResponseReturnValue:
    """Return a text of the brand.

    Raises:
        NotFound: while the brand has written none.
    """
    depend_on()
    source = localized(get_setting(key))
    if not source:
        raise NotFound
    body = Markup(render(source).html)  # noqa: S704 - sanitised by the markup room
    return render_template("pages/legal.html", title=title, body=body)


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Tell a supervisor that this process answers and reaches its database; the error page for 503 tells if not."""
    db.session.execute(select(1))
    return private(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Tell search engines what is worth reading."""
    depend_on()
    closed = ("/",) if get_setting("site.members_only") else CLOSED_TO_ROBOTS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
