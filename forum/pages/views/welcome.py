"""The tour of those who are new, and the page on which the team welcomes them."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.policy import get_member_for
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import NotAllowed
from forum.core.viewing import current_viewer
from forum.pages.operations.welcome import end_tour, note_welcome
from forum.pages.policy import may_welcome
from forum.pages.queries.welcome import first_posts
from forum.pages.views.blueprint import blueprint


@blueprint.post("/tour/delete")
@sign_in_required
@limit_write("settings")
def end() -> ResponseReturnValue:
    """End the tour for good."""
    with write_transaction():
        end_tour(actor=current_viewer(), now=clock.now())
    return redirect(url_for("pages.home"), 303)


@blueprint.get("/welcome")
@sign_in_required
def welcome() -> ResponseReturnValue:
    """Show the team who has written for the first time."""
    viewer = current_viewer()
    if not may_welcome(viewer):
        raise NotAllowed(_("This page is for the team."))
    return private(
        make_response(render_template("pages/welcome.html", posts=first_posts(viewer, clock.now())))
    )


@blueprint.post("/welcome/<handle>")
@sign_in_required
@limit_write("manage")
def welcomed(handle: str) -> ResponseReturnValue:
    """Note that a member has been welcomed."""
    viewer = current_viewer()
    with write_transaction():
        member = get_member_for(viewer, handle)
        note_welcome(member.id, actor=viewer, now=clock.now())
        name = member.name
    flash(_("%(name)s is welcomed.", name=name))
    return redirect(url_for("pages.welcome"), 303)
