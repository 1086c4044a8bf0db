"""Where a request really comes from: what declared proxies say counts, what anybody else says does not."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from flask import Flask

from config import Config
from forum.core.environment import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class TrustedProxies:
    """Middleware that puts the client's address and scheme in place of a trusted proxy's."""

    def __init__(self, app: WSGIApplication, networks: tuple[Network, ...]) -> None:
        self._app = app
        self._networks = networks

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Read `X-Forwarded-For` from the right, up to the first address that is no proxy of ours."""
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            foreign = (hop for hop in reversed(hops) if not self._trusts(hop))
            client = next(foreign, "")
            if address := parse_address(client):
                environ["REMOTE_ADDR"] = str(address)
            if environ.get("HTTP_X_FORWARDED_PROTO") in ("http", "https"):
                environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
        return self._app(environ, start_response)

    def _trusts(self, text: str) -> bool:
        address = parse_address(text)
        return address is not None and any(address in network for network in self._networks)


def parse_address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the IP address that `text` is, an IPv4 address behind IPv6 as itself; None for anything else."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def init_app(app: Flask, config: Config) -> None:
    """Stand before `app` where proxies are declared."""
    if config.trusted_proxies:
        app.wsgi_app = TrustedProxies(app.wsgi_app, config.trusted_proxies)  # type: ignore[method-assign]
