"""Putting a poll into a topic."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.models import Topic
from forum.discussions.policy import get_topic_for
from forum.polls.asked import asked_before, poll_in
from forum.polls.forms import MORE_OPTIONS, PollForm
from forum.polls.models import Poll
from forum.polls.operations.opening import MOST_QUESTIONS, make_poll, open_poll
from forum.polls.operations.questions import MOST_OPTIONS
from forum.polls.operations.succeeding import make_successor
from forum.polls.pictures import pictures_by_title
from forum.polls.policy import (
    get_poll_for,
    is_brand,
    require_by_hand,
    require_manage,
    require_open,
    why_not_anew,
    why_not_open_yet,
)
from forum.polls.sheet import Sheet
from forum.polls.views.blueprint import blueprint
from forum.polls.views.sent_pictures import describe_pictures, take_pictures
from forum.polls.wrong import wrong_in


def _only_looks() -> bool:
    """Whether the form is to have more room and brings no pictures, which would be kept."""
    return bool(request.form.get("more")) and not any(file.filename for file in request.files.values())


@blueprint.route("/topics/<int:topic_id>/poll/new", methods=["GET", "POST"])
@sign_in_required
@limit_write("post", only_looks=_only_looks)
def new(topic_id: int) -> ResponseReturnValue:
    """Write a poll, and open it or keep it as a draft."""
    viewer = current_viewer()
    topic = _topic(viewer, topic_id)
    require_by_hand(topic)
    if (not_yet := why_not_open_yet(viewer, clock.now())) is not None:
        words = {"topic_title": topic.title, "topic_href": url_for("discussions.topic", topic_id=topic.id)}
        return private(make_response(render_template("polls/not_yet.html", not_yet=not_yet, **words), 403))
    form = _form(viewer)
    pictures = _sent(form, viewer)
    if pictures is None:
        return _page(form, topic, viewer)
    try:
        asked = poll_in(form, pictures)
        with write_transaction():
            describe_pictures(form, viewer)
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
@limit_write("post", only_looks=_only_looks)
def successor(poll_id: int) -> ResponseReturnValue:
    """Ask anew in other words, in the place of a poll whose words are fixed; it is looked at once more as a draft."""
    viewer = current_viewer()
    before, _standing = get_poll_for(viewer, poll_id)
    require_manage(viewer, before)
    topic = _topic(viewer, before.topic_id)
    if why := why_not_anew(topic.kind, poll_id):
        raise NotAllowed(why)
    if before.successor_id is not None:
        return redirect(url_for("polls.opening", poll_id=before.successor_id), 303)
    form = _form(viewer, before)
    pictures = _sent(form, viewer, before)
    if pictures is None:
        return _page(form, topic, viewer, before)
    try:
        asked = poll_in(form, pictures, pictures_by_title(poll_id))
        with write_transaction():
            describe_pictures(form, viewer)
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


def _sent(form: PollForm, viewer: Viewer, before: Sheet | None = None) -> Mapping[str, int] | None:
    """Return the pictures of a form that is to be read as a poll; None where it is only shown, anew or again."""
    if request.method == "GET":
        return None
    is_ready = not _wants_more(form) and form.validate_on_submit()
    pictures = take_pictures(form, viewer, before.id if before is not None else None)
    return pictures if is_ready and not any(wrong_in(form)) else None


def _wants_more(form: PollForm) -> bool:
    """Give the form more room where that was asked for: the buttons that work without JavaScript."""
    asked = request.form.get("more", "")
    if asked == "question":
        if len(form.questions) < MOST_QUESTIONS:
            form.questions.append_entry()
    elif asked in (numbered := {str(place): each for place, each in enumerate(form.questions)}):
        options = numbered[asked].form.options
        for _turn in range(min(MORE_OPTIONS, MOST_OPTIONS - len(options))):
            options.append_entry()
    return bool(asked)


def _page(form: PollForm, topic: Topic, viewer: Viewer, before: Sheet | None = None) -> ResponseReturnValue:
    wrong = list(wrong_in(form))
    page = render_template(
        "polls/new.html",
        form=form,
        before=before,
        wrong=wrong,
        is_brand=is_brand(viewer),
        topic_title=topic.title,
        topic_href=url_for("discussions.topic", topic_id=topic.id),
    )
    return private(make_response(page, 422 if wrong else 200))
