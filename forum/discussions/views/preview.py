"""A text as it will look, by the renderer that will store it."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.markup.outline import nest_headings
from forum.core.policy import Audience, Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.operations.texts import prepare_text
from forum.discussions.policy import get_post_for, get_topic_for

blueprint = Blueprint("preview", __name__)


@blueprint.post("/preview")
@limit_write("preview")
def preview() -> ResponseReturnValue:
    """Render `body` for the readers of `place`, a place as drafts name it."""
    viewer = current_viewer()
    read_level = _read_level(viewer, request.form.get("place", ""))
    try:
        text = prepare_text(request.form.get("body", ""), read_level=read_level)
    except Invalid as error:
        return private(make_response(render_template("discussions/_preview.html", error=str(error)), 422))
    return private(
        make_response(
            render_template("discussions/_preview.html", html=nest_headings(text.rendered.html, under=2))
        )
    )


def _read_level(viewer: Viewer, place: str) -> int:
    """Return for whom the text will stand there; quotes that not all of them may read are left out."""
    kind, _, number = place.partition(":")
    if kind == "reply" and number.isdecimal():
        return get_topic_for(viewer, int(number)).read_level
    if kind == "edit" and number.isdecimal():
        return get_post_for(viewer, int(number)).read_level
    return Audience.EVERYONE
