"""How open pages learn that something new waits: they ask every half minute, and are mostly answered before Flask.

Three looks, each only where the one before does not tell. One number in memory, read at most once a second for the
whole process, says whether anybody's notices have changed: if not, the answer is 304 and nothing was asked of anybody.
If so, one statement on the connection of the page cache counts this member's. Only when that count is another one, or
after five minutes, Flask answers, finds out anew who asks, and renders the bell.

Who has signed out is told 304 for so long at most: that nothing has changed for them, which says nothing.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask

from forum.core.page_cache import page_cache_of
from forum.core.version_reader import VersionReader
from forum.notifications.delivery import UNREAD_SCOPE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

EXTENSION = "potluck.open_pages"
PATH = "/notifications/unread"
NUMBER_STANDS = 1.0
"""Seconds for which the number of all changes is believed."""
STANDS_FOR = 300.0
"""Seconds after which Flask is asked again who this is."""
MOST_KNOWN = 50_000
COUNT = (
    "SELECT count(*) FROM "
    "(SELECT 1 FROM notification WHERE member_id = {mark} AND read_at IS NULL LIMIT 100) AS waiting"
)
"""Counted as far as `queries.count_unread` does."""


@dataclass(slots=True)
class _Known:
    """What one browser was told: whose count, which, by which tag, and as of which number of all changes."""

    member_id: int
    count: int
    tag: str
    number: int
    told_at: float


class OpenPages:
    """Answers before Flask; see above."""

    def __init__(self, reader: VersionReader, cookie: str) -> None:
        self._reader = reader
        self._cookie = re.compile(rf"(?:^|;\s*){re.escape(cookie)}=([^;]+)")
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._number = 0
        self._read_at = float("-inf")

    def number(self) -> int:
        """Return how often anybody's notices have changed, as of a second ago at most."""
        now = time.monotonic()
        if now - self._read_at >= NUMBER_STANDS:
            self._number = self._reader.read([UNREAD_SCOPE])[UNREAD_SCOPE]
            self._read_at = now
        return self._number

    def tell(self, environ: WSGIEnvironment, *, member_id: int, count: int, tag: str, number: int) -> None:
        """Keep what this browser is told now. `number` was read before the notices were counted."""
        key = self._key(environ)
        if key is None:
            return
        self._known[key] = _Known(member_id, count, tag, number, time.monotonic())
        self._known.move_to_end(key)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer that nothing has changed where that is known; None leaves the request to Flask."""
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if not tag or environ.get("PATH_INFO") != PATH or environ["REQUEST_METHOD"] != "GET":
            return None
        key = self._key(environ)
        known = self._known.get(key) if key is not None else None
        if known is None or known.tag != tag or not self._stands(known):
            return None
        start_response("304 Not Modified", [("ETag", tag), ("Cache-Control", "no-store"), ("Vary", "Cookie")])
        return ()

    def forget(self) -> None:
        """Forget everybody."""
        self._known.clear()
        self._read_at = float("-inf")

    def _stands(self, known: _Known) -> bool:
        if time.monotonic() - known.told_at > STANDS_FOR:
            return False
        try:
            number = self.number()
            if number != known.number:
                ((count,),) = self._reader.ask(COUNT, [known.member_id])
                if count != known.count:
                    return False
                known.number = number
        except VersionReader.FAILURES:
            return False
        return True

    def _key(self, environ: WSGIEnvironment) -> bytes | None:
        found = self._cookie.search(environ.get("HTTP_COOKIE", ""))
        return hashlib.blake2b(found[1].encode("latin-1"), digest_size=16).digest() if found else None


def open_pages_of(app: Flask) -> OpenPages:
    """Return what answers the open pages of `app`."""
    return cast("OpenPages", app.extensions[EXTENSION])


def init_app(app: Flask) -> None:
    """Stand before `app`."""
    cache = page_cache_of(app)
    pages = OpenPages(cache.reader, app.config["SESSION_COOKIE_NAME"])
    cache.shortcuts.append(pages.answer)
    app.extensions[EXTENSION] = pages
