"""Only a declared proxy may say where a request comes from."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from forum.core.limits import network_of
from forum.core.proxies import TrustedProxies

NETWORKS = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def seen(peer: str, forwarded: str | None = None, proto: str | None = None) -> tuple[str, str]:
    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http"}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    if proto is not None:
        environ["HTTP_X_FORWARDED_PROTO"] = proto
    TrustedProxies(lambda environ, start: [], NETWORKS)(environ, None)
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]


def test_a_trusted_proxy_is_believed() -> None:
    assert seen("127.0.0.1", "203.0.113.7", "https") == ("203.0.113.7", "https")


def test_a_stranger_is_not_believed() -> None:
    assert seen("198.51.100.1", "203.0.113.7", "https") == ("198.51.100.1", "http")


def test_what_the_client_wrote_before_the_proxies_does_not_count() -> None:
    assert seen("10.1.2.3", "1.1.1.1, 203.0.113.7, 10.9.9.9")[0] == "203.0.113.7"


@pytest.mark.parametrize("forwarded", ["", "unknown", "10.0.0.5", "<script>", "203.0.113.7, rubbish"])
def test_without_a_believable_address_it_stays_the_proxy(forwarded: str) -> None:
    assert seen("10.1.2.3", forwarded)[0] == "10.1.2.3"


def test_other_schemes_do_not_count() -> None:
    assert seen("10.1.2.3", "203.0.113.7", "gopher")[1] == "http"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("rubbish", "unknown"),
    ],
)
def test_guests_are_counted_by_household(address: str, network: str) -> None:
    assert network_of(address) == network
