"""Which addresses a text may link to, and which of them are the community's own."""

from __future__ import annotations

import re
from html import unescape

SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST = 2_000

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\s]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UPLOAD = re.compile(r"/uploads/([A-Za-z0-9_-]{1,80})")
_PAGE = re.compile(r"/(?:topics|posts)/[0-9]{1,9}(?:[/?#][^\s<>]{0,200})?")


def is_allowed(address: str) -> bool:
    """Whether `address` may stand in a link: http, https, mailto, or relative to this site.

    Characters that browsers skip while they look for a scheme are skipped here as well.
    """
    if len(address) > LONGEST:
        return False
    seen = _INVISIBLE.sub("", unescape(address))
    scheme = _SCHEME.match(seen)
    return scheme is None or scheme.group()[:-1].lower() in SCHEMES


def is_external(address: str, public_url: str) -> bool:
    """Whether `address` leads away from this site."""
    if own_path(address, public_url) is not None or address.lower().startswith("mailto:"):
        return False
    seen = _INVISIBLE.sub("", address).replace("\\", "/")
    return seen.startswith("//") or _SCHEME.match(seen) is not None


def own_path(address: str, public_url: str) -> str | None:
    """Return the path of an address of this site that is absolute or starts with a slash, else None."""
    if public_url and (address == public_url or address.startswith(f"{public_url}/")):
        return address.removeprefix(public_url) or "/"
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path else None


def upload_key(address: str, public_url: str) -> str | None:
    """Return the key of the upload that `address` names, else None."""
    path = own_path(address, public_url)
    match = _UPLOAD.fullmatch(path) if path else None
    return match.group(1) if match else None


def card_path(address: str, public_url: str) -> str | None:
    """Return the path of a topic or post, if that is what `address` leads to, else None."""
    path = own_path(address, public_url)
    return path if path and _PAGE.fullmatch(path) else None
