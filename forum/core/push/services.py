"""Which addresses a message may be handed to: push services that the operator allows, and public addresses only."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Network, ip_address
from urllib.parse import urlsplit

LONGEST_ADDRESS = 1_000
HTTPS = 443
TRANSLATION = IPv6Network("64:ff9b::/96")
"""In which an IPv4 address is written where there is IPv6 only (RFC 6052); the other leads into one's own network."""
LOCAL_TRANSLATION = IPv6Network("64:ff9b:1::/48")

Place = tuple[str, int]
Resolver = Callable[[str, int], Sequence[Place]]
"""From a host and a port to the addresses and ports at which it may be reached."""


class NotPublic(OSError):
    """The name of a push service leads to an address of this network."""


def is_allowed(endpoint: str, services: Sequence[str]) -> bool:
    """Whether `endpoint` is an https address, on the usual port, of one of `services`."""
    if (
        len(endpoint) > LONGEST_ADDRESS
        or not endpoint.isascii()
        or not endpoint.isprintable()
        or " " in endpoint
    ):
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username is not None or port not in (None, HTTPS) or parts.fragment:
        return False
    return any(_is_named(parts.hostname or "", service) for service in services)


def public_addresses(host: str, port: int) -> Sequence[Place]:
    """Return the addresses of `host`.

    Raises:
        NotPublic: when any of them is not public; a name that leads here as well as there is no push service.
        OSError: when it has none now.
    """
    found = [(str(entry[4][0]), port) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address, _port in found:
        if not is_public(address):
            raise NotPublic(f"{host} leads to {address}")
    return found


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open network: not to this machine, its network or a special use."""
    known = ip_address(address.partition("%")[0])
    if known.version == 6:
        if known in TRANSLATION:
            return is_public(str(IPv4Address(int(known) & 0xFFFFFFFF)))
        if known in LOCAL_TRANSLATION or known.ipv4_mapped or known.sixtofour or known.teredo:
            return False
    return known.is_global and not known.is_multicast


def _is_named(host: str, service: str) -> bool:
    if service.startswith("*."):
        return host.endswith(service[1:]) and len(host) > len(service) - 1
    return host == service
