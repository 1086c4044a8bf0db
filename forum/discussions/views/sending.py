"""Answering those who send a text: where it stands now, or the form again with what was typed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.core.database import db
from forum.core.markup.outline import nest_headings
from forum.core.policy import Invalid, Viewer
from forum.discussions.forms import WritingForm
from forum.discussions.models import Post
from forum.discussions.operations.texts import prepare_text

SENT_BY_SCRIPT = "X-Sent-By"
"""Header with which the editor says that it waits for the answer itself."""


def permalink(post_id: int) -> str:
    """Return where a post stands."""
    return url_for("discussions.permalink", post_id=post_id)


def publish_once(
    viewer: Viewer,
    once: str | None,
    publish: Callable[[], int],
    *,
    address: Callable[[int], str] = permalink,
) -> ResponseReturnValue:
    """Lead to the post that `publish` makes, or to the one that the same form has made before; `address` says where.

    A form is sent twice by two clicks, or when the answer to the first time was lost on the way.
    """
    post_id = _sent_before(viewer, once)
    if post_id is None:
        try:
            post_id = publish()
        except IntegrityError:
            post_id = _sent_before(viewer, once)
            if post_id is None:
                raise
    return sent_to(address(post_id))


def sent_to(address: str) -> ResponseReturnValue:
    """Lead to `address`, where the text stands now. The editor is told and goes there by itself."""
    if SENT_BY_SCRIPT in request.headers:
        return Response(status=201, headers={"Location": address, "Cache-Control": "no-store"})
    return redirect(address, 303)


def wants_preview() -> bool:
    """Whether the form was sent to be looked at only: the button that works without JavaScript."""
    return "preview" in request.form


def preview_of(form: WritingForm, read_level: int) -> str | None:
    """Return the text in `form` as it would be shown, when that was asked for and there is something to show."""
    if not wants_preview():
        return None
    try:
        return nest_headings(prepare_text(form.body.data or "", read_level=read_level).rendered.html, under=2)
    except Invalid as error:
        form.refuse(error)
        return None


def _sent_before(viewer: Viewer, once: str | None) -> int | None:
    if not once:
        return None
    return db.session.scalar(select(Post.id).where(Post.author_id == viewer.id, Post.once == once))
