"""What was promised to members, how the team answered, and the words to start from."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.views.guards import sign_in_required
from forum.core.attention import AnswerKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.desk.forms import EndForm, TaskForm, TemplateForm
from forum.desk.models import PersonalTask, ReplyTemplate
from forum.desk.operations.tasks import drop_task, finish_task, give_task
from forum.desk.operations.wording import remove_template, save_template
from forum.desk.policy import get_task_for
from forum.desk.queries.history import history as answers_given
from forum.desk.queries.item import team
from forum.desk.queries.tasks import tasks_in
from forum.desk.queries.wording import templates as all_templates
from forum.desk.views.blueprint import blueprint, desk_page, moderator, team_member
from forum.desk.words import TONE_NAMES, TaskState, Tone


@blueprint.get("/desk/tasks")
@sign_in_required
def tasks() -> ResponseReturnValue:
    """List what was promised to members."""
    viewer = team_member()
    asked = request.args.get("state", TaskState.OPEN)
    state = TaskState(asked) if asked in set(TaskState) else TaskState.OPEN
    return desk_page(
        "desk/tasks.html",
        viewer,
        tasks=tasks_in(viewer, state),
        state=state,
        today=clock.now().date(),
    )


@blueprint.route("/desk/tasks/<int:task_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def task(task_id: int) -> ResponseReturnValue:
    """Give a task to somebody else, or more time."""
    viewer, form = team_member(), TaskForm.offering(team())
    found = get_task_for(viewer, task_id)
    if request.method == "GET":
        form.owner.data, form.due_on.data = found.owner_id, found.due_on
    if not form.validate_on_submit():
        return _task_page(viewer, found, form, EndForm())
    try:
        with write_transaction():
            owner = db.session.get_one(Member, form.owner.data)
            give_task(get_task_for(viewer, task_id), owner, form.due_on.data, actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _task_page(viewer, get_task_for(viewer, task_id), form, EndForm())
    return redirect(url_for("desk.tasks"), 303)


@blueprint.post("/desk/tasks/<int:task_id>/end")
@sign_in_required
@limit_write("moderate")
def end_task(task_id: int) -> ResponseReturnValue:
    """Say that a task is done, or will not be."""
    viewer, form = team_member(), EndForm()
    end = drop_task if form.dropped.data else finish_task
    try:
        with write_transaction():
            end(
                get_task_for(viewer, task_id),
                outcome=form.outcome.data or "",
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return _task_page(viewer, get_task_for(viewer, task_id), TaskForm.offering(team()), form)
    flash(_("Done."), "good")
    return redirect(url_for("desk.tasks"), 303)


@blueprint.get("/desk/history")
@sign_in_required
def history() -> ResponseReturnValue:
    """Show how the team answered, by kind, moderator and week."""
    viewer = moderator()
    return desk_page(
        "desk/history.html", viewer, history=answers_given(now=clock.now()), kinds=list(AnswerKind)
    )


@blueprint.get("/desk/templates")
@sign_in_required
def templates() -> ResponseReturnValue:
    """List the words to start from."""
    viewer = team_member()
    return desk_page(
        "desk/templates.html",
        viewer,
        templates=all_templates(),
        tone_names={str(key): name for key, name in TONE_NAMES.items()},
    )


@blueprint.route("/desk/templates/new", methods=["GET", "POST"], defaults={"template_id": None})
@blueprint.route("/desk/templates/<int:template_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("manage")
def template(template_id: int | None) -> ResponseReturnValue:
    """Write words to start from."""
    viewer = team_member()
    kept = db.session.get(ReplyTemplate, template_id) if template_id is not None else None
    if template_id is not None and kept is None:
        raise NotFound
    form = TemplateForm(obj=kept)
    if form.validate_on_submit():
        try:
            with write_transaction():
                save_template(
                    db.session.get(ReplyTemplate, template_id) if template_id is not None else None,
                    kind=AnswerKind(form.kind.data),
                    language=form.language.data,
                    tone=Tone(form.tone.data),
                    name=form.name.data or "",
                    text=form.text.data or "",
                    actor=viewer,
                    now=clock.now(),
                )
            return redirect(url_for("desk.templates"), 303)
        except Invalid as error:
            form.refuse(error)
    return desk_page(
        "desk/template.html",
        viewer,
        failed=bool(form.errors or form.form_errors),
        form=form,
        template_id=template_id,
    )


@blueprint.post("/desk/templates/<int:template_id>/delete")
@sign_in_required
@limit_write("manage")
def delete_template(template_id: int) -> ResponseReturnValue:
    """Forget words to start from."""
    viewer = team_member()
    with write_transaction():
        remove_template(template_id, actor=viewer)
    return redirect(url_for("desk.templates"), 303)


def _task_page(viewer: Viewer, found: PersonalTask, form: TaskForm, end_form: EndForm) -> ResponseReturnValue:
    failed = any(each.errors or each.form_errors for each in (form, end_form))
    return desk_page(
        "desk/task.html",
        viewer,
        failed=failed,
        task=found,
        form=form,
        end_form=end_form,
    )
