"""The list of notices, opening and choosing among them, and unsubscribing from a mail."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.notices import notice_kinds
from forum.core.pagination import decode_mark
from forum.core.policy import NotFound
from forum.core.room import csrf
from forum.core.viewing import current_viewer
from forum.notifications import operations, queries
from forum.notifications.unsubscribing import read_token

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/notifications")
@login_required
def listing() -> ResponseReturnValue:
    """Show what this member was told."""
    key = decode_mark(request.args.get("before"), 2)
    page = queries.page_of_notices(current_viewer(), before=_position(key) if key else None)
    return render_template("notifications/list.html", page=page)


@blueprint.post("/notifications/<int:notification_id>/opening")
@login_required
@limit_write("settings")
def opening(notification_id: int) -> ResponseReturnValue:
    """Mark a notice as read and lead to what it speaks of."""
    with write_transaction():
        notice = operations.open_notice(notification_id, actor=current_viewer(), now=clock.now())
        post_id, topic_id = notice.post_id, notice.topic_id
        kind, data = notice_kinds.get(notice.kind), notice.data
    if kind is not None and kind.address is not None:
        return redirect(kind.address(data), 303)
    if post_id:
        return redirect(url_for("discussions.permalink", post_id=post_id), 303)
    if topic_id:
        return redirect(url_for("discussions.topic", topic_id=topic_id), 303)
    return redirect(url_for("notifications.listing"), 303)


@blueprint.post("/notifications/reading")
@login_required
@limit_write("settings")
def reading() -> ResponseReturnValue:
    """Mark everything as read."""
    with write_transaction():
        operations.read_all(actor=current_viewer(), now=clock.now())
    return redirect(url_for("notifications.listing"), 303)


@blueprint.route("/settings/notifications", methods=["GET", "POST"])
@login_required
@limit_write("settings")
def choices() -> ResponseReturnValue:
    """Let a member choose what they want to be told, and how."""
    viewer = current_viewer()
    if request.method == "POST":
        with write_transaction():
            for kind in notice_kinds:
                if not kind.mandatory:
                    operations.choose(
                        viewer.own_id,
                        kind.key,
                        page=f"page-{kind.key}" in request.form,
                        mail=f"mail-{kind.key}" in request.form,
                    )
        flash(_("Your choices are saved."))
        return redirect(url_for("notifications.choices"), 303)
    return render_template("notifications/choices.html", choices=queries.choices_of(viewer.own_id))


@blueprint.route("/unsubscribe/<token>", methods=["GET", "POST"])
@csrf.exempt
@limit_write("settings")
def unsubscribe(token: str) -> ResponseReturnValue:
    """Stop mail of one kind. Opening the address changes nothing; the button, or a mail program's own, does."""
    known = read_token(token)
    kind = notice_kinds.get(known[1]) if known else None
    if known is None or kind is None or kind.mandatory:
        raise NotFound
    if request.method == "POST":
        with write_transaction():
            page = next(page for each, page, _mail in queries.choices_of(known[0]) if each.key == kind.key)
            operations.choose(known[0], kind.key, page=page, mail=False)
        return render_template("notifications/unsubscribed.html", kind=kind, done=True)
    return render_template("notifications/unsubscribed.html", kind=kind, done=False)


def _position(key: list[object]) -> tuple[datetime, int] | None:
    try:
        return datetime.fromisoformat(str(key[0])), int(str(key[1]))
    except ValueError:
        return None
