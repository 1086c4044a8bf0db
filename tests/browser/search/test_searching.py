"""Searching with a real browser: by typing, by keyboard, on a telephone, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.core import outbox
from forum.discussions.kinds import QUESTION
from tests.browser.axe import bring_axe, faults, findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import NOON, answer, opening, shelf
from tests.people import invite_cast


@pytest.fixture
def bakery(site: Site) -> Iterator[None]:
    """Two topics about bread, indexed."""
    site.house.empty()
    with site.house.app.app_context():
        cast: SimpleNamespace = invite_cast(CAST, NOON)
        place = shelf("baking")
        rye = opening(
            cast.viewer("alice"), "Feed the starter twice.", category=place, title="Sourdough rye bread"
        )
        answer(rye, cast.viewer("chloe"), "My starter loves warmth.")
        opening(
            cast.viewer("chloe"),
            "Mine stays flat.",
            category=shelf("help"),
            title="Flat bread?",
            kind=QUESTION,
        )
        outbox.drain()
    yield
    site.house.empty()


@pytest.mark.usefixtures("bakery")
def test_typing_shows_topics_that_the_keyboard_reaches(page: Page) -> None:
    page.goto("/search")
    field = page.get_by_role("searchbox", name="Quick search")
    field.press_sequentially("sourd")
    suggestion = page.locator(".suggestion").first
    expect(suggestion).to_contain_text("Sourdough rye bread")
    field.press("ArrowDown")
    expect(suggestion).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(suggestion).to_be_hidden()
    field.press_sequentially("ough")
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/**")


@pytest.mark.usefixtures("bakery")
def test_results_follow_the_typing_and_the_address_follows_them(page: Page) -> None:
    page.goto("/search?sort=date")
    page.get_by_role("searchbox", name="Search the community").press_sequentially("bread -rye")
    expect(page.locator(".search-hit")).to_have_count(1)
    expect(page.locator(".search-hit")).to_contain_text("Flat bread?")
    expect(page.locator("#search-status")).to_have_text("1 topic")
    expect(page).to_have_url("/search?q=bread+-rye&sort=date")
    page.get_by_role("searchbox", name="Search the community").press("Enter")
    expect(page.locator(".search-hit")).to_contain_text("Flat bread?")


@pytest.mark.usefixtures("bakery")
def test_without_javascript_links_and_forms_do_the_same(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search")
    page.get_by_role("searchbox", name="Search the community").fill("bread")
    page.get_by_role("searchbox", name="Search the community").press("Enter")
    expect(page.locator(".search-hit")).to_have_count(2)
    page.get_by_role("complementary", name="Narrow down").get_by_role("link", name="Question").click()
    expect(page.locator(".search-hit")).to_have_count(1)
    page.get_by_role("link", name="Search everywhere").click()
    expect(page.locator(".search-hit")).to_have_count(2)
    context.close()


@pytest.mark.usefixtures("bakery")
def test_every_state_is_accessible_and_fits(undrawn: Browser, site: Site) -> None:
    desk = {"width": WIDTHS["desk"], "height": 800}
    page = bring_axe(browser_for(undrawn, site.house.app, None, viewport=desk)).new_page()
    for asked in ("", "?q=bread", "?q=bred", "?q=zzyzx", "?q=before:never", "?q=author:nobody"):
        page.goto(f"/search{asked}")
        for hidden in page.locator("details:not([data-menu])").all():
            hidden.evaluate("details => details.open = true")
        assert faults(page) == [], asked


@pytest.mark.usefixtures("bakery")
def test_the_list_below_the_field_is_accessible(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("searchbox", name="Quick search").press_sequentially("bread")
    expect(page.locator(".suggestion").first).to_be_visible()
    assert findings(page) == []
