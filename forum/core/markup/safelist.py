"""The safelist, written once, and the two walls that keep to it: bleach, and behind it nh3.

Why two: docs/adr/two-walls.md.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import nh3
from bleach.sanitizer import Cleaner

from forum.core.markup.addresses import SCHEMES, is_allowed

Check = Callable[[str], bool]


def _like(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _anything(_: str) -> bool:
    return True


_UPLOAD = r"/uploads/[A-Za-z0-9_-]{1,80}/(?:[0-9]{2,4}|full)\.webp"
_ALIGNED: dict[str, Check] = {"class": _like("align-(?:left|center|right)")}

SAFELIST: dict[str, dict[str, Check]] = {
    "a": {
        "href": is_allowed,
        "title": _anything,
        "rel": _like("nofollow ugc noopener"),
        "class": _like("mention"),
    },
    "blockquote": {"class": _like("quote"), "data-post": _like("[0-9]{1,9}")},
    "br": {},
    "code": {"class": _like(r"language-\S{1,60}")},
    "details": {"class": _like("spoiler")},
    "div": {"class": _like("table-wrap"), "tabindex": _like("0")},
    "em": {},
    "h1": {},
    "h2": {},
    "h3": {},
    "h4": {},
    "h5": {},
    "h6": {},
    "hr": {},
    "img": {
        "src": _like(_UPLOAD),
        "srcset": _like(rf"{_UPLOAD} [0-9]{{2,5}}w(?:, {_UPLOAD} [0-9]{{2,5}}w)*"),
        "sizes": _like(r"\(max-width: 48rem\) 100vw, 44rem"),
        "alt": _anything,
        "title": _anything,
        "width": _like("[0-9]{1,5}"),
        "height": _like("[0-9]{1,5}"),
        "loading": _like("lazy"),
        "decoding": _like("async"),
    },
    "li": {},
    "ol": {"start": _like("[0-9]{1,9}")},
    "p": {"class": _like("quote-source|quote-withheld|link-card")},
    "pre": {"class": _like("plain")},
    "s": {},
    "small": {},
    "span": {"class": _like("spoiler"), "tabindex": _like("0")},
    "strong": {},
    "summary": {},
    "table": {},
    "tbody": {},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "thead": {},
    "tr": {},
    "ul": {},
}


def is_listed(tag: str, attribute: str, value: str) -> bool:
    """Whether `tag` may carry `attribute` with this value."""
    check = SAFELIST.get(tag, {}).get(attribute)
    return check is not None and check(value)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    return value if is_listed(tag, attribute, value) else None


class _Bleach(threading.local):
    """One cleaner a thread: html5lib's parser keeps its state in itself."""

    def __init__(self) -> None:
        self.cleaner: Any = Cleaner(
            tags=frozenset(SAFELIST), attributes=is_listed, protocols=SCHEMES, strip=True, strip_comments=True
        )


_bleach = _Bleach()
_nh3 = nh3.Cleaner(
    tags=set(SAFELIST),
    attributes={tag: set(attributes) for tag, attributes in SAFELIST.items()},
    attribute_filter=_kept,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def first_wall(html: str) -> str:
    """Return `html` with nothing in it but what is on the safelist, as bleach sees it."""
    cleaned: str = _bleach.cleaner.clean(html)
    return cleaned


def second_wall(html: str) -> str:
    """Return `html` with nothing in it but what is on the safelist, as nh3 sees it."""
    return _nh3.clean(html)


def sanitise(html: str) -> str:
    """Return `html` after both walls."""
    return second_wall(first_wall(html))
