"""The blueprint of the room, and what holds for all its pages."""

from __future__ import annotations

from flask import Blueprint, Response

from forum.core.http import private

blueprint = Blueprint("accounts", __name__)


@blueprint.after_request
def keep_to_oneself(response: Response) -> Response:
    """No cache keeps these pages, and no other site learns their addresses."""
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return private(response)
