"""Pictures of options that came with the form: kept at once, so that they come back with it whatever else is wrong.

A browser sends a file once. What was taken in is named in the form by its key; who sends a key shows their own picture
or one of the poll that is asked anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, Viewer
from forum.core.storage import current_storage
from forum.polls.forms import PollForm
from forum.polls.models import PollOption
from forum.uploads.models import Purpose, Upload, Withheld
from forum.uploads.operations import add_upload, describe_upload, take_in
from forum.uploads.policy import require_upload


def take_pictures(form: PollForm, viewer: Viewer, before_id: int | None = None) -> Mapping[str, int]:
    """Take in what was sent, and return the pictures that the options of `form` name: numbers by keys.

    What is wrong with a picture is said beside it.

    Args:
        form: what was filled in.
        viewer: who did.
        before_id: the poll that is asked anew, whose pictures may be shown again.

    Raises:
        NotAllowed: for those who may not bring pictures.
    """
    for option in _options(form):
        if option.without.data:
            option.kept.data, option.without.data = "", False
        if getattr(option.picture.data, "filename", ""):
            _take(option, viewer)
    found = _found(form, viewer, before_id)
    for option in _options(form):
        if option.kept.data and option.kept.data not in found:
            option.kept.data = ""
            _refuse(option, _("This picture is not there any more. Choose it again."))
    return found


def describe_pictures(form: PollForm, viewer: Viewer) -> None:
    """Say of pictures what they show as it was typed last; not of those that a poll shows already."""
    words = {option.kept.data: option.alt.data or "" for option in _options(form) if option.kept.data}
    shown = select(PollOption.id).where(PollOption.upload_id == Upload.id).exists()
    mine = select(Upload).where(Upload.key.in_(words), Upload.owner_id == viewer.id, ~shown)
    for upload in db.session.scalars(mine):
        describe_upload(upload, words[upload.key])


def _take(option: Any, viewer: Viewer) -> None:
    require_upload(viewer)
    try:
        taken = take_in(option.picture.data.read(), purpose=Purpose.POST, storage=current_storage())
    except Invalid as error:
        _refuse(option, str(error))
        return
    with write_transaction():
        alt = option.alt.data or ""
        option.kept.data = add_upload(taken, owner=viewer, alt=alt, now=clock.now()).key


def _found(form: PollForm, viewer: Viewer, before_id: int | None) -> dict[str, int]:
    keys = [option.kept.data for option in _options(form) if option.kept.data]
    if not keys:
        return {}
    before = select(PollOption.upload_id).where(
        PollOption.poll_id == before_id, PollOption.upload_id.is_not(None)
    )
    found = select(Upload.key, Upload.id).where(
        Upload.key.in_(keys),
        Upload.purpose == Purpose.POST,
        Upload.withheld == Withheld.NOT,
        or_(Upload.owner_id == viewer.id, Upload.id.in_(before)),
    )
    return {key: upload_id for key, upload_id in db.session.execute(found)}


def _options(form: PollForm) -> Iterator[Any]:
    return (one.form for each in form.questions for one in each.form.options)


def _refuse(option: Any, words: str) -> None:
    option.picture.errors = [*option.picture.errors, words]
