"""Putting a poll into a topic."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.core.storage import current_storage
from forum.core.viewing import current_viewer
from forum.discussions.models import Topic
from forum.discussions.policy import get_topic_for
from forum.polls.asked import Keep, asked_before, poll_in
from forum.polls.forms import MORE_OPTIONS, PollForm
from forum.polls.models import Poll
from forum.polls.operations.opening import MOST_OPTIONS, MOST_QUESTIONS, make_poll, open_poll
from forum.polls.operations.succeeding import make_successor
from forum.polls.pictures import pictures_by_title
from forum.polls.policy import get_poll_for, is_brand, require_manage, require_open, why_not_open_yet
from forum.polls.sheet import Sheet
from forum.polls.views.blueprint import blueprint
from forum.uploads.models import Purpose
from forum.uploads.operations import add_upload, take_in
from forum.uploads.policy import require_upload


@blueprint.route("/topics/<int:topic_id>/poll/new", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def new(topic_id: int) -> ResponseReturnValue:
    """Write a poll, and open it or keep it as a draft."""
    viewer = current_viewer()
    topic = _topic(viewer, topic_id)
    if (not_yet := why_not_open_yet(viewer, clock.now())) is not None:
        words = {"topic_title": topic.title, "topic_href": url_for("discussions.topic", topic_id=topic.id)}
        return private(make_response(render_template("polls/not_yet.html", not_yet=not_yet, **words), 403))
    form = _form(viewer)
    if request.method == "GET" or _wants_more(form) or not form.validate_on_submit():
        return _page(form, topic, viewer)
    try:
        asked = poll_in(form, _keeper(viewer))
        with write_transaction():
            poll = make_poll(_topic(viewer, topic_id), asked, actor=viewer, now=clock.now())
            if "draft" not in request.form:
                open_poll(poll, actor=viewer, now=clock.now())
            poll_id = poll.id
    except Invalid as error:
        form.refuse(error)
        return _page(form, _topic(viewer, topic_id), viewer)
    if "draft" in request.form:
        return redirect(url_for("polls.opening", poll_id=poll_id), 303)
    flash(_("The poll is open."))
    return redirect(url_for("discussions.topic", topic_id=topic_id), 303)


@blueprint.route("/polls/<int:poll_id>/successor", methods=["GET", "POST"])
@sign_in_required
@limit_write("post")
def successor(poll_id: int) -> ResponseReturnValue:
    """Ask anew in other words, in the place of a poll whose words are fixed; it is looked at once more as a draft."""
    viewer = current_viewer()
    before, _standing = get_poll_for(viewer, poll_id)
    require_manage(viewer, before)
    topic = _topic(viewer, before.topic_id)
    if before.successor_id is not None:
        return redirect(url_for("polls.opening", poll_id=before.successor_id), 303)
    form = _form(viewer, before)
    if request.method == "GET" or _wants_more(form) or not form.validate_on_submit():
        return _page(form, topic, viewer, before)
    try:
        asked = poll_in(form, _keeper(viewer), pictures_by_title(poll_id))
        with write_transaction():
            _topic(viewer, before.topic_id)
            old = db.session.get_one(Poll, poll_id, populate_existing=True, with_for_update=True)
            new_id = make_successor(old, asked, actor=viewer, now=clock.now()).id
    except Invalid as error:
        form.refuse(error)
        return _page(form, _topic(viewer, before.topic_id), viewer, before)
    return redirect(url_for("polls.opening", poll_id=new_id), 303)


def _topic(viewer: Viewer, topic_id: int) -> Topic:
    topic = get_topic_for(viewer, topic_id)
    require_open(viewer, topic)
    return topic


def _form(viewer: Viewer, before: Sheet | None = None) -> PollForm:
    form = PollForm(data=asked_before(before)) if before is not None else PollForm()
    form.offer_to(is_brand(viewer))
    return form


def _wants_more(form: PollForm) -> bool:
    """Give the form more room where that was asked for: the buttons that work without JavaScript."""
    asked = request.form.get("more", "")
    if asked == "question":
        if len(form.questions) < MOST_QUESTIONS:
            form.questions.append_entry()
    elif asked.isdecimal() and int(asked) < len(form.questions):
        options = form.questions[int(asked)].form.options
        for _turn in range(min(MORE_OPTIONS, MOST_OPTIONS - len(options))):
            options.append_entry()
    return bool(asked)


def _keeper(viewer: Viewer) -> Keep:
    def keep(file: Any, alt: str) -> int | None:
        if not getattr(file, "filename", ""):
            return None
        require_upload(viewer)
        if not alt.strip():
            raise Invalid(_("Say in words what each picture shows."))
        taken = take_in(file.read(), purpose=Purpose.POST, storage=current_storage())
        with write_transaction():
            return add_upload(taken, owner=viewer, alt=alt, now=clock.now()).id

    return keep


def _page(form: PollForm, topic: Topic, viewer: Viewer, before: Sheet | None = None) -> ResponseReturnValue:
    page = render_template(
        "polls/new.html",
        form=form,
        before=before,
        is_brand=is_brand(viewer),
        topic_title=topic.title,
        topic_href=url_for("discussions.topic", topic_id=topic.id),
    )
    return private(make_response(page, 422 if form.errors else 200))
