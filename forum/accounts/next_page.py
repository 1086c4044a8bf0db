"""Where somebody goes after signing in: back to a page of this community, never anywhere else."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from flask import current_app, request

HOME = "/"
LONGEST = 1_000
OWN_PAGES = ("/sign-", "/recover", "/language")


def safe_next(wanted: str | None) -> str:
    """Return `wanted` if it is surely a path of this host, else the home page.

    Browsers skip control characters, read backslashes as slashes and a double slash as the start of a host, so
    anything that holds one of these, plainly or percent-encoded, is not taken.
    """
    if not wanted or len(wanted) > LONGEST or not wanted.startswith("/") or wanted.startswith(OWN_PAGES):
        return HOME
    seen = unquote(unquote(wanted))
    if any(not character.isprintable() or character in "\\ " for character in seen.partition("?")[0]):
        return HOME
    if "//" in seen.partition("?")[0] or not wanted.isascii() or not wanted.isprintable() or "\\" in wanted:
        return HOME
    return wanted


def page_before() -> str:
    """Return the page of this community from which the present request came, else the home page.

    Who goes from the sign-in to the sign-up still wants to where they were led to the sign-in for.
    """
    origin = current_app.config["PUBLIC_URL"]
    referrer = request.referrer or ""
    if not referrer.startswith(f"{origin}/"):
        return HOME
    parts = urlsplit(referrer)
    if parts.path.startswith(OWN_PAGES):
        return safe_next(parse_qs(parts.query).get("next", [""])[0])
    return safe_next(parts.path + (f"?{parts.query}" if parts.query else ""))


def wanted_page() -> str:
    """Return where the present request wants to go afterwards, by `next` or by where it came from."""
    asked = request.values.get("next")
    return safe_next(asked) if asked else page_before()
