"""The crisis room: one switch for a place, who does what, the timeline, and the page after it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.gatekeeping.forms import BareForm
from forum.gatekeeping.forms_of_crises import CrisisForm, LessonsForm, SayForm, TaskForm
from forum.gatekeeping.models import Crisis, CrisisTask
from forum.gatekeeping.operations import crises as acts
from forum.gatekeeping.policy import get_crisis_for
from forum.gatekeeping.queries.crises import after_action, all_crises, places_for, tasks_of, team, timeline_of
from forum.gatekeeping.views.blueprint import blueprint, keeper, show


@blueprint.route("/moderation/crises", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def crises() -> ResponseReturnValue:
    """List the crises, and open one."""
    viewer = keeper()
    form = CrisisForm.at(places_for(viewer))
    if form.validate_on_submit():
        try:
            with write_transaction():
                crisis = acts.open_crisis(form.place.data, form.switches(), actor=viewer, now=clock.now())
                crisis_id = crisis.id
            return redirect(url_for("gatekeeping.crisis", crisis_id=crisis_id), 303)
        except Invalid as error:
            form.refuse(error)
    return show("crises.html", form=form, crises=all_crises(), places=dict(places_for(viewer)))


@blueprint.route("/moderation/crises/<int:crisis_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def crisis(crisis_id: int) -> ResponseReturnValue:
    """Show a crisis, and change what it switches on."""
    viewer = keeper()
    row = get_crisis_for(viewer, crisis_id)
    form = CrisisForm.of(row)
    if form.validate_on_submit():
        try:
            with write_transaction():
                switches = form.switches()
                acts.change_crisis(get_crisis_for(viewer, crisis_id), switches, actor=viewer, now=clock.now())
            flash(_("Saved."))
            return redirect(url_for("gatekeeping.crisis", crisis_id=crisis_id), 303)
        except Invalid as error:
            form.refuse(error)
    return _room(viewer, get_crisis_for(viewer, crisis_id), form)


@blueprint.post("/moderation/crises/<int:crisis_id>/delete")
@sign_in_required
@limit_write("moderate")
def close(crisis_id: int) -> ResponseReturnValue:
    """End a crisis."""
    return _act(crisis_id, lambda row, viewer: acts.close_crisis(row, actor=viewer, now=clock.now()))


@blueprint.post("/moderation/crises/<int:crisis_id>/lines")
@sign_in_required
@limit_write("moderate")
def say(crisis_id: int) -> ResponseReturnValue:
    """Add a line to the timeline."""
    words = SayForm().words.data or ""
    return _act(crisis_id, lambda row, viewer: acts.say(row, words, actor=viewer, now=clock.now()))


@blueprint.post("/moderation/crises/<int:crisis_id>/tasks")
@sign_in_required
@limit_write("moderate")
def task(crisis_id: int) -> ResponseReturnValue:
    """Write down who does what."""
    form = TaskForm.among(team())

    def add(row: Crisis, viewer: Viewer) -> None:
        owner = db.session.get(Member, form.owner.data) if form.owner.data else None
        acts.add_task(row, form.task.data or "", owner, actor=viewer, now=clock.now())

    return _act(crisis_id, add)


@blueprint.post("/moderation/crises/<int:crisis_id>/tasks/<int:task_id>/done")
@sign_in_required
@limit_write("moderate")
def done(crisis_id: int, task_id: int) -> ResponseReturnValue:
    """Say that a task is done."""

    def finish(row: Crisis, viewer: Viewer) -> None:
        found = db.session.get(CrisisTask, task_id)
        if found is None or found.crisis_id != row.id:
            raise NotFound
        acts.finish_task(row, found, actor=viewer, now=clock.now())

    return _act(crisis_id, finish)


@blueprint.post("/moderation/crises/<int:crisis_id>/lessons")
@sign_in_required
@limit_write("moderate")
def lessons(crisis_id: int) -> ResponseReturnValue:
    """Write down what was learnt."""
    words = LessonsForm().lessons.data or ""
    return _act(crisis_id, lambda row, viewer: acts.write_lessons(row, words, actor=viewer, now=clock.now()))


def _act(crisis_id: int, act: Callable[[Crisis, Viewer], object]) -> ResponseReturnValue:
    viewer = keeper()
    get_crisis_for(viewer, crisis_id)
    if BareForm().validate_on_submit():
        try:
            with write_transaction():
                act(get_crisis_for(viewer, crisis_id), viewer)
        except Invalid as error:
            flash(str(error), "error")
    return redirect(url_for("gatekeeping.crisis", crisis_id=crisis_id), 303)


def _room(viewer: Viewer, row: Crisis, form: CrisisForm) -> Response:
    now = clock.now()
    return show(
        "crisis.html",
        form=form,
        crisis=row,
        place=dict(places_for(viewer)).get(row.place, ""),
        tasks=tasks_of(row.id),
        timeline=timeline_of(row.id),
        task_form=TaskForm.among(team(), formdata=None),
        say_form=SayForm(formdata=None),
        lessons_form=LessonsForm(formdata=None, lessons=row.lessons),
        figures=after_action(row, now=now),
    )
