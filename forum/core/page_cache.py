"""Whole pages for guests, given without asking Flask.

A page that says what it depends on (`versions.depend_on`) and sets no cookie is kept. It is given again, compressed and
complete, as long as the numbers of everything it depends on stand: one short statement tells, so a change by any
process shows at the next request. Who may be signed in is never answered from here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import parse_qsl, urlencode

from flask import Flask

from forum.core.compression import (
    Compressed,
    Headers,
    answer_compressed,
    best_encoding,
    captured,
    compress,
    with_word,
)
from forum.core.i18n import LANGUAGE_COOKIE, language_of_browser
from forum.core.kept import Entry, Kept
from forum.core.version_reader import VersionReader
from forum.core.versions import DEPENDENCIES, KNOWN

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION = "potluck.page_cache"
CAPACITY = 64 * 1024 * 1024
ARGUMENTS = frozenset({"before", "hl", "kind", "page", "period"})
"""What the address of a kept page may ask for. Anything else is answered by Flask."""
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id")
"""Arguments that newsletters and advertisements add and that no page reads."""
LONGEST_ADDRESS = 300
VARY = ("Cookie", "Accept-Language", "Accept-Encoding")
STILL_TRUE = ("ETag", "Vary", "Cache-Control")
"""Headers of an answer that says that nothing has changed."""
COOKIE = re.compile(r"(?:^|;\s*)(language|theme)=(\w{1,8})(?=;|$)")


Shortcut = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes] | None]
"""A room's own answer before Flask, for requests that it knows; None for all others."""


class Wanted(NamedTuple):
    """What a guest asks for: one page in one language and appearance."""

    path: str
    query: str
    language: str
    theme: str


@dataclass(slots=True)
class KeptPage:
    """A page as Flask answered it, and its compressed forms once somebody wanted them."""

    headers: Headers
    body: bytes
    forms: dict[str, tuple[str, Headers, bytes]] = field(default_factory=dict)

    def form(self, encoding: str) -> tuple[str, Headers, bytes]:
        """Return entity tag, headers and body of the page in `encoding`."""
        known = self.forms.get(encoding)
        if known is None:
            body = compress(self.body, encoding)
            tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            extra = [("ETag", tag), *([("Content-Encoding", encoding)] if encoding else [])]
            known = (tag, [*self.headers, *extra], body)
            self.forms[encoding] = known
        return known


class PageCache:
    """Middleware before Flask."""

    def __init__(
        self, app: WSGIApplication, *, reader: VersionReader, hosts: Iterable[str], identities: Iterable[str]
    ) -> None:
        self._app = app
        self._otherwise = Compressed(app)
        self.reader = reader
        self._hosts = frozenset(hosts)
        self._identities = tuple(f"{cookie}=" for cookie in identities)
        self.kept: Kept[KeptPage | None] = Kept(CAPACITY)
        self.shortcuts: list[Shortcut] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept; else pass the request on, and keep its answer if that may be kept."""
        for shortcut in self.shortcuts:
            answer = shortcut(environ, start_response)
            if answer is not None:
                return answer
        wanted = self._wanted(environ)
        if wanted is None:
            return self._otherwise(environ, start_response)
        page = self._standing(wanted, environ)
        if page is not None:
            return _answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD" or self._is_not_kept(wanted):
            return self._otherwise(environ, start_response)
        with self.kept.building(wanted):
            page = self._standing(wanted, environ)
            if page is None:
                return self._build(wanted, environ, start_response)
        return _answer(page, environ, start_response)

    def forget(self) -> None:
        """Forget every page and hang up."""
        self.kept.forget()
        self.reader.hang_up()

    def _wanted(self, environ: WSGIEnvironment) -> Wanted | None:
        """Return what is asked for, if it may be answered from here: by a guest, at our address, for a whole page."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("HTTP_HOST") not in self._hosts:
            return None
        if "HTTP_AUTHORIZATION" in environ or "HTTP_HX_REQUEST" in environ or "HTTP_RANGE" in environ:
            return None
        cookies = environ.get("HTTP_COOKIE", "")
        if any(identity in cookies for identity in self._identities):
            return None
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if query:
            if len(query) > LONGEST_ADDRESS:
                return None
            asked = [
                pair for pair in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])
            ]
            if any(name not in ARGUMENTS for name, _ in asked):
                return None
            query = urlencode(sorted(asked))
        own = dict(COOKIE.findall(cookies)) if cookies else {}
        language = language_of_browser(own.get(LANGUAGE_COOKIE), environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return Wanted(path, query, language, own.get("theme", ""))

    def _standing(self, wanted: Wanted, environ: WSGIEnvironment) -> KeptPage | None:
        """Return the kept page if nothing it depends on has changed."""
        entry: Entry[KeptPage | None] | None = self.kept.find(wanted)
        if entry is None or entry.value is None:
            return None
        try:
            numbers = self.reader.read(entry.versions)
        except VersionReader.FAILURES:
            return None
        if numbers == entry.versions:
            return entry.value
        environ[KNOWN] = numbers
        return None

    def _is_not_kept(self, wanted: Wanted) -> bool:
        entry = self.kept.find(wanted)
        return entry is not None and entry.value is None

    def _build(
        self, wanted: Wanted, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        plain = (
            environ.get("QUERY_STRING", "") == ""
            or urlencode(parse_qsl(environ["QUERY_STRING"])) == wanted.query
        )
        status, headers, body = captured(self._app, environ)
        versions = environ.get(DEPENDENCIES)
        if versions is None or not status.startswith("200") or _is_personal(headers):
            self.kept.keep(wanted, None, {}, len(wanted.path) + 400)
            return answer_compressed(environ, start_response, status, headers, body)
        whole = b"".join(body)
        close = getattr(body, "close", None)
        if close is not None:
            close()
        page = KeptPage(_kept_headers(headers), whole)
        if plain:
            self.kept.keep(wanted, page, versions, 2 * len(whole) + 2_000)
        return _answer(page, environ, start_response)


def _answer(page: KeptPage, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    tag, headers, body = page.form(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response(
            "304 Not Modified",
            [header for header in headers if header[0] in ("ETag", "Vary", "Cache-Control")],
        )
        return ()
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _is_personal(headers: Headers) -> bool:
    return any(
        name.lower() == "set-cookie" or (name.lower() == "cache-control" and "no-store" in value)
        for name, value in headers
    )


def _kept_headers(headers: Headers) -> Headers:
    """Return the headers for every guest: browsers may keep the page, but ask each time whether it still stands."""
    vary = next((value for name, value in headers if name.lower() == "vary"), "")
    for word in VARY:
        vary = with_word(vary, word)
    replaced = ("content-length", "cache-control", "vary", "etag")
    return [
        *((name, value) for name, value in headers if name.lower() not in replaced),
        ("Cache-Control", "no-cache"),
        ("Vary", vary),
    ]


def page_cache_of(app: Flask) -> PageCache:
    """Return what stands before `app`."""
    return cast("PageCache", app.extensions[EXTENSION])


def init_app(app: Flask) -> None:
    """Stand before `app`."""
    cache = PageCache(
        app.wsgi_app,
        reader=VersionReader(app.config["SQLALCHEMY_DATABASE_URI"]),
        hosts=app.config["TRUSTED_HOSTS"],
        identities=(
            app.config["SESSION_COOKIE_NAME"],
            app.config.get("REMEMBER_COOKIE_NAME", "remember_token"),
        ),
    )
    app.wsgi_app = cache  # type: ignore[method-assign]
    app.extensions[EXTENSION] = cache
