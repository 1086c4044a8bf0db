"""Rings and bursts of likes, for moderators: the evidence, and one reasoned act that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.badges.models import LikeFinding
from forum.badges.operations.findings import discount_finding, leave_be, lift_finding
from forum.badges.queries.suspicions import suspicions
from forum.badges.views.badges import blueprint
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed, NotFound, Viewer
from forum.core.viewing import current_viewer


@blueprint.get("/moderation/likes", defaults={"judged": False})
@blueprint.get("/moderation/likes/judged", defaults={"judged": True})
@login_required
def likes(judged: bool) -> ResponseReturnValue:
    """List what was found."""
    _moderator()
    return render_template("badges/suspicions.html", found=suspicions(judged=judged), judged=judged)


@blueprint.post("/moderation/likes/<int:finding_id>/discount")
@login_required
@limit_write("moderate")
def discount(finding_id: int) -> ResponseReturnValue:
    """Have the likes of a finding count no more."""

    def act(finding: LikeFinding, viewer: Viewer, reason: str) -> None:
        discount_finding(finding, reason=reason, actor=viewer, now=clock.now())

    return _judge(finding_id, act, _("These likes do not count any more."))


@blueprint.post("/moderation/likes/<int:finding_id>/discount/delete")
@login_required
@limit_write("moderate")
def lift(finding_id: int) -> ResponseReturnValue:
    """Have them count again."""

    def act(finding: LikeFinding, viewer: Viewer, reason: str) -> None:
        lift_finding(finding, because=reason, actor=viewer, now=clock.now())

    return _judge(finding_id, act, _("These likes count again."))


@blueprint.post("/moderation/likes/<int:finding_id>/dismissal")
@login_required
@limit_write("moderate")
def dismiss(finding_id: int) -> ResponseReturnValue:
    """Leave the likes be."""

    def act(finding: LikeFinding, viewer: Viewer, reason: str) -> None:
        leave_be(finding, because=reason, actor=viewer, now=clock.now())

    return _judge(finding_id, act, _("These likes are left as they are."))


def _judge(
    finding_id: int, act: Callable[[LikeFinding, Viewer, str], None], done: str
) -> ResponseReturnValue:
    viewer = _moderator()
    try:
        with write_transaction():
            finding = db.session.get(LikeFinding, finding_id, with_for_update=True)
            if finding is None:
                raise NotFound
            act(finding, viewer, request.form.get("reason", ""))
        flash(done)
    except Invalid as error:
        flash(str(error), "warning")
    return redirect(url_for("badges.likes", judged=False), 303)


def _moderator() -> Viewer:
    viewer = current_viewer()
    if not viewer.may_moderate:
        raise NotAllowed(_("Only moderators may do this."))
    return viewer
