"""Passkeys, with Chromium's own virtual authenticator in the place of a finger."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from forum.accounts.models import Member, SignIn
from forum.accounts.operations.members import suspend_member
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM
from tests.browser.conftest import Site, free_port
from tests.browser.visitors import WITHOUT_WORKER
from tests.cast import ALICE, CAST, PASSWORD
from tests.conftest import NOON
from tests.houses import SQLITE, build_house
from tests.people import invite_cast

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def named_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A house that is reached by a name: passkeys are bound to names, never to bare addresses."""
    port = free_port()
    url = f"http://localhost:{port}"
    with build_house(SQLITE, tmp_path_factory.mktemp("named"), PORT=str(port), PUBLIC_URL=url) as house:
        server = make_server("127.0.0.1", port, house.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(house, url)
        server.shutdown()
        thread.join()


@pytest.fixture
def page(chromium: Browser, named_site: Site) -> Iterator[Page]:
    """A page of a browser whose device has an authenticator."""
    with named_site.house.app.app_context():
        named_site.house.empty()
        invite_cast(CAST, NOON)
    context = chromium.new_context(base_url=named_site.url, locale="en-GB", service_workers=WITHOUT_WORKER)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def sign_in(page: Page) -> None:
    """Sign in by password."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(ALICE.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Hello, Alice")).to_be_visible()


def add_passkey(page: Page) -> None:
    """Make a passkey on this device."""
    page.goto("/settings/security")
    page.get_by_label("Name of the device").fill("Kitchen tablet")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Kitchen tablet")).to_be_visible()


def test_a_passkey_lets_its_owner_in_without_a_password(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Hello, Alice")).to_be_visible()


def test_a_passkey_that_was_removed_lets_nobody_in(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.get_by_role("button", name="Remove the passkey Kitchen tablet").click()
    expect(page.get_by_text("The passkey is removed")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("could not be used")


def test_an_answer_that_was_overheard_is_worth_nothing(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    with page.expect_request("**/sign-in/passkey") as overheard:
        page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Hello, Alice")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/sign-in")
    status = page.evaluate(
        """async (body) => (await fetch("/sign-in/passkey", {
          method: "POST", body, headers: {"Content-Type": "application/json"}})).status""",
        overheard.value.post_data,
    )
    assert status == 422


def test_a_bare_address_offers_no_passkeys(chromium: Browser, site: Site) -> None:
    page = chromium.new_page(base_url=site.url)
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.close()


def test_a_device_that_has_one_is_told_so(page: Page) -> None:
    sign_in(page)
    add_passkey(page)
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("has a passkey for you already")


def test_whoever_waited_too_long_shows_themselves_again_and_goes_on(page: Page, named_site: Site) -> None:
    sign_in(page)
    page.goto("/settings/security")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_visible()
    with named_site.house.app.app_context(), write_transaction():
        db.session.query(SignIn).one().fresh_at -= timedelta(hours=1)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page).to_have_url(re.compile("/sign-in/again"))
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Go on").click()
    page.wait_for_url("**/settings/security")


def test_somebody_suspended_is_told_until_when(page: Page, named_site: Site) -> None:
    sign_in(page)
    add_passkey(page)
    with named_site.house.app.app_context(), write_transaction():
        alice = db.session.query(Member).filter_by(handle=ALICE.handle).one()
        suspend_member(
            alice, until=clock.now() + timedelta(days=3), reason="spam", actor=SYSTEM, now=clock.now()
        )
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".passkey [role=alert]")).to_contain_text("You cannot sign in until")
