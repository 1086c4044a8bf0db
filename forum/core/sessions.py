"""What browsers and mails carry, signed with its time. A clock that goes back makes nothing of it worthless."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer


class PatientSigner(TimestampSigner):
    """Refuses what is too old, but not what seems to come from the future, as itsdangerous does.

    Only this house can have signed it, so its clock has gone back since. How long a sign-in lasts, and whether it was
    ended, says its row in the database.
    """

    def unsign(
        self, signed_value: str | bytes, max_age: int | None = None, return_timestamp: bool = False
    ) -> Any:
        """Return the value that was signed, with its time where that is wanted.

        Raises:
            BadSignature: when it was not signed here, or longer than `max_age` seconds ago.
        """
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        if max_age is not None and self.get_timestamp() - signed_at.timestamp() > max_age:
            raise SignatureExpired(f"older than {max_age} seconds", payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


def timed_serializer(salt: str) -> URLSafeTimedSerializer:
    """Return what signs for this house, for one use named by `salt`, and reads that again."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=salt, signer=PatientSigner)


class Sessions(SecureCookieSessionInterface):
    """Flask's cookies, signed so."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what reads and writes the cookie; None without a secret."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = PatientSigner
        return serializer
