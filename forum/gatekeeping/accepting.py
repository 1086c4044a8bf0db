"""The box below every text that is being written: somebody who has not accepted the charter does so as they send.

The yes is noted before the view that takes the text, in a transaction of its own: it holds even where the text is
refused for another reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, request

from forum.accounts.policy import get_own_member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid, Viewer
from forum.core.viewing import current_viewer
from forum.gatekeeping.operations.charter import accept_charter
from forum.gatekeeping.queries.charter import NAME, has_to_accept, newest_edition
from forum.gatekeeping.trust import has_office

FIELD = "accepts_charter"
LOOKED_AT_ONLY = "preview"


def note_acceptance() -> None:
    """Note the yes that is sent together with a text; one to an edition that holds no more is none."""
    if request.method != "POST" or FIELD not in request.form or LOOKED_AT_ONLY in request.form:
        return
    viewer = current_viewer()
    if viewer.id is None or NAME not in viewer.news:
        return
    try:
        with write_transaction():
            number = request.form.get(FIELD, 0, type=int)
            accept_charter(get_own_member(current_viewer()), number, now=clock.now())
    except Invalid:
        db.session.rollback()


def load_box(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    """For the editor: the edition that waits for this member's yes; asks nothing where none does."""
    if viewer.id is None or NAME not in viewer.news or has_office(viewer):
        return {}
    if request.method == "POST" and not has_to_accept(viewer.id):
        return {}
    shown = {**newest_edition(), "field": FIELD, "is_ticked": FIELD in request.form}
    return dict.fromkeys(ids, shown)


def init_app(app: Flask) -> None:
    """Look at every form that is sent."""
    app.before_request(note_acceptance)
