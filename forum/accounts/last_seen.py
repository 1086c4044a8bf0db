"""When a member was last here: noted now and then, and only after the page has been answered."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from flask import Flask, Response, g
from sqlalchemy.exc import SQLAlchemyError

from forum.accounts.operations.sign_ins import note_seen
from forum.core.clock import clock
from forum.core.database import write_transaction
from forum.core.viewing import current_viewer

NOTED_EVERY = timedelta(minutes=5)

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Look at every answer to a member."""
    app.after_request(partial(_note_after, app))


def _note_after(app: Flask, response: Response) -> Response:
    last_seen: datetime | None = g.get("sign_in_last_seen")
    now = clock.now()
    if last_seen is None or now - last_seen < NOTED_EVERY:
        return response
    viewer = current_viewer()
    if viewer.sign_in_id is not None and viewer.id is not None:
        response.call_on_close(partial(_note, app, viewer.sign_in_id, viewer.id, now))
    return response


def _note(app: Flask, sign_in_id: int, member_id: int, now: datetime) -> None:
    try:
        with app.app_context(), write_transaction():
            note_seen(sign_in_id, member_id, now=now)
    except SQLAlchemyError:
        log.warning("could not note that member %d was here", member_id, exc_info=True)
