"""Somebody who only looks: asks the application as a server would, without the comfort of a test's browser.

The walk opens thousands of addresses. A test client spends a tenth of each visit on what the walk does not need.
"""

from __future__ import annotations

from contextvars import Context
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from forum.core.compression import Headers, captured

FRAGMENT = "HTTP_HX_REQUEST"


class Asking(dict[str, Any]):
    """What a request says. It remembers what the application wanted to be told and was not."""

    def __init__(self, said: dict[str, Any]) -> None:
        super().__init__(said)
        self.missed: set[str] = set()

    def __missing__(self, name: str) -> Any:
        self.missed.add(name)
        raise KeyError(name)


class Onlooker:
    """Looks at one address after the other, with the cookies of a browser and those that come with the answers."""

    def __init__(self, browser: FlaskClient) -> None:
        self._app: Flask = browser.application
        self._said = create_environ("/", self._app.config["PUBLIC_URL"])
        name = self._app.config["SESSION_COOKIE_NAME"]
        cookie = browser.get_cookie(name, self._said["SERVER_NAME"])
        self._cookies = {name: cookie.value} if cookie else {}

    def look(self, address: str, *, fragment: bool = False) -> tuple[int, Headers, bytes, frozenset[str]]:
        """Return status, headers and body of the answer, and what was asked of the request that it does not say."""
        path, _, query = address.partition("?")
        asking = Asking(self._said)
        asking["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
        asking["QUERY_STRING"] = query
        asking["wsgi.input"] = BytesIO()
        if self._cookies:
            asking["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if fragment:
            asking[FRAGMENT] = "true"
        status, headers, body = Context().run(self._answer, asking)
        for name, value in headers:
            if name == "Set-Cookie":
                cookie, _, rest = value.partition("=")
                self._cookies[cookie] = rest.partition(";")[0]
        return int(status[:3]), headers, body, frozenset(asking.missed)

    def _answer(self, asking: Asking) -> tuple[str, Headers, bytes]:
        status, headers, parts = captured(self._app, asking)
        try:
            return status, headers, b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
