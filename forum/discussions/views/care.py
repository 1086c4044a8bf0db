"""What all pages with an act upon a topic have in common: a form that says what will follow, one act, and the topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.forms import RoomForm
from forum.core.database import write_transaction
from forum.core.http import private, wants_fragment
from forum.core.policy import Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.models import Topic
from forum.discussions.operations.topic_care import require_care
from forum.discussions.policy import get_topic_for

Act = Callable[[Topic, Viewer], Any]


def care_for(topic_id: int, template: str, form: RoomForm, act: Act, said: str) -> ResponseReturnValue:
    """Show the form of an act, or do it: in one transaction, with the topic fetched through the viewer.

    Raises:
        NotFound, NotAllowed: for those who do not look after topics.
    """
    viewer = current_viewer()
    require_care(viewer)
    topic = get_topic_for(viewer, topic_id)
    if not form.validate_on_submit():
        return care_page(template, form, topic)
    try:
        with write_transaction():
            act(get_topic_for(viewer, topic_id), viewer)
    except Invalid as error:
        form.refuse(error)
        return care_page(template, form, get_topic_for(viewer, topic_id))
    flash(said)
    return done(url_for("discussions.topic", topic_id=topic_id))


def care_page(template: str, form: RoomForm, topic: Topic, **shown: Any) -> Response:
    """Return the page on which an act is chosen."""
    page = render_template(template, form=form, topic=topic, **shown)
    return private(make_response(page, 422 if form.errors else 200))


def done(address: str) -> ResponseReturnValue:
    """Lead to where the effect of an act can be seen."""
    if wants_fragment():
        return "", 200, {"HX-Redirect": address}
    return redirect(address, 303)
