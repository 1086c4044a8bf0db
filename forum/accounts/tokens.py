"""Random tokens, what is stored of them, and what is derived from the community's secret.

A token that travels (cookie, link) is stored as its hash only. A link and a code in a mail are derived from the
secret and a random salt, so that neither the database nor the queue ever holds them, and a mail sent twice says the
same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from flask import current_app

TOKEN_BYTES = 32
CODE_DIGITS = 6


def new_token() -> str:
    """Return 256 random bits, fit for addresses and cookies."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return what is stored of `token`. It is random and long, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(use: str, text: str) -> str:
    """Return what is stored of a short secret: worthless without the community's own."""
    return _derive(use, text).hex()


def derived_token(use: str, salt: str) -> str:
    """Return the token for `use` that belongs to `salt`."""
    return base64.urlsafe_b64encode(_derive(use, salt)).decode().rstrip("=")


def derived_code(use: str, salt: str) -> str:
    """Return the six digits for `use` that belong to `salt`."""
    return f"{int.from_bytes(_derive(use, salt)[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def _derive(use: str, salt: str) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, f"potluck {use}\x00{salt}".encode(), "sha256")
