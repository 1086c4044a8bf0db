"""Joining and leaving in a real browser, at the width of a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults, findings
from tests.browser.conftest import WIDTHS, Site
from tests.cast import PASSWORD
from tests.integration.accounts.letters import Letter, last_letter


@pytest.fixture
def page(page: Page, site: Site) -> Page:
    """The page of a telephone, before an empty house."""
    with site.house.app.app_context():
        site.house.empty()
    page.set_viewport_size({"width": WIDTHS["telephone"], "height": 800})
    return page


def letter_to(site: Site, address: str) -> Letter:
    """Return the latest mail to an address."""
    with site.house.app.app_context():
        return last_letter(site.house.app, address)


def sign_up(page: Page) -> None:
    """Fill in the form for joining, as far as the page that asks for the code."""
    page.goto("/sign-up")
    page.get_by_label("Display name").fill("Felix Fennel")
    page.get_by_label("E-mail address").fill("felix@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    for box in ("I accept the charter", "I have read the privacy notice", "years old or older"):
        page.get_by_label(box).check()
    page.get_by_role("main").get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()


def join(page: Page, site: Site) -> None:
    """Join by typing the code."""
    sign_up(page)
    page.get_by_label("Code").press_sequentially(letter_to(site, "felix@example.org").code)
    expect(page.get_by_text("Welcome, Felix Fennel")).to_be_visible()


def test_somebody_joins_by_typing_the_code(page: Page, site: Site) -> None:
    join(page, site)
    page.goto("/members/felix-fennel")
    expect(page.get_by_role("heading", name="Felix Fennel")).to_be_visible()


def test_somebody_joins_by_the_link(page: Page, site: Site) -> None:
    sign_up(page)
    page.goto(letter_to(site, "felix@example.org").link)
    page.get_by_role("button", name="Yes, that is me").click()
    expect(page.get_by_text("Welcome, Felix Fennel")).to_be_visible()


def test_what_is_missing_is_told_beside_it_and_what_was_typed_stays(page: Page, site: Site) -> None:
    page.goto("/sign-up")
    page.get_by_label("Display name").fill("Felix Fennel")
    page.get_by_role("main").get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("5 things are missing or wrong")
    expect(page.get_by_label("Display name")).to_have_value("Felix Fennel")
    assert findings(page) == []


def test_joining_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto("/sign-up")
    page.get_by_label("Display name").focus()
    for typed in ("Felix Fennel", "felix@example.org", PASSWORD):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "marketing":
        if page.evaluate("document.activeElement.type") == "checkbox":
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()


def test_the_page_that_asks_for_the_code_is_accessible_and_fits(page: Page) -> None:
    sign_up(page)
    assert faults(page) == []


def test_somebody_takes_everything_along_and_leaves(page: Page, site: Site) -> None:
    join(page, site)
    page.goto("/settings/privacy")
    page.get_by_role("button", name="Gather everything").click()
    expect(page.get_by_text("We are gathering everything")).to_be_visible()
    letter_to(site, "felix@example.org")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "felix-fennel.zip"
    page.get_by_role("link", name="Erase my account").click()
    page.get_by_label("They stay").check()
    page.get_by_label("cannot be undone").check()
    page.get_by_role("button", name="Erase everything about me").click()
    expect(page.get_by_role("heading", name="Goodbye")).to_be_visible()
    assert findings(page) == []
    letter_to(site, "felix@example.org")
    expect(page.get_by_text("Everything about you is erased")).to_be_visible()
