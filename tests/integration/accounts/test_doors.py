"""What every page of the room has in common: tokens, caches, and where it leads afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import ALICE
from tests.conftest import NOON
from tests.houses import SQLITE, House, build_house
from tests.integration.accounts.test_sign_in import RIGHT, is_in
from tests.people import invite_cast

HOSTILE = (
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example/..",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/%09/evil.example",
    "/%252fevil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://evil.example",
    "evil.example",
    "@evil.example",
    "http:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/./\\evil.example",
    "/\u2028/evil.example",
    "/\uff0fevil.example",
    "//evil%E3%80%82example",
    "/;@evil.example//x",
    "/" + "a" * 5000,
    "/\x00/evil.example",
    "/\r\nLocation: https://evil.example",
    "?next=//evil.example",
    "",
)


def led_to(app: Flask, number: int, wanted: str) -> str | None:
    """Sign in, asking for a page, and return where that leads."""
    address = {"REMOTE_ADDR": f"192.0.2.{number}"}
    return app.test_client().post("/sign-in", data={**RIGHT, "next": wanted}, environ_base=address).location


def test_signing_in_never_leads_to_another_host(app: Flask, cast: SimpleNamespace) -> None:
    led = {wanted: led_to(app, number, wanted) for number, wanted in enumerate(HOSTILE)}
    assert {wanted: place for wanted, place in led.items() if place != "/"} == {}


def test_signing_in_leads_back_to_a_page_of_this_host(app: Flask, cast: SimpleNamespace) -> None:
    own = ("/", "/topics/7", "/topics/7?page=2#post-40", "/tags/caf%C3%A9", "/search?q=a//b")
    assert [led_to(app, number, wanted) for number, wanted in enumerate(own)] == list(own)


def test_a_guest_who_comes_to_a_page_for_members_is_led_back_to_it(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    page = guest.get("/settings/security")
    assert page.location == "/sign-in?next=/settings/security"
    form = guest.get(page.location).text
    assert 'value="/settings/security"' in form


def test_private_pages_are_not_kept_by_caches(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: Callable[[str], FlaskClient]
) -> None:
    assert guest.get("/sign-in").headers["Cache-Control"] == "no-store"
    alice = browser_of("alice")
    for path in ("/settings/security", "/", "/latest", "/members", "/members/chloe", "/charter", "/nothing"):
        assert alice.get(path).headers["Cache-Control"] == "no-store", path


def test_every_unsafe_request_needs_a_token(
    app: Flask,
    cast: SimpleNamespace,
    browser_of: Callable[[str], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = browser_of("alice")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    rules = [rule for rule in app.url_map.iter_rules() if str(rule.endpoint).startswith("accounts.")]
    unsafe = [rule for rule in rules if "POST" in (rule.methods or ())]
    assert len(unsafe) > 20
    for rule in unsafe:
        path = rule.build(dict.fromkeys(rule.arguments, "1"), append_unknown=False)
        assert path
        assert browser.post(path[1], data={"posts": "keep", "sure": "y"}).status_code == 400, path[1]
    assert is_in(browser)


def test_no_page_changes_anything_by_looking_at_it(
    app: Flask, cast: SimpleNamespace, browser_of: Callable[[str], FlaskClient]
) -> None:
    browser = browser_of("alice")
    for path in ("/sign-out", "/settings/sign-ins/end-others", "/settings/recovery-codes", "/sign-up/mail"):
        assert browser.get(path).status_code == 405


def test_addresses_typed_into_pages_come_back_as_text(guest: FlaskClient) -> None:
    page = guest.post("/sign-in", data={"email": '"><script>alert(1)</script>', "password": "x" * 20}).text
    assert "<script>alert" not in page


@pytest.fixture(scope="module")
def secure_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that people reach by https."""
    folder = tmp_path_factory.mktemp("secure")
    with build_house(SQLITE, folder, PUBLIC_URL="https://forum.example", DEMO="0") as house:
        yield house


def test_over_https_cookies_are_bound_to_this_host(secure_house: House) -> None:
    with secure_house.app.app_context():
        invite_cast([ALICE], NOON)
    answer = secure_house.app.test_client().post("/sign-in", data=RIGHT)
    cookies = [value for name, value in answer.headers if name == "Set-Cookie"]
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie and "HttpOnly" in cookie and "Path=/" in cookie and "Domain" not in cookie


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/", "forum.example", 200),
        ("GET", "/static/icons.svg", "forum.example", 200),
        ("GET", "/settings/account", "forum.example", 303),
        ("GET", "/nothing", "forum.example", 404),
        ("DELETE", "/", "forum.example", 405),
        ("GET", "/", "evil.example", 400),
    ],
)
def test_every_answer_carries_the_headers_of_safety(
    secure_house: House, method: str, path: str, host: str, status: int
) -> None:
    answer = secure_house.app.test_client().open(path, method=method, base_url=f"https://{host}")
    assert answer.status_code == status
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ") and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in ("same-origin", "strict-origin-when-cross-origin")
    assert "camera=()" in headers["Permissions-Policy"]
