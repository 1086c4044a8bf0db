"""A stamp says since when somebody has had a form before them: signed, theirs alone, and never the same twice.

    stamp = make_stamp(viewer.id, now=now)      # stands in the form
    since = stamped_at(stamp, viewer.id)        # when it was made; None for what is no stamp of theirs

Whoever sends a form twice sends the same stamp, so that it also tells one sending from another.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import UTC, datetime

from flask import current_app

SIGNATURE = 20
"""Characters, of six bits each."""


def make_stamp(owner_id: int | None, *, now: datetime) -> str:
    """Return a stamp of 38 characters for a form that `owner_id` (None: a guest) is shown at `now`."""
    said = f"{int(now.timestamp()):08x}.{secrets.token_urlsafe(6)}"
    return f"{said}.{_signature(said, owner_id)}"


def stamped_at(stamp: str, owner_id: int | None) -> datetime | None:
    """Return when `stamp` was made; None when it was not made here, or for somebody else."""
    said, _dot, signature = stamp.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(said, owner_id).encode()):
        return None
    return datetime.fromtimestamp(int(said.partition(".")[0], 16), UTC)


def _signature(said: str, owner_id: int | None) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    made = hmac.digest(key, f"potluck form stamp\x00{owner_id or 0}\x00{said}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode()[:SIGNATURE]
