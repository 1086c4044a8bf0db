"""A newcomer publishes a recipe from a telephone: before having an account, by touch or by keyboard, offline once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, expect

from forum.core.clock import clock
from forum.core.database import db
from forum.discussions.models import Post
from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.browser.recipes.kitchen import furnish
from tests.browser.visitors import WITHOUT_WORKER
from tests.cast import PASSWORD
from tests.conversations import shelf
from tests.integration.accounts.letters import last_letter
from tests.integration.badges.kitchen import a_rule, guests, like

MINUTES = 3
STAR = "Star cook of the community"
ASKED_TO_STAY_ON = """
    window.askedToStayOn = [];
    Object.defineProperty(navigator, "wakeLock", { value: {
        request: (what) => Promise.resolve(window.askedToStayOn.push(what)) } });
"""
SHARED = """
    window.shared = [];
    navigator.share = (what) => Promise.resolve(window.shared.push(what));
"""


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
        reduced_motion="reduce",
        service_workers=WITHOUT_WORKER,
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
    line = phone.new_cdp_session(page)
    throttle(line)
    begun = monotonic()
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
    lose(line)
    act(page.get_by_role("main").get_by_role("button", name="Publish").last, press)
    expect(page.locator("[data-state]")).to_contain_text("No connection")
    throttle(line)
    expect(page).to_have_url(
        re.compile(r"/topics/\d+/felix-s-waffles|/topics/\d+/felixs-waffles"), timeout=15_000
    )
    expect(page.locator(".step").first).to_contain_text("Mix everything.")
    assert monotonic() - begun < MINUTES * 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(page) == []
    ten_like_it(site)
    page.reload()
    expect(page.locator("#badge-news")).to_contain_text(STAR)


def throttle(line: CDPSession) -> None:
    """Let the line be that of a telephone on the way: 1.6 Mbit/s down, half of that up, 150 ms there and back."""
    rates = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
    line.send("Network.emulateNetworkConditions", {"offline": False, **rates})


def lose(line: CDPSession) -> None:
    """Lose the connection."""
    rates = {"latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    line.send("Network.emulateNetworkConditions", {"offline": True, **rates})


def ten_like_it(site: Site) -> None:
    """Have ten others like the only recipe there is, for which its author is to be named a star cook."""
    with site.house.app.app_context():
        a_rule("likes-on-one", (10, 50, 200), kind="recipe", name=STAR)
        post = db.session.query(Post).filter_by(number=1).one()
        like(post, *guests(10), now=clock.now())
        db.session.remove()


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
    page.add_init_script(ASKED_TO_STAY_ON)
    page.goto(path)
    page.get_by_role("link", name="Cook it").tap()
    expect(page.get_by_text("The screen stays on while this page is open.")).to_be_visible()
    assert page.evaluate("window.askedToStayOn") == ["screen"]
    page.get_by_role("button", name="Start the timer").tap()
    expect(page.locator("[data-left]")).to_have_text(re.compile(r"^0?4:5\d|05:00$"))
    assert findings(page) == []


def test_a_recipe_is_shared_by_its_own_address(page: Page, site: Site) -> None:
    path = furnish(site)
    page.add_init_script(SHARED)
    page.goto(path)
    page.get_by_role("button", name="Share").tap()
    (shared,) = page.evaluate("window.shared")
    assert shared["url"].endswith(path)
    assert "Waffles" in shared["title"]
