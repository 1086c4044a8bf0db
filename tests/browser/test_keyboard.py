"""What the hands do without a mouse: writing, liking, hiding. Joining is in accounts/test_joining.py."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Site
from tests.browser.discussions.desk import Desk, Kitchen, come_in, furnish

FARTHEST = 80
IS_SEEN = """(element) => {
  const style = getComputedStyle(element);
  const after = getComputedStyle(element, "::after");
  const marked = (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return (marked(style) || marked(after) || marked(getComputedStyle(element.closest(".editor-box") ?? element)))
    && (element.contains(onTop) || onTop?.contains(element));
}"""
"""Whether the place that has the focus is marked, and nothing lies over it."""


@pytest.fixture
def kitchen(site: Site) -> Kitchen:
    """A question and an answer."""
    return furnish(site)


def walk_to(page: Page, wanted: Locator) -> None:
    """Press the tab key until `wanted` has the focus, which must be seen there."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            assert wanted.evaluate(IS_SEEN), wanted
            return
    raise AssertionError(f"the tab key does not lead to {wanted}")


def test_a_reply_is_written_and_sent(
    page: Page, context: BrowserContext, site: Site, kitchen: Kitchen
) -> None:
    come_in(context, site, "alice")
    page.goto(kitchen.path)
    desk = Desk(page)
    walk_to(page, page.get_by_role("link", name="Write a reply…"))
    page.keyboard.press("Enter")
    expect(desk.text).to_be_focused()
    page.keyboard.type("Leeks, without a mouse.")
    walk_to(page, page.get_by_role("button", name="Send reply"))
    page.keyboard.press("Enter")
    expect(page.locator("#post-3")).to_contain_text("without a mouse")


def test_a_post_is_liked_and_the_focus_stays_where_it_was(
    page: Page, context: BrowserContext, site: Site, kitchen: Kitchen
) -> None:
    come_in(context, site, "alice")
    page.goto(kitchen.path)
    like = page.locator("#post-2").get_by_role("button", name="I like it")
    walk_to(page, like)
    page.keyboard.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_be_focused()
    page.keyboard.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "false")


def test_a_post_is_hidden(page: Page, context: BrowserContext, site: Site, kitchen: Kitchen) -> None:
    come_in(context, site, "bruno")
    page.goto(kitchen.path)
    walk_to(page, page.locator("#post-2").get_by_role("link", name="Hide"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/hiding$"))
    walk_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Unkind")).to_be_checked()
    walk_to(page, page.get_by_role("button", name="Hide the post"))
    page.keyboard.press("Enter")
    expect(page.locator("#post-2")).to_contain_text("unkind")
    context.clear_cookies()
    page.goto(kitchen.path)
    expect(page.locator("#post-2")).not_to_contain_text("Carrots")
