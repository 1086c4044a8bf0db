"""The blueprint of the pages for reading, and what their addresses may ask for."""

from __future__ import annotations

from flask import Blueprint, request

from forum.core.policy import NotFound

blueprint = Blueprint("discussions", __name__)


def asked_page() -> int:
    """Return the number of the page that the address asks for.

    Raises:
        NotFound: when it is no number.
    """
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise NotFound
    return int(text)


def asked_mark() -> str | None:
    """Return the place in a list from which the address wants to go on."""
    return request.args.get("before")
