"""The browser that tests drive."""

from __future__ import annotations

from contextlib import AbstractContextManager
from contextvars import Context
from typing import Any

from flask.sessions import SessionMixin
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Browser(FlaskClient):
    """Makes each request outside the test's own application context, as a real server does.

    Otherwise `g`, and with it who is signed in, would be carried over from one request to the next.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request, to the canonical address unless another is given."""
        if args and isinstance(args[0], str):
            kwargs = {**self._address(), **kwargs}
        return Context().run(super().open, *args, **kwargs)

    def session_transaction(self, *args: Any, **kwargs: Any) -> AbstractContextManager[SessionMixin]:
        """Look into the session, or change it."""
        return super().session_transaction(*args, **{**self._address(), **kwargs})

    def _address(self) -> dict[str, Any]:
        return {"base_url": self.application.config["PUBLIC_URL"]}
