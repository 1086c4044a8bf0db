"""When a request reached the house: stamped before anything else is done, so that a queue makes no vote late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import Flask, request

from forum.core.clock import clock

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ARRIVED = "potluck.arrived"


class ArrivalStamp:
    """Outermost middleware: notes the moment. What a client sends cannot get there: no header has such a name.

    The web server puts one before its own queue, see `forum.serve.web`; the first stamp counts.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Stamp the request and pass it on."""
        if environ["REQUEST_METHOD"] == "POST":
            environ.setdefault(ARRIVED, clock.now())
        return self._app(environ, start_response)


def arrived() -> datetime:
    """Return when the present request came in."""
    return cast("datetime", request.environ.get(ARRIVED) or clock.now())


def init_app(app: Flask) -> None:
    """Stand before `app`."""
    app.wsgi_app = ArrivalStamp(app.wsgi_app)  # type: ignore[method-assign]
