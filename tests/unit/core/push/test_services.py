"""Messages go to push services that the operator allows, by https, at public addresses only."""

from __future__ import annotations

import socket

import pytest

from forum.core.push.services import NotPublic, is_allowed, is_public, public_addresses

SERVICES = ("fcm.googleapis.com", "*.push.services.mozilla.com")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://updates.push.services.mozilla.com:443/wpush/v2/abc",
    ],
)
def test_known_services_are_reached(endpoint: str) -> None:
    assert is_allowed(endpoint, SERVICES)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com:x/a",
        "https://user@fcm.googleapis.com/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://evil.example/fcm.googleapis.com",
        "https://evil.example#fcm.googleapis.com",
        "https://evil.example\\@fcm.googleapis.com/",
        "https://fcm.googleapis.com/a#part",
        "https://push.services.mozilla.com/a",
        "https://evilpush.services.mozilla.com/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://2130706433/a",
        "https://localhost/a",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a\r\nX: y",
        "https://fcm.googleapis.cöm/a",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "file:///etc/passwd",
        "//fcm.googleapis.com/a",
    ],
)
def test_all_else_is_not(endpoint: str) -> None:
    assert not is_allowed(endpoint, SERVICES)


def test_without_services_nothing_is() -> None:
    assert not is_allowed("https://fcm.googleapis.com/a", ())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2001:db8::1", "64:ff9b:1::1", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_addresses_of_this_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["142.250.185.74", "2a00:1450:4001:82a::200a", "64:ff9b::8efa:b94a"])
def test_addresses_of_the_open_network_are(address: str) -> None:
    assert is_public(address)


def test_a_name_that_leads_here_is_refused_even_beside_a_public_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **_: object) -> list[object]:
        return [(2, 1, 6, "", ("142.250.185.74", port)), (2, 1, 6, "", ("10.0.0.8", port))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(NotPublic):
        public_addresses("fcm.googleapis.com", 443)
