"""A member's own badges: how far they are, what came with them, and having seen a new one."""

from __future__ import annotations

from flask import current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from forum.badges.operations.awards import note_seen
from forum.badges.operations.thanks import make_invitation
from forum.badges.queries.progress import progress_of, thanks_for
from forum.badges.queries.shown import load_profile
from forum.badges.views.badges import blueprint
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.http import wants_fragment
from forum.core.limits import limit_write
from forum.core.viewing import current_viewer

INVITATION_LINK = "badge_invitation_link"


@blueprint.get("/settings/badges")
@login_required
def own() -> ResponseReturnValue:
    """Show what this member holds, what came with it, and how far they are with the rest."""
    viewer = current_viewer()
    return render_template(
        "badges/own.html",
        progress=progress_of(viewer),
        thanks=thanks_for(viewer.own_id),
        held=load_profile(viewer, [viewer.own_id]).get(viewer.own_id, ()),
        link=session.pop(INVITATION_LINK, None),
    )


@blueprint.post("/badges/seen")
@login_required
@limit_write("settings")
def seen() -> ResponseReturnValue:
    """Note that this member has seen what they were given."""
    with write_transaction():
        note_seen(actor=current_viewer(), now=clock.now())
    return "" if wants_fragment() else redirect(url_for("badges.own"), 303)


@blueprint.post("/badges/awards/<int:award_id>/invitation")
@login_required
@limit_write("settings")
def invitation(award_id: int) -> ResponseReturnValue:
    """Make the invitation that came with a badge; its link is shown once."""
    with write_transaction():
        token = make_invitation(award_id, actor=current_viewer(), now=clock.now())
    session[INVITATION_LINK] = current_app.config["PUBLIC_URL"] + url_for("accounts.invited", token=token)
    return redirect(url_for("badges.own"), 303)
