"""All polls: a list by state, and a feed."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.http import private
from forum.core.viewing import current_viewer
from forum.polls.listing import Which, polls_for
from forum.polls.views.blueprint import blueprint

ATOM = "application/atom+xml; charset=utf-8"


@blueprint.get("/polls")
def index() -> ResponseReturnValue:
    """List polls, the newest first."""
    which = _which(request.args.get("state", ""))
    before = request.args.get("before", type=int)
    page = polls_for(current_viewer(), which, before)
    here = url_for("polls.index", state=which.value)
    names = ((Which.OPEN, _("Open")), (Which.CLOSED, _("Ended")), (Which.ALL, _("All")))
    return private(
        make_response(
            render_template(
                "polls/index.html",
                page=page,
                filters=[
                    (name, url_for("polls.index", state=each.value), each is which) for each, name in names
                ],
                newer_href=here if before else None,
                older_href=f"{here}&before={page.older}" if page.older else None,
            )
        )
    )


@blueprint.get("/polls/feed.atom")
def feed() -> ResponseReturnValue:
    """Give the newest polls as Atom (RFC 4287). No feed says how votes stand."""
    rows = polls_for(current_viewer(), Which.ALL).rows
    text = render_template(
        "polls/feed.xml",
        rows=rows,
        site=current_app.config["PUBLIC_URL"],
        updated=max((row.changed_at for row in rows), default=None),
    )
    return private(Response(text, content_type=ATOM))


def _which(value: str) -> Which:
    try:
        return Which(value)
    except ValueError:
        return Which.OPEN
