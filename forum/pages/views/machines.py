"""What supervisors and robots ask for."""

from __future__ import annotations

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from forum.core.database import db
from forum.core.http import private
from forum.core.settings import get_setting
from forum.core.versions import depend_on
from forum.pages.views.blueprint import blueprint

CLOSED_TO_ROBOTS = (
    "/admin",
    "/bookmarks",
    "/conversations",
    "/desk",
    "/drafts",
    "/editorial",
    "/following",
    "/settings",
    "/sign-in",
    "/sign-up",
    "/recover",
    "/search",
    "/notifications",
    "/moderation",
)


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Tell a supervisor that this process answers and reaches its database; the error page for 503 tells if not."""
    db.session.execute(select(1))
    return private(Response("ok\n", mimetype="text/plain"))


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Tell search engines what is worth reading, and where the list of all of it is."""
    depend_on()
    is_closed = get_setting("site.members_only")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (("/",) if is_closed else CLOSED_TO_ROBOTS))]
    if not is_closed:
        lines += ["", f"Sitemap: {current_app.config['PUBLIC_URL']}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
