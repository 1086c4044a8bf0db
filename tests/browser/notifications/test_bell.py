"""Chloé answers Alice, whose open page counts it; she opens the list, chooses otherwise, and is not mailed any more."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from forum.core.clock import clock
from tests.browser.axe import findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import answer, opening
from tests.letters import letters_to
from tests.people import invite_cast

COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"
"""What a browser says when somebody looks at the page again."""


def test_the_bell_of_an_open_page_counts_and_a_choice_ends_the_mail(chromium: Browser, site: Site) -> None:
    app = site.house.app
    with app.app_context():
        site.house.empty()
        cast = invite_cast(CAST, clock.now())
        chloe, post = cast.viewer("chloe"), opening(cast.viewer("alice"), now=clock.now())
    alice = browser_for(
        chromium, app, "alice", viewport={"width": WIDTHS["telephone"], "height": 800}
    ).new_page()
    alice.goto("/")
    bell = alice.locator("[data-unread]")
    expect(bell).to_have_attribute("data-unread", "0")
    with app.app_context():
        answer(post, chloe, now=clock.now())
        assert len(letters_to("alice")) == 1
    alice.evaluate(COME_BACK)
    expect(bell).to_have_attribute("data-unread", "1", timeout=8_000)
    expect(bell).to_contain_text("1")

    bell.click()
    expect(alice.get_by_text("Chloé Clove answers you in “Into the pot”.")).to_be_visible()
    assert findings(alice) == []
    alice.get_by_role("link", name="Choose what you are told").click()
    alice.get_by_label("Somebody answers you: By mail").select_option(label="Never")
    assert findings(alice) == []
    alice.get_by_role("button", name="Save").click()
    expect(alice.get_by_text("Your choices are saved.")).to_be_visible()
    with app.app_context():
        answer(post, chloe, "And salt.", now=clock.now())
        assert len(letters_to("alice")) == 1
