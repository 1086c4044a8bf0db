"""Saying "I made this": a reply with a photo, which is shown with the creation."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import Length

from forum.accounts.forms import TOO_LONG
from forum.accounts.views.guards import sign_in_required
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.http import private
from forum.core.limits import limit_write
from forum.core.policy import Invalid, Viewer
from forum.core.storage import StorageError, current_storage
from forum.core.viewing import current_viewer
from forum.discussions.forms import WritingForm
from forum.discussions.models import PostState
from forum.discussions.models.post import SOURCE_LENGTH
from forum.discussions.operations.posts import require_reply
from forum.discussions.operations.texts import prepare_text, usual_language
from forum.discussions.rights import require
from forum.discussions.views.sending import publish_once
from forum.recipes.operations.making import made_it
from forum.recipes.policy import Opened, get_creation_for
from forum.uploads.alt import as_markdown
from forum.uploads.images import MOST_BYTES
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import add_upload, find_same, take_in
from forum.uploads.policy import require_upload

blueprint = Blueprint("recipe_making", __name__)


class MadeForm(WritingForm):
    """What somebody says who made it, too."""

    body = TextAreaField(
        _l("How did it turn out?"), validators=[Length(max=SOURCE_LENGTH // 2, message=TOO_LONG)]
    )
    file = FileField(_l("Photo"))


@blueprint.get("/recipes/<int:topic_id>/made/new")
@sign_in_required
def new(topic_id: int) -> ResponseReturnValue:
    """Offer the form."""
    return _page(MadeForm(), _standing(current_viewer(), topic_id))


@blueprint.post("/recipes/<int:topic_id>/made")
@sign_in_required
@limit_write("post")
def say(topic_id: int) -> ResponseReturnValue:
    """Say that one made it, too."""
    viewer = current_viewer()
    opened = _standing(viewer, topic_id)
    form = MadeForm()
    if not form.validate_on_submit():
        return _page(form, opened)
    try:
        return publish_once(viewer, form.once.data, lambda: _said(viewer, topic_id, form))
    except Invalid as error:
        form.refuse(error)
    except StorageError:
        form.refuse(
            Invalid(_("There is no room for pictures right now. Please try again later."), field="file")
        )
    return _page(form, _standing(viewer, topic_id))


def _said(viewer: Viewer, topic_id: int, form: MadeForm) -> int:
    opened = _standing(viewer, topic_id)
    require_reply(opened.topic, viewer)
    picture = _picture(viewer, opened.topic.title)
    words = (form.body.data or "").strip() or _("I made this.")
    source = f"{words}\n\n{as_markdown(picture.key, picture.alt)}" if picture is not None else words
    usual = usual_language(viewer.id, opened.topic.language)
    text = prepare_text(source, read_level=opened.topic.read_level, usual=usual)
    with write_transaction():
        opened = _standing(viewer, topic_id)
        return made_it(
            opened.topic, opened.post, text, author=viewer, now=clock.now(), once=form.once.data
        ).id


def _picture(viewer: Viewer, title: str) -> Upload | None:
    sent = request.files.get("file")
    data = sent.stream.read(MOST_BYTES + 1) if sent else b""
    if not data:
        return None
    require_upload(viewer)
    known = find_same(data, owner=viewer)
    if known is not None:
        return known
    db.session.rollback()
    taken = take_in(data, purpose=Purpose.POST, storage=current_storage())
    with write_transaction():
        return add_upload(taken, owner=viewer, alt=title, now=clock.now())


def _standing(viewer: Viewer, topic_id: int) -> Opened:
    opened = get_creation_for(viewer, topic_id)
    require(opened.post.state == PostState.VISIBLE, _("This post is not shown."))
    return opened


def _page(form: MadeForm, opened: Opened) -> Response:
    page = render_template(
        "recipes/made.html",
        form=form,
        topic=opened.topic,
        act=url_for("recipe_making.say", topic_id=opened.topic.id),
    )
    return private(make_response(page, 422 if form.errors else 200))
