"""What holds for every answer: security headers, the canonical host, plain error pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request
from flask_babel import force_locale
from sqlalchemy.exc import DataError, OperationalError, TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from forum.core.database import db
from forum.core.i18n import LANGUAGE_COOKIE, language_of_browser, select_language
from forum.core.policy import Invalid, NotAllowed, NotFound
from forum.core.sent_again import sent_form
from forum.core.viewing import current_viewer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
ERROR_CODES = (400, 403, 404, 405, 409, 410, 413, 415, 429, 500, 503)
RETRY_AFTER_SECONDS = "5"


LARGEST_NUMBER = 2**31 - 1
"""Of a row, in a column of PostgreSQL."""


class RowNumber(IntegerConverter):
    """A number in an address. One that no row can have leads nowhere, where PostgreSQL would fail."""

    def __init__(self, routes: Map) -> None:
        super().__init__(routes, max=LARGEST_NUMBER)


class SecurityHeaders:
    """Outermost middleware: adds the headers that an answer does not carry already, errors and files included."""

    def __init__(self, app: WSGIApplication, *, secure: bool) -> None:
        self._app = app
        self._headers = [*SECURITY_HEADERS, *([STRICT_TRANSPORT] if secure else [])]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on and complete the headers of its answer."""

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            present = {name.lower() for name, _ in headers}
            missing = [(name, value) for name, value in self._headers if name.lower() not in present]
            return start_response(status, headers + missing, *exc_info)

        return self._app(environ, start)


def wants_fragment() -> bool:
    """Whether htmx asks for a part of a page only."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def private(response: Response) -> Response:
    """Mark an answer as one person's own: no cache may keep it."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _keep_private(response: Response) -> Response:
    """Let no cache keep what was made for a member, unless its view said how it may be kept."""
    is_said = "Cache-Control" in response.headers
    return response if is_said or not current_viewer().is_authenticated else private(response)


def _error_page(code: int, message: str = "") -> tuple[str, int, dict[str, str]]:
    """Return the page for `code`, made without the context of other pages: it must stand when the database is gone."""
    headers = {"Cache-Control": "no-store"}
    if code == 503:
        headers["Retry-After"] = RETRY_AFTER_SECONDS
    template = f"errors/{code}.html" if code in ERROR_CODES else "errors/400.html"
    with force_locale(_error_language(code)):
        sent = sent_form() if code == 429 else None
        page = current_app.jinja_env.get_template(template).render(message=message, sent=sent)
    return page, code, headers


def _error_language(code: int) -> str:
    """Return the language of the page for `code`; where the house itself fails, members are not asked for theirs."""
    if code < 500:
        return select_language()
    return language_of_browser(
        request.cookies.get(LANGUAGE_COOKIE), request.headers.get("Accept-Language", "")
    )


def init_app(app: Flask) -> None:
    """Register error pages, numbers in addresses, and the headers."""
    app.url_map.converters["int"] = RowNumber
    app.register_error_handler(NotFound, lambda error: _error_page(404))
    app.register_error_handler(NotAllowed, lambda error: _error_page(403, error.message))
    app.register_error_handler(Invalid, lambda error: _error_page(400, str(error)))
    app.register_error_handler(DataError, lambda error: _beyond_the_database())
    app.register_error_handler(OverflowError, _number_beyond_sqlite)
    app.register_error_handler(OperationalError, lambda error: _error_page(503))
    app.register_error_handler(PoolTimeout, lambda error: _error_page(503))
    app.register_error_handler(HTTPException, _http_error)
    app.after_request(_keep_private)
    app.wsgi_app = SecurityHeaders(app.wsgi_app, secure=app.config["SECURE"])  # type: ignore[method-assign]


def _beyond_the_database() -> Any:
    """Answer what holds a value that no column can: on PostgreSQL the transaction has failed with it."""
    db.session.rollback()
    return _error_page(400)


def _number_beyond_sqlite(error: OverflowError) -> Any:
    if "SQLite" not in str(error):
        raise error
    return _beyond_the_database()


def _http_error(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    body, status, headers = _error_page(code)
    kept = {
        name: value
        for name, value in error.get_headers()
        if name in ("Allow", "Retry-After", "WWW-Authenticate")
    }
    return body, status, {**headers, **kept}
