"""Making two topics of one, and one of two."""

from __future__ import annotations

import re

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.limits import limit_write
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.forms import MergingForm, SplittingForm
from forum.discussions.models import Topic
from forum.discussions.operations.splitting import merge_topics, split_topic
from forum.discussions.operations.topic_care import require_care
from forum.discussions.policy import get_category_for, get_topic_for
from forum.discussions.queries.movable import movable_posts
from forum.discussions.views.care import care_for, care_page, done
from forum.discussions.views.choices import categories_to_read

blueprint = Blueprint("splitting", __name__)

_ADDRESS = re.compile(r"(?:\S{0,200}/topics/)?([0-9]{1,9})(?:[/?#]\S{0,300})?")


@blueprint.route("/topics/<int:topic_id>/split", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def split(topic_id: int) -> ResponseReturnValue:
    """Put posts of a topic into one of their own."""
    viewer = current_viewer()
    require_care(viewer)
    topic = get_topic_for(viewer, topic_id)
    posts, older = movable_posts(viewer, topic, before=request.args.get("before", type=int))
    form = SplittingForm.offering(posts, categories_to_read(viewer))
    if request.method == "GET":
        form.category.data = topic.category_id
    if not form.validate_on_submit():
        return care_page("discussions/split.html", form, topic, older=older)
    try:
        with write_transaction():
            new = split_topic(
                get_topic_for(viewer, topic_id),
                post_ids=form.posts.data or [],
                title=form.title.data or "",
                category=get_category_for(viewer, form.category.data),
                actor=viewer,
                now=clock.now(),
            )
    except Invalid as error:
        form.refuse(error)
        return care_page("discussions/split.html", form, get_topic_for(viewer, topic_id), older=older)
    flash(_("The posts stand in a topic of their own now."))
    return done(url_for("discussions.topic", topic_id=new.id, slug=new.slug))


@blueprint.route("/topics/<int:topic_id>/merging", methods=["GET", "POST"])
@sign_in_required
@limit_write("moderate")
def merge(topic_id: int) -> ResponseReturnValue:
    """Append a topic to another; its address leads there from then on."""
    form = MergingForm()

    def act(topic: Topic, viewer: Viewer) -> None:
        merge_topics(topic, _target(viewer, form.target.data or ""), actor=viewer, now=clock.now())

    return care_for(topic_id, "discussions/merge.html", form, act, _("The two topics are one now."))


def _target(viewer: Viewer, typed: str) -> Topic:
    match = _ADDRESS.fullmatch(typed.strip())
    try:
        return get_topic_for(viewer, int(match[1]) if match else 0)
    except NotFound as error:
        raise Invalid(_("There is no such topic."), field="target") from error
