"""How one entry of the record is tied to the one before it. Pure: anybody can count it again with these three lines.

    digest = SHA-256(salt + payload)
    link   = SHA-256(previous link + head of the entry, in which the digest stands)

The payload can be forgotten with its salt: the digest then tells nothing of it any more, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""The link before the first entry."""
SALT_BYTES = 16


def new_salt() -> str:
    """Return a salt that nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


def written(reason: str | None, details: Mapping[str, Any]) -> str:
    """Return the payload of an entry as the one text that is stored and digested."""
    return _canonical({"details": details, "reason": reason})


def digest_of(salt: str, payload: str) -> str:
    """Return the salted digest of a payload."""
    return hashlib.sha256(f"{salt}{payload}".encode()).hexdigest()


def link_of(
    previous: str,
    entry_id: int,
    at: datetime,
    actor_id: int | None,
    action: str,
    subject: tuple[str, int | None],
    digest: str,
) -> str:
    """Return the link of an entry, which stands for it and for all before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    head: Sequence[Any] = [entry_id, moment, actor_id, action, *subject, digest]
    return hashlib.sha256(f"{previous}{_canonical(head)}".encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
