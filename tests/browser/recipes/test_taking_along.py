"""Taking a recipe along: on one sheet of paper, and as a list for the shop."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.recipes.kitchen import furnish


def test_a_recipe_is_printed_on_one_page(page: Page, site: Site) -> None:
    page.goto(furnish(site))
    page.get_by_role("link", name="Print").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_the_shopping_list_is_copied_as_it_is_shown(page: Page, context: BrowserContext, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(furnish(site))
    page.get_by_role("link", name="More", exact=True).click()
    expect(page.locator("#ingredients")).to_contain_text("250 g")
    button = page.locator("[data-copy]")
    button.dblclick()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\u00a0", " ") == "250 g flour\n2½ eggs"
    expect(page.get_by_role("button", name="Copy the shopping list")).to_be_visible()


def test_in_other_measures_each_line_is_copied_once(page: Page, context: BrowserContext, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(furnish(site))
    page.get_by_role("link", name="US", exact=True).click()
    expect(page.locator("#ingredients")).to_contain_text("(200 g)")
    page.get_by_role("button", name="Copy the shopping list").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == 2
