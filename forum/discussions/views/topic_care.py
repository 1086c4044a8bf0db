"""Looking after topics: closing, pinning, moving, renaming."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.limits import limit_write
from forum.core.policy import Viewer
from forum.core.viewing import current_viewer
from forum.discussions.forms import BareForm, ClosingForm, MovingForm, PinningForm, RenamingForm
from forum.discussions.models import Topic
from forum.discussions.operations.editing import rename_topic
from forum.discussions.operations.topic_care import (
    close_topic,
    move_topic,
    pin_topic,
    reopen_topic,
    unpin_topic,
)
from forum.discussions.policy import get_category_for, get_topic_for
from forum.discussions.views.care import care_for
from forum.discussions.views.choices import categories_to_read

blueprint = Blueprint("topic_care", __name__)

PINS = {0: "nowhere", 1: "category", 2: "everywhere"}


@blueprint.route("/topics/<int:topic_id>/closing", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def close(topic_id: int) -> ResponseReturnValue:
    """Take no more answers in a topic."""
    form = ClosingForm()

    def act(topic: Topic, viewer: Viewer) -> None:
        close_topic(topic, actor=viewer, now=clock.now(), note=form.note.data or "")

    return care_for(topic_id, "discussions/close.html", form, act, _("The topic is closed."))


@blueprint.route("/topics/<int:topic_id>/closing/delete", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def reopen(topic_id: int) -> ResponseReturnValue:
    """Take answers again."""

    def act(topic: Topic, viewer: Viewer) -> None:
        reopen_topic(topic, actor=viewer, now=clock.now())

    return care_for(topic_id, "discussions/reopen.html", BareForm(), act, _("The topic is open again."))


@blueprint.route("/topics/<int:topic_id>/pinning", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def pin(topic_id: int) -> ResponseReturnValue:
    """Choose where a topic stands first."""
    form = PinningForm()
    if request.method == "GET":
        form.where.data = PINS[_present(topic_id).pinned]

    def act(topic: Topic, viewer: Viewer) -> None:
        if form.where.data == "nowhere":
            unpin_topic(topic, actor=viewer, now=clock.now())
        else:
            pin_topic(topic, actor=viewer, now=clock.now(), everywhere=form.where.data == "everywhere")

    return care_for(topic_id, "discussions/pin.html", form, act, _("Your choice is kept."))


@blueprint.route("/topics/<int:topic_id>/category", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def move(topic_id: int) -> ResponseReturnValue:
    """Put a topic into another category."""
    form = MovingForm.offering(categories_to_read(current_viewer()))
    if request.method == "GET":
        form.category.data = _present(topic_id).category_id

    def act(topic: Topic, viewer: Viewer) -> None:
        category = get_category_for(viewer, form.category.data)
        move_topic(topic, category=category, actor=viewer, now=clock.now())

    return care_for(topic_id, "discussions/move.html", form, act, _("The topic has moved."))


@blueprint.route("/topics/<int:topic_id>/title", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def rename(topic_id: int) -> ResponseReturnValue:
    """Give a topic a better title."""
    form = RenamingForm()
    if request.method == "GET":
        form.title.data = _present(topic_id).title

    def act(topic: Topic, viewer: Viewer) -> None:
        rename_topic(topic, title=form.title.data or "", actor=viewer, now=clock.now())

    said = _("The topic has a new title. Old links still lead here.")
    return care_for(topic_id, "discussions/rename.html", form, act, said)


def _present(topic_id: int) -> Topic:
    return get_topic_for(current_viewer(), topic_id)
