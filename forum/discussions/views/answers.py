"""The answer of a question as a resource: `POST /topics/7/answer/12` accepts, `POST /topics/7/answer/delete` undoes."""

from __future__ import annotations

from flask import Blueprint, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.viewing import current_viewer
from forum.discussions.forms import BareForm
from forum.discussions.operations.answers import accept_answer, require_accept, unaccept_answer
from forum.discussions.policy import get_post_for, get_topic_for
from forum.discussions.views.care import care_page, done

blueprint = Blueprint("answers", __name__)


@blueprint.route("/topics/<int:topic_id>/answer/<int:post_id>", methods=["GET", "POST"])
@sign_in_required
@limit_write("like")
def accept(topic_id: int, post_id: int) -> ResponseReturnValue:
    """Say which post solved a question."""
    viewer = current_viewer()
    topic, post = get_topic_for(viewer, topic_id), get_post_for(viewer, post_id)
    require_accept(viewer, topic)
    form = BareForm()
    if not form.validate_on_submit():
        return care_page("discussions/accept.html", form, topic, post=post)
    with write_transaction():
        topic, post = get_topic_for(viewer, topic_id), get_post_for(viewer, post_id)
        accept_answer(topic, post, actor=viewer, now=clock.now())
    flash(_("This post is marked as the answer."))
    return done(url_for("discussions.permalink", post_id=post_id))


@blueprint.route("/topics/<int:topic_id>/answer/delete", methods=["GET", "POST"])
@sign_in_required
@limit_write("like")
def unaccept(topic_id: int) -> ResponseReturnValue:
    """Open a question again."""
    viewer = current_viewer()
    topic = get_topic_for(viewer, topic_id)
    require_accept(viewer, topic)
    form = BareForm()
    if not form.validate_on_submit():
        return care_page("discussions/accept.html", form, topic, post=None)
    with write_transaction():
        unaccept_answer(get_topic_for(viewer, topic_id), actor=viewer, now=clock.now())
    flash(_("The question is open again."))
    return done(url_for("discussions.topic", topic_id=topic_id))
