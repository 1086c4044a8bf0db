"""One-click unsubscribing (RFC 8058): a signed address in each mail, without sign-in, for one kind only."""

from __future__ import annotations

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

SALT = "potluck.unsubscribe"
DIGESTS = "digests"
"""Stands where a kind is named, for all digests at once."""


def unsubscribe_token(member_id: int, kind: str) -> str:
    """Return the token that switches off mail of `kind` for one member."""
    return str(_serializer().dumps([member_id, kind]))


def read_token(token: str) -> tuple[int, str] | None:
    """Return member and kind of a token; None when it was tampered with."""
    try:
        member_id, kind = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (member_id, kind) if isinstance(member_id, int) and isinstance(kind, str) else None


def unsubscribe_headers(address: str) -> dict[str, str]:
    """Return the headers by which mail programs show their own button."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def unsubscribe_address(member_id: int, kind: str) -> str:
    """Return the canonical address at which a member stops mail of `kind`."""
    token = unsubscribe_token(member_id, kind)
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return url_for("notifications.unsubscribe", token=token, _external=True)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
