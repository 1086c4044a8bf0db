"""Authenticator apps (RFC 6238), through Flask-Security's wrapper around passlib."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import current_app
from flask_security import Totp
from passlib.exc import TokenError

PERIOD_SECONDS = 30


class Authenticators(Totp):
    """Makes secrets, encrypted with the community's own, and says at which time step a code is right."""

    def counter_of(self, secret: str, code: str, *, now: datetime, used: int = 0) -> int | None:
        """Return the time step of `code` if it is right and later than the step `used`, else None.

        One step before and after the present one is accepted, for clocks that differ.
        """
        plain = "".join(code.split())
        try:
            match = self._totp.verify(
                plain, secret, time=now, window=PERIOD_SECONDS, last_counter=used or None
            )
        except (TokenError, ValueError):
            return None
        return int(match.counter)


def authenticators() -> Authenticators:
    """Return those of the present application."""
    return cast(Authenticators, current_app.extensions["security"].totp_factory)
