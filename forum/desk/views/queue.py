"""The queue and its items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.accounts.next_page import wanted_page
from forum.accounts.views.guards import sign_in_required
from forum.core.attention import AnswerKind, sources_in_order
from forum.core.clock import clock
from forum.core.database import AnyRow, db, write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.desk.forms import AssignForm, HoldForm, NoteForm, SentenceForm
from forum.desk.models import DeskItem
from forum.desk.operations import care
from forum.desk.operations.acts import perform
from forum.desk.operations.answers import leave
from forum.desk.operations.seats import use_shortcuts
from forum.desk.policy import get_item_for
from forum.desk.queries.filters import Order
from forum.desk.queries.item import author_facts, cause_of, moderators, notes_of, others_at
from forum.desk.queries.queue import counts, item_row, neighbour, page_of_queue, with_causes
from forum.desk.queries.round import shown_post
from forum.desk.views.blueprint import (
    QUEUE,
    blueprint,
    desk_page,
    item_address,
    moderator,
    team_member,
    wanted_filter,
)
from forum.desk.views.panels import panels_for
from forum.desk.words import State


@blueprint.get("/desk")
@sign_in_required
def queue() -> ResponseReturnValue:
    """List what needs a human, what was promised first at the top."""
    viewer = moderator()
    wanted = wanted_filter()
    page = page_of_queue(viewer, wanted, now=clock.now(), after=request.args.get("after"))
    more = url_for("desk.queue", **wanted.words, after=page.after) if page.after else None
    return desk_page(
        "desk/queue.html",
        viewer,
        page=page,
        wanted=wanted,
        orders=list(Order),
        counts=counts(viewer),
        sources=sources_in_order(),
        more=more,
    )


@blueprint.get("/desk/items/<int:item_id>")
@sign_in_required
def item(item_id: int) -> ResponseReturnValue:
    """Show one item with everything that can be done about it."""
    return _item_page(moderator(), item_id)


@blueprint.post("/desk/items/<int:item_id>/claim")
@sign_in_required
@limit_write("moderate")
def claim(item_id: int) -> ResponseReturnValue:
    """Work on an item, so that colleagues see it and do not act on it."""
    take_over = "take_over" in request.form
    return _changed(
        item_id, lambda item, viewer, now: care.claim(item, actor=viewer, now=now, take_over=take_over)
    )


@blueprint.post("/desk/items/<int:item_id>/claim/delete")
@sign_in_required
@limit_write("moderate")
def release(item_id: int) -> ResponseReturnValue:
    """Let go of an item."""
    return _changed(item_id, lambda item, viewer, now: care.release(item, actor=viewer, now=now))


@blueprint.post("/desk/items/<int:item_id>/assignee")
@sign_in_required
@limit_write("moderate")
def assign(item_id: int) -> ResponseReturnValue:
    """Give an item to a moderator."""
    viewer = moderator()
    form = AssignForm.offering(moderators(), None)
    if not form.validate_on_submit():
        return _item_page(viewer, item_id, assign_form=form)

    def give(item: DeskItem, viewer: Viewer, now: datetime) -> None:
        chosen = db.session.get(Member, form.assignee.data) if form.assignee.data else None
        care.assign(item, chosen, actor=viewer, now=now)

    return _changed(item_id, give)


@blueprint.post("/desk/items/<int:item_id>/hold")
@sign_in_required
@limit_write("moderate")
def hold(item_id: int) -> ResponseReturnValue:
    """Let an item sleep until a day."""
    viewer, form = moderator(), HoldForm()
    if not form.validate_on_submit():
        return _item_page(viewer, item_id, hold_form=form)
    until = datetime.combine(form.until.data, time(6), UTC)
    try:
        with write_transaction():
            chosen = get_item_for(viewer, item_id, locked=True)
            care.hold(chosen, until=until, because=form.because.data, actor=viewer, now=clock.now())
    except Invalid as error:
        form.refuse(error)
        return _item_page(viewer, item_id, hold_form=form)
    flash(_("It comes back on that day, or when something new is said about it."), "good")
    return _to_next(viewer, item_id)


@blueprint.post("/desk/items/<int:item_id>/hold/delete")
@sign_in_required
@limit_write("moderate")
def go_on(item_id: int) -> ResponseReturnValue:
    """Have an item come back now."""
    return _changed(item_id, lambda item, viewer, now: care.go_on(item, actor=viewer, now=now))


@blueprint.post("/desk/items/<int:item_id>/notes")
@sign_in_required
@limit_write("moderate")
def note(item_id: int) -> ResponseReturnValue:
    """Note something down for colleagues."""
    viewer, form = moderator(), NoteForm()
    if not form.validate_on_submit():
        return _item_page(viewer, item_id, note_form=form)
    return _changed(item_id, lambda item, viewer, now: care.note(item, form.text.data, actor=viewer, now=now))


@blueprint.post("/desk/items/<int:item_id>/presence")
@sign_in_required
@limit_write("presence")
def presence(item_id: int) -> ResponseReturnValue:
    """Let colleagues see who looks at an item, and answer who else does and who has it."""
    viewer, now = moderator(), clock.now()
    with write_transaction():
        get_item_for(viewer, item_id)
        care.look_at(item_id, actor=viewer, now=now)
    return render_template("desk/_presence.html", **_company(viewer, _row(item_id), now))


@blueprint.post("/desk/items/<int:item_id>/leaving")
@sign_in_required
@limit_write("moderate")
def leave_item(item_id: int) -> ResponseReturnValue:
    """Say that an item that is about no post was seen and needs nothing."""
    return _done(item_id, lambda item, viewer, now: leave(item, actor=viewer, now=now))


@blueprint.post("/desk/items/<int:item_id>/causes/<int:cause_id>/<act>")
@sign_in_required
@limit_write("moderate")
def act(item_id: int, cause_id: int, act: str) -> ResponseReturnValue:
    """Do what a source offers: approve what is held, say."""
    viewer, form = moderator(), SentenceForm()
    if not form.validate_on_submit():
        return _item_page(viewer, item_id)

    def do(item: DeskItem, viewer: Viewer, now: datetime) -> None:
        cause = cause_of(item, cause_id)
        if cause is None:
            raise Invalid(_("Somebody answered this before you."))
        perform(item, cause, act, sentence=form.sentence.data or "", actor=viewer, now=now)

    return _done(item_id, do)


@blueprint.post("/desk/shortcuts")
@sign_in_required
@limit_write("settings")
def shortcuts() -> ResponseReturnValue:
    """Have single keys act, or not."""
    viewer = team_member()
    wanted = request.form.get("wanted") == "1"
    with write_transaction():
        use_shortcuts(wanted, actor=viewer)
    flash(_("Single keys act.") if wanted else _("Single keys no longer act."), "good")
    return redirect(wanted_page(), 303)


def _item_page(
    viewer: Viewer,
    item_id: int,
    *,
    assign_form: AssignForm | None = None,
    hold_form: HoldForm | None = None,
    note_form: NoteForm | None = None,
) -> ResponseReturnValue:
    get_item_for(viewer, item_id)
    wanted, now, row = wanted_filter(), clock.now(), _row(item_id)
    before, after = (neighbour(viewer, wanted, row, forward=way) for way in (False, True))
    post = shown_post(row.post_id) if row.post_id is not None else None
    item = with_causes(viewer, [row], now=now)[0]
    failed = any(form is not None for form in (assign_form, hold_form, note_form))
    return desk_page(
        "desk/item.html",
        viewer,
        failed=failed,
        item=item,
        can_leave=any(AnswerKind.IGNORE in cause.source.settled_by for cause in item.causes),
        post=post,
        bar=panels_for(viewer, post, then=QUEUE, item_id=item_id) if post is not None else None,
        author=author_facts(row.author_id),
        notes=notes_of(item_id),
        here=wanted.words,
        back_href=url_for("desk.queue", **wanted.words),
        before_href=item_address(before, wanted) if before else None,
        after_href=item_address(after, wanted) if after else None,
        assign_form=assign_form or AssignForm.offering(moderators(), row.assignee_id),
        hold_form=hold_form or HoldForm(),
        note_form=note_form or NoteForm(),
        sentence_form=SentenceForm(),
        **_company(viewer, row, now),
    )


def _company(viewer: Viewer, row: AnyRow, now: datetime) -> dict[str, object]:
    """Return who else looks at an item, and who has it."""
    lapsed = row.claimed_at is None or row.claimed_at + care.CLAIM_LASTS <= now
    return {
        "others": others_at(viewer, row.id, now=now),
        "claimed_by": None if lapsed else row.claimer_name,
        "is_mine": not lapsed and row.claimed_by_id == viewer.id,
        "item_id": row.id,
        "is_done": row.state == State.DONE,
    }


def _row(item_id: int) -> AnyRow:
    row = item_row(item_id)
    if row is None:
        raise NotFound
    return row


def _changed(item_id: int, change: Callable[[DeskItem, Viewer, datetime], object]) -> ResponseReturnValue:
    """Change an item and stay with it."""
    viewer = moderator()
    try:
        with write_transaction():
            change(get_item_for(viewer, item_id, locked=True), viewer, clock.now())
    except Invalid as error:
        flash(str(error), "warning")
    return redirect(item_address(item_id, wanted_filter()), 303)


def _done(item_id: int, do: Callable[[DeskItem, Viewer, datetime], object]) -> ResponseReturnValue:
    """Act on an item and go on to the next."""
    viewer = moderator()
    try:
        with write_transaction():
            do(get_item_for(viewer, item_id, locked=True), viewer, clock.now())
    except Invalid as error:
        flash(str(error), "warning")
        return redirect(item_address(item_id, wanted_filter()), 303)
    flash(_("Done."), "good")
    return _to_next(viewer, item_id)


def _to_next(viewer: Viewer, item_id: int) -> ResponseReturnValue:
    wanted = wanted_filter()
    following = neighbour(viewer, wanted, _row(item_id), forward=True)
    address = item_address(following, wanted) if following else url_for("desk.queue", **wanted.words)
    return redirect(address, 303)
