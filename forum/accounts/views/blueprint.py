"""The blueprint of the room, and what holds for all its pages."""

from __future__ import annotations

from flask import Blueprint, Response

from forum.accounts.throttle import USUAL_WAIT
from forum.core.http import private

blueprint = Blueprint("accounts", __name__)


@blueprint.after_request
def keep_to_oneself(response: Response) -> Response:
    """No cache keeps these pages, no other site learns their addresses; who tried too often hears when to return."""
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.status_code == 429:
        response.headers.setdefault("Retry-After", str(int(USUAL_WAIT.total_seconds())))
    return private(response)
