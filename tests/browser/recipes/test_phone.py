"""A newcomer publishes a recipe from a telephone: before having an account, by touch or by keyboard, offline once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.browser.recipes.kitchen import furnish
from tests.cast import PASSWORD
from tests.conversations import shelf
from tests.integration.accounts.letters import last_letter


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A telephone: 360 pixels wide, touched, in an almost empty house."""
    with site.house.app.app_context():
        site.house.empty()
        shelf("kitchen")
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
    )
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """Its page."""
    return phone.new_page()


def sign_up(page: Page, site: Site, *, press: str) -> None:
    """Join in the middle of writing, by `tap` or by the keyboard's `Enter`."""
    page.get_by_label("Display name").fill("Felix Fennel")
    page.get_by_label("E-mail address").fill("felix@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    for box in ("I accept the charter", "I have read the privacy notice", "years old or older"):
        page.get_by_label(box).press("Space")
    act(page.get_by_role("main").get_by_role("button", name="Join"), press)
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    with site.house.app.app_context():
        code = last_letter(site.house.app, "felix@example.org").code
    page.get_by_label("Code").press_sequentially(code)


def act(target: Locator, press: str) -> None:
    """Tap something, or focus it and press Enter."""
    if press == "tap":
        target.tap()
    else:
        target.focus()
        target.press("Enter")


@pytest.mark.parametrize("press", ["tap", "Enter"])
def test_a_recipe_is_written_before_joining_and_published_after(
    page: Page, phone: BrowserContext, site: Site, press: str
) -> None:
    page.goto("/recipes/new")
    page.get_by_label("Title").fill("Felix’s waffles")
    page.get_by_label("Ingredients").fill("200 g flour, sifted\n2 eggs")
    expect(page.locator("#review td").first).to_have_text("200 g")
    steps = page.get_by_label("What to do")
    steps.first.fill("Bake them.")
    act(page.get_by_role("button", name="Add a step"), press)
    steps.nth(1).fill("Mix everything.")
    act(page.get_by_role("button", name="Move up").last, press)
    expect(steps.first).to_have_value("Mix everything.")
    assert findings(page) == []
    act(page.get_by_role("link", name="Join and publish"), press)
    sign_up(page, site, press=press)
    expect(page.get_by_label("Ingredients")).to_have_value("200 g flour, sifted\n2 eggs")
    expect(steps.first).to_have_value("Mix everything.")
    expect(steps.nth(1)).to_have_value("Bake them.")
    phone.set_offline(True)
    act(page.get_by_role("main").get_by_role("button", name="Publish").last, press)
    expect(page.locator("[data-state]")).to_contain_text("No connection")
    phone.set_offline(False)
    expect(page).to_have_url(
        re.compile(r"/topics/\d+/felix-s-waffles|/topics/\d+/felixs-waffles"), timeout=15_000
    )
    expect(page.locator(".step").first).to_contain_text("Mix everything.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page) == []


def test_servings_change_in_place_and_ticks_stay(page: Page, site: Site) -> None:
    path = furnish(site)
    page.goto(path)
    page.get_by_label("2 eggs").check()
    page.get_by_role("link", name="More", exact=True).tap()
    expect(page.locator("#ingredients")).to_contain_text("250 g")
    page.reload()
    expect(page.get_by_label("2 eggs")).to_be_checked()
    page.get_by_role("link", name="US", exact=True).tap()
    expect(page.locator("#ingredients")).to_contain_text("(200 g)")
    expect(page.locator("#steps")).to_contain_text("355 °F")


def test_cooking_view_times_a_step(page: Page, site: Site) -> None:
    path = furnish(site)
    page.goto(path)
    page.get_by_role("link", name="Cook it").tap()
    page.get_by_role("button", name="Start the timer").tap()
    expect(page.locator("[data-left]")).to_have_text(re.compile(r"^0?4:5\d|05:00$"))
    assert findings(page) == []
