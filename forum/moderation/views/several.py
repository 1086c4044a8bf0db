"""Hiding several posts in one act, and undoing it in one."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required
from wtforms.fields.choices import SelectChoice

from forum.accounts.policy import get_member_for
from forum.core.clock import clock
from forum.core.database import db
from forum.core.limits import limit_write
from forum.core.pagination import decode_mark
from forum.core.policy import NotFound, Viewer
from forum.discussions.policy import get_topic_for
from forum.moderation import operations
from forum.moderation.forms import HidingForm, PeriodForm, TopicHidingForm
from forum.moderation.models import HidingAct
from forum.moderation.operations import Why
from forum.moderation.queries import hidings as queries
from forum.moderation.views.blueprint import a_moderator, blueprint
from forum.moderation.views.doing import done, tried

EXCERPT = 80


@blueprint.route("/topics/<int:topic_id>/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide_topic(topic_id: int) -> ResponseReturnValue:
    """Hide a whole topic, or several of its posts."""
    viewer = a_moderator()
    topic = get_topic_for(viewer, topic_id)
    form = _topic_form(topic_id, viewer)

    def act() -> None:
        again = get_topic_for(viewer, topic_id)
        if form.posts.data:
            operations.hide_posts(form.posts.data, _why(form), topic=again, actor=viewer, now=clock.now())
        else:
            operations.hide_topic(again, _why(form), actor=viewer, now=clock.now())

    if done(form, act, _("The posts are hidden. Their authors were told why.")):
        return redirect(url_for("moderation.acts"), 303)
    return render_template("moderation/hide_topic.html", form=form, topic=topic), form.status


@blueprint.route("/members/<handle>/posts/hiding", methods=["GET", "POST"])
@login_required
@limit_write("moderate")
def hide_all_by(handle: str) -> ResponseReturnValue:
    """Hide everything that a member wrote in a period."""
    viewer = a_moderator()
    member = get_member_for(viewer, handle)
    form = PeriodForm()
    form.reason.choices = HidingForm.with_reasons().reason.choices

    def act() -> None:
        since, until = form.period()
        operations.hide_all_by(
            get_member_for(viewer, handle),
            _why(form),
            since=since,
            until=until,
            actor=viewer,
            now=clock.now(),
        )

    if done(form, act, _("The posts are hidden. Their author was told why.")):
        return redirect(url_for("moderation.acts"), 303)
    return render_template("moderation/hide_period.html", form=form, member=member), form.status


@blueprint.get("/moderation/acts")
@login_required
def acts() -> ResponseReturnValue:
    """List the acts that hid several posts, the newest first."""
    a_moderator()
    mark = decode_mark(request.args.get("before"), 1)
    before_id = mark[0] if mark and isinstance(mark[0], int) else None
    return render_template("moderation/acts.html", page=queries.page_of_acts(before_id=before_id))


@blueprint.post("/moderation/acts/<int:act_id>/delete")
@login_required
@limit_write("moderate")
def undo_act(act_id: int) -> ResponseReturnValue:
    """Show again all that one act hid."""
    viewer = a_moderator()

    def undo() -> None:
        act = db.session.get(HidingAct, act_id)
        if act is None:
            raise NotFound
        operations.undo_act(act, actor=viewer, now=clock.now())

    tried(undo, _("The posts are shown again."))
    return redirect(url_for("moderation.acts"), 303)


def _topic_form(topic_id: int, viewer: Viewer) -> TopicHidingForm:
    form = TopicHidingForm()
    form.reason.choices = HidingForm.with_reasons().reason.choices
    former = _("Former member")
    form.posts.choices = [
        SelectChoice(row.id, f"#{row.number} {row.author_name or former}: {row.text[:EXCERPT]}")
        for row in queries.choices_in_topic(topic_id, viewer.own_id)
    ]
    form.posts.validate_choice = False
    return form


def _why(form: HidingForm) -> Why:
    return Why(form.reason.data, note=form.note.data or "", message=form.message.data or "")
