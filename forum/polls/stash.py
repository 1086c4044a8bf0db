"""What a guest marked before signing in: kept in a cookie of its own for the poll's page, as replies wait for writers.

It is signed, stays on the guest's own machine, and is only put back into the form: whoever comes back presses "Vote".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, current_app, request
from itsdangerous import BadData

from forum.core.sessions import timed_serializer
from forum.polls.choices import Typed
from forum.polls.sheet import Sheet

HOUR = 3_600
MOST_BYTES = 3_000


def keep_for_later(response: Response, sheet: Sheet, typed: Typed) -> None:
    """Let `response` leave with the guest what they marked."""
    marks = {name: list(values) for name, values in typed.items() if name.startswith("q")}
    token = timed_serializer(_name(sheet)).dumps(marks)
    if len(token) <= MOST_BYTES:
        response.set_cookie(
            _name(sheet),
            token,
            max_age=HOUR,
            path=f"/polls/{sheet.id}",
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SECURE"],
        )


def kept_marks(sheet: Sheet) -> Typed | None:
    """Return what was marked before signing in; None without it, or when it was tampered with."""
    token = request.cookies.get(_name(sheet))
    if token is None:
        return None
    try:
        marks: Mapping[str, Sequence[str]] = timed_serializer(_name(sheet)).loads(token, max_age=HOUR)
    except BadData:
        return None
    return marks


def forget_marks(response: Response, sheet: Sheet) -> None:
    """Have the browser forget them."""
    if _name(sheet) in request.cookies:
        response.delete_cookie(_name(sheet), path=f"/polls/{sheet.id}")


def _name(sheet: Sheet) -> str:
    return f"poll-{sheet.id}"
