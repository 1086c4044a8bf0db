"""Giving one of the five answers, and taking one back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.next_page import wanted_page
from forum.accounts.views.guards import sign_in_required
from forum.core.attention import AnswerKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.desk.forms import AnswerForm, PersonaliseForm, RemoveForm, ValueForm
from forum.desk.models import Answer, DeskPicture
from forum.desk.operations.answers import ignore, like_as_team, remove, value
from forum.desk.operations.first_response import mark_complaint, unmark_complaint
from forum.desk.operations.seats import go_past
from forum.desk.operations.tasks import Promise, personalise
from forum.desk.operations.undoing import undo
from forum.desk.operations.wording import first_name_of
from forum.desk.policy import get_answer_for, get_answerable_post_for, get_item_for
from forum.desk.queries.item import answers_to, team
from forum.desk.queries.queue import item_row, neighbour
from forum.desk.queries.round import shown_post
from forum.desk.queries.wording import PICTURE
from forum.desk.views.blueprint import (
    QUEUE,
    ROUND,
    blueprint,
    desk_page,
    item_address,
    team_member,
    wanted_filter,
)
from forum.desk.views.panels import form_for, kinds_for, panel_for, pictures_for
from forum.desk.words import DONE_NAMES, Gift
from forum.discussions.models import Post


@blueprint.route("/posts/<int:post_id>/answers", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def answers(post_id: int) -> ResponseReturnValue:
    """Answer to a post as the team. What will follow is said before it is done."""
    viewer = team_member()
    post = get_answerable_post_for(viewer, post_id)
    kind = _kind(viewer)
    form = form_for(kind, viewer, team(), pictures_for(kind))
    if not form.validate_on_submit():
        return _answer_page(viewer, post, kind, form)
    try:
        with write_transaction():
            post = get_answerable_post_for(viewer, post_id)
            _give(kind, post, form, viewer)
            if form.then.data == ROUND:
                go_past(post, actor=viewer, now=clock.now())
    except Invalid as error:
        if form.errors or set(error.errors) & set(form.data):
            form.refuse(error)
            return _answer_page(viewer, post, kind, form)
        flash(str(error), "warning")
        return redirect(_afterwards(viewer, post, form), 303)
    flash(str(DONE_NAMES[kind]), "good")
    return redirect(_afterwards(viewer, post, form), 303)


@blueprint.post("/desk/answers/<int:answer_id>/delete")
@sign_in_required
@limit_write("moderate")
def take_back(answer_id: int) -> ResponseReturnValue:
    """Take an answer back: what it did is undone."""
    viewer = team_member()
    try:
        with write_transaction():
            undo(get_answer_for(viewer, answer_id), actor=viewer, now=clock.now())
    except Invalid as error:
        flash(str(error), "warning")
    else:
        flash(_("Taken back."), "good")
    return redirect(wanted_page(), 303)


@blueprint.post("/posts/<int:post_id>/complaint")
@sign_in_required
@limit_write("moderate")
def complaint(post_id: int) -> ResponseReturnValue:
    """Mark a post as a complaint that wants a first answer."""
    viewer = team_member()
    try:
        with write_transaction():
            mark_complaint(get_answerable_post_for(viewer, post_id), actor=viewer, now=clock.now())
    except Invalid as error:
        flash(str(error), "warning")
    else:
        flash(_("Marked as a complaint. It comes into the queue when it waits longer than promised."), "good")
    return redirect(wanted_page(), 303)


@blueprint.post("/posts/<int:post_id>/complaint/delete")
@sign_in_required
@limit_write("moderate")
def no_complaint(post_id: int) -> ResponseReturnValue:
    """Say that a post is no complaint after all."""
    viewer = team_member()
    with write_transaction():
        unmark_complaint(get_answerable_post_for(viewer, post_id), actor=viewer, now=clock.now())
    flash(_("This is no complaint any more."), "good")
    return redirect(wanted_page(), 303)


def _kind(viewer: Viewer) -> AnswerKind:
    asked = request.values.get("kind", type=int)
    if asked not in {int(kind) for kind in kinds_for(viewer)}:
        raise NotFound
    return AnswerKind(asked)


def _give(kind: AnswerKind, post: Post, form: AnswerForm, viewer: Viewer) -> Answer:
    item = get_item_for(viewer, form.item_id, locked=True) if form.item_id is not None else None
    if item is not None and item.post_id != post.id:
        raise NotFound
    now = clock.now()
    if isinstance(form, RemoveForm):
        words = form.sentence.data or ""
        return remove(post, reason=form.reason.data, sentence=words, actor=viewer, now=now, item=item)
    if isinstance(form, ValueForm):
        emoji, picture = _mark(form.mark.data or "")
        return value(
            post,
            sentence=form.sentence.data or "",
            emoji=emoji,
            picture=picture,
            actor=viewer,
            now=now,
            item=item,
        )
    if isinstance(form, PersonaliseForm):
        owner = db.session.get_one(Member, form.owner.data)
        promise = Promise(Gift(form.gift.data), owner, form.due_on.data)
        return personalise(post, promise, sentence=form.sentence.data or "", actor=viewer, now=now, item=item)
    given = like_as_team if kind == AnswerKind.LIKE else ignore
    return given(post, actor=viewer, now=now, item=item)


def _mark(chosen: str) -> tuple[str, DeskPicture | None]:
    """Return the emoji, or the picture, that the value of the field means."""
    if not chosen.startswith(PICTURE):
        return chosen, None
    return "", db.session.get(DeskPicture, int(chosen.removeprefix(PICTURE)), populate_existing=True)


def _afterwards(viewer: Viewer, post: Post, form: AnswerForm) -> str:
    if form.then.data == ROUND:
        return url_for("desk.round")
    if form.then.data == QUEUE and form.item_id is not None:
        wanted = wanted_filter()
        row = item_row(form.item_id)
        following = neighbour(viewer, wanted, row, forward=True) if row is not None else None
        return item_address(following, wanted) if following else url_for("desk.queue", **wanted.words)
    return url_for("discussions.permalink", post_id=post.id)


def _answer_page(viewer: Viewer, post: Post, kind: AnswerKind, form: AnswerForm) -> ResponseReturnValue:
    post = get_answerable_post_for(viewer, post.id)
    then = form.then.data or request.args.get("then", "")
    panel = panel_for(
        kind,
        viewer,
        post,
        name=first_name_of(post.author_id),
        people=team(),
        given={row.kind for row in answers_to(post.id) if row.undone_at is None},
        then=then if then in (ROUND, QUEUE) else "",
        item_id=form.item_id,
    )
    if form.errors or form.form_errors:
        form.stand_apart()
        form.kind.data = int(kind)
    return desk_page(
        "desk/answer.html",
        viewer,
        failed=bool(form.errors or form.form_errors),
        post=shown_post(post.id),
        panel=panel,
        form=form if form.errors or form.form_errors else panel.form,
        here=wanted_filter().words,
    )
