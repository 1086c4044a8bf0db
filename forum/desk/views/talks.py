"""Private conversations between a member and the team."""

from __future__ import annotations

import logging
from datetime import datetime
from io import BytesIO

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from forum.accounts.models import Member
from forum.accounts.policy import get_member_for, get_own_member
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.storage import NoSuchFile, current_storage
from forum.core.viewing import current_viewer
from forum.desk.forms import CloseForm, MessageForm, TalkForm
from forum.desk.models import Greeting, Talk
from forum.desk.operations.greetings import TakenIn, add_greeting, file_name, take_in
from forum.desk.operations.talks import close_talk, note_read, open_talk, reopen_talk, say
from forum.desk.policy import get_talk_for, may_answer
from forum.desk.queries.talks import greeting_talk, messages_of, page_of_talks, tasks_of_talk
from forum.desk.views.blueprint import blueprint, desk_page, team_member

log = logging.getLogger(__name__)


@blueprint.get("/conversations")
@sign_in_required
def own_talks() -> ResponseReturnValue:
    """List what a member and the team say to each other."""
    viewer = current_viewer()
    page = page_of_talks(member_id=viewer.own_id, before=request.args.get("before"))
    return _page("desk/own_talks.html", page=page)


@blueprint.route("/conversations/new", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def write_to_team() -> ResponseReturnValue:
    """Let a member begin a private conversation with the team."""
    viewer, form = current_viewer(), TalkForm()
    return _begin(viewer, get_own_member(viewer), form, url_for("desk.own_talks"))


@blueprint.route("/members/<handle>/conversations/new", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def write_to_member(handle: str) -> ResponseReturnValue:
    """Let the team begin a private conversation with a member."""
    viewer, form = team_member(), TalkForm()
    return _begin(viewer, get_member_for(viewer, handle), form, url_for("accounts.profile", handle=handle))


@blueprint.get("/desk/conversations")
@sign_in_required
def talks() -> ResponseReturnValue:
    """List all private conversations for the team."""
    viewer = team_member()
    page = page_of_talks(before=request.args.get("before"))
    return desk_page("desk/talks.html", viewer, page=page)


@blueprint.get("/conversations/<int:talk_id>")
@sign_in_required
def talk(talk_id: int) -> ResponseReturnValue:
    """Show a conversation to its member or the team; when it has been answered, its member has read it."""
    viewer = current_viewer()
    answer = _talk_page(viewer, get_talk_for(viewer, talk_id), MessageForm(), CloseForm())
    found = get_talk_for(viewer, talk_id)
    is_unread = found.member_read_at is None or found.member_read_at < found.last_at
    if viewer.id == found.member_id and is_unread:
        _note_read_later(answer, talk_id, found.last_at)
    return answer


@blueprint.post("/conversations/<int:talk_id>/messages")
@sign_in_required
@limit_write("post")
def write(talk_id: int) -> ResponseReturnValue:
    """Write into a conversation."""
    viewer, form = current_viewer(), MessageForm()
    found = get_talk_for(viewer, talk_id)
    if not form.validate_on_submit():
        return _talk_page(viewer, found, form, CloseForm())
    try:
        taken = _recording(viewer)
        with write_transaction():
            now = clock.now()
            greeting = (
                add_greeting(taken, words=form.words.data or "", actor=viewer, now=now) if taken else None
            )
            say(
                get_talk_for(viewer, talk_id),
                form.text.data or "",
                actor=viewer,
                now=now,
                is_note=form.is_note.data,
                greeting=greeting,
            )
    except Invalid as error:
        form.refuse(error)
        return _talk_page(viewer, get_talk_for(viewer, talk_id), form, CloseForm())
    return redirect(url_for("desk.talk", talk_id=talk_id, _anchor="end"), 303)


@blueprint.post("/conversations/<int:talk_id>/closing")
@sign_in_required
@limit_write("moderate")
def close(talk_id: int) -> ResponseReturnValue:
    """Close a conversation with a reason."""
    viewer, form = team_member(), CloseForm()
    if not form.validate_on_submit():
        return _talk_page(viewer, get_talk_for(viewer, talk_id), MessageForm(), form)
    try:
        with write_transaction():
            close_talk(
                get_talk_for(viewer, talk_id), because=form.because.data or "", actor=viewer, now=clock.now()
            )
    except Invalid as error:
        form.refuse(error)
        return _talk_page(viewer, get_talk_for(viewer, talk_id), MessageForm(), form)
    flash(_("The conversation is closed."), "good")
    return redirect(url_for("desk.talk", talk_id=talk_id), 303)


@blueprint.post("/conversations/<int:talk_id>/closing/delete")
@sign_in_required
@limit_write("moderate")
def reopen(talk_id: int) -> ResponseReturnValue:
    """Go on with a closed conversation."""
    viewer = team_member()
    with write_transaction():
        reopen_talk(get_talk_for(viewer, talk_id), actor=viewer, now=clock.now())
    return redirect(url_for("desk.talk", talk_id=talk_id), 303)


@blueprint.get("/greetings/<int:greeting_id>")
@sign_in_required
def greeting(greeting_id: int) -> ResponseReturnValue:
    """Play a recorded greeting to those who may read the conversation in which it was sent."""
    viewer = current_viewer()
    sent_in = greeting_talk(greeting_id)
    if sent_in is None:
        raise NotFound
    get_talk_for(viewer, sent_in)
    found = db.session.get_one(Greeting, greeting_id)
    try:
        data = current_storage().get(file_name(found.key))
    except NoSuchFile as error:
        raise NotFound from error
    return private(send_file(BytesIO(data), mimetype=found.content_type, conditional=True, etag=found.key))


def _recording(viewer: Viewer) -> TakenIn | None:
    file = request.files.get("recording")
    if file is None or not file.filename or not may_answer(viewer):
        return None
    return take_in(file.read(), storage=current_storage())


def _begin(viewer: Viewer, member: Member, form: TalkForm, back_href: str) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            with write_transaction():
                talk = open_talk(
                    db.session.get_one(Member, member.id),
                    subject=form.subject.data or "",
                    text=form.text.data or "",
                    actor=viewer,
                    now=clock.now(),
                )
            return redirect(url_for("desk.talk", talk_id=talk.id), 303)
        except Invalid as error:
            form.refuse(error)
    is_own = member.id == viewer.id
    return _page(
        "desk/new_talk.html",
        failed=bool(form.errors or form.form_errors),
        form=form,
        member=None if is_own else member,
        back_href=back_href,
    )


def _talk_page(viewer: Viewer, found: Talk, form: MessageForm, close_form: CloseForm) -> Response:
    is_team = may_answer(viewer) and viewer.id != found.member_id
    return _page(
        "desk/talk.html",
        failed=bool(form.errors or form.form_errors or close_form.errors or close_form.form_errors),
        talk=found,
        member=db.session.get_one(Member, found.member_id),
        messages=messages_of(viewer, found),
        tasks=tasks_of_talk(found.id) if is_team else [],
        form=form,
        close_form=close_form,
        is_team=is_team,
    )


def _page(template: str, *, failed: bool = False, **shown: object) -> Response:
    return private(make_response(render_template(template, **shown), 422 if failed else 200))


def _note_read_later(answer: Response, talk_id: int, upto: datetime) -> None:
    """Note that its member has read a conversation once the page is on its way: nobody waits for it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to it

    def write_down() -> None:
        with app.app_context():
            try:
                with write_transaction():
                    note_read(db.session.get_one(Talk, talk_id), upto=upto)
            except SQLAlchemyError:
                log.warning("that the conversation %d was read was not kept", talk_id)

    answer.call_on_close(write_down)
