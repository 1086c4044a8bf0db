"""Where a request comes from, told as coarsely as serves: a network, and a kind of browser."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from forum.accounts.operations.sign_ins import Origin
from forum.core.limits import network_of

KNOWN_COOKIE = "known"
KNOWN_FOR_SECONDS = 180 * 24 * 3600
MOST_KNOWN = 5
BROWSERS = (
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iOS", r"iPhone|iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


def present_network() -> str:
    """Return what stands for the household of the present request, for counting tries. It is never stored plainly."""
    return network_of(request.remote_addr or "")


def present_origin() -> Origin:
    """Return what a member is later shown of this request in the list of their sign-ins."""
    return Origin(network=_coarse(request.remote_addr or ""), device=device_of(request.user_agent.string))


def device_of(user_agent: str) -> str:
    """Return a browser's and a system's name, as far as `user_agent` tells them."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, user_agent)), "")
    system = next((name for name, sign in SYSTEMS if re.search(sign, user_agent)), "")
    return " · ".join(part for part in (browser, system) if part)


def knows_browser(uniquifier: str | None) -> str | None:
    """Return a name for this browser if the member with `uniquifier` has signed in in it before, else None."""
    return uniquifier if uniquifier is not None and uniquifier in _known_here() else None


def remember_browser(uniquifier: str) -> str:
    """Return the value of the cookie by which this browser is known to the member from now on."""
    known = [uniquifier, *(other for other in _known_here() if other != uniquifier)]
    return str(_signer().dumps(known[:MOST_KNOWN]))


def _known_here() -> list[str]:
    try:
        known = _signer().loads(request.cookies.get(known_cookie_name(), ""))
    except BadSignature:
        return []
    return [str(each) for each in known] if isinstance(known, list) else []


def known_cookie_name() -> str:
    """Return the cookie's name, bound to this very host where pages come by https."""
    return f"__Host-{KNOWN_COOKIE}" if current_app.config["SECURE"] else KNOWN_COOKIE


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="potluck known browser")


def _coarse(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return f"{address.rpartition('.')[0]}.x"
    return str(ip_network(f"{address}/48", strict=False))
