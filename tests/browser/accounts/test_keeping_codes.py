"""Recovery codes are shown once: they can be taken along at once, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.accounts.authenticators import authenticators
from forum.core.clock import clock
from tests.browser.axe import faults
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.people import invite_cast

TELEPHONE = {"width": WIDTHS["telephone"], "height": 800}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Page]:
    """Alice's telephone, which shows fresh codes."""
    site.house.empty()
    with site.house.app.app_context():
        invite_cast(CAST, clock.now())
    scripts: bool = request.param
    context = browser_for(
        chromium, site.house.app, "alice", viewport=TELEPHONE, locale="en-GB", java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/settings/second-factor")
    key = page.locator(".qr-key code").text_content() or ""
    with site.house.app.app_context():
        page.get_by_label("Code").fill(authenticators()._totp(key=key).generate().token)
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    yield page
    context.close()
    site.house.empty()


def codes_on(page: Page) -> list[str]:
    return [code.strip() for code in page.locator("#codes code").all_text_contents()]


def test_they_come_as_a_text_file(page: Page, tmp_path: Path) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as a text file").click()
    waiting.value.save_as(tmp_path / "codes.txt")
    text = (tmp_path / "codes.txt").read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "recovery-codes.txt"
    assert re.findall(r"^[0-9a-f-]{14}$", text, re.MULTILINE) == codes_on(page) != []
    assert text.startswith("Recovery codes of Alice Almond for ")


@pytest.mark.parametrize("page", [True], indirect=True)
def test_they_are_copied_one_a_line(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()").split() == codes_on(page)
    assert faults(page) == []


@pytest.mark.parametrize("page", [False], indirect=True)
def test_no_button_is_shown_that_does_nothing(page: Page) -> None:
    for name in ("Copy", "Print"):
        expect(page.get_by_role("button", name=name)).to_be_hidden()
