"""The members' directory."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.pagination import KeyPage
from forum.core.policy import NotFound
from forum.core.viewing import current_viewer
from forum.pages.operations.welcome import show_presence
from forum.pages.queries.directory import Listed, here, most_helpful, newest
from forum.pages.queries.presence import shows_presence
from forum.pages.views.blueprint import blueprint

KINDS = ("newest", "here", "helpful")


@blueprint.get("/members")
def members() -> ResponseReturnValue:
    """List members: the newest, those who are here and say so, or those whose answers helped."""
    kind, mark = request.args.get("kind", KINDS[0]), request.args.get("before")
    if kind not in KINDS:
        raise NotFound
    page = _page(kind, mark)
    titles = {"newest": _("Newest"), "here": _("Here now"), "helpful": _("Helped most this month")}
    orders = {
        "newest": _("Who joined last stands first."),
        "here": _(
            "Members who were active within the last 15 minutes and chose to be seen. Nobody else is listed."
        ),
        "helpful": _(
            "Counted are answers of the last 30 days that were accepted by whoever asked, "
            "in topics that everybody may read. Nothing else counts."
        ),
    }
    shorter = titles | {"helpful": _("Helped most")}
    tabs = [
        (title, url_for("pages.members", kind=None if key == "newest" else key), key == kind)
        for key, title in shorter.items()
    ]
    viewer = current_viewer()
    older = url_for("pages.members", before=page.older) if page.older else None
    answer = make_response(
        render_template(
            "pages/members.html",
            kind=kind,
            tabs_shown=tabs,
            title=titles[kind],
            order=orders[kind],
            members=page.items,
            first_href=url_for("pages.members") if mark else None,
            older_href=older,
            is_shown=shows_presence(viewer) if kind == "here" and viewer.is_authenticated else None,
        )
    )
    return private(answer) if viewer.is_authenticated else answer


@blueprint.post("/members/presence")
@sign_in_required
@limit_write("settings")
def presence() -> ResponseReturnValue:
    """Let others see when this member is here."""
    return _set_presence(True, _("Others can see when you are here now."))


@blueprint.post("/members/presence/delete")
@sign_in_required
@limit_write("settings")
def no_presence() -> ResponseReturnValue:
    """Let nobody see it."""
    return _set_presence(False, _("Nobody sees any more when you are here."))


def _set_presence(shows: bool, said: str) -> ResponseReturnValue:
    with write_transaction():
        show_presence(shows, actor=current_viewer())
    flash(said)
    return redirect(url_for("pages.members", kind="here"), 303)


def _page(kind: str, mark: str | None) -> KeyPage[Listed]:
    if kind == "newest":
        return newest(mark)
    now = clock.now()
    return KeyPage(here(now) if kind == "here" else most_helpful(now))
