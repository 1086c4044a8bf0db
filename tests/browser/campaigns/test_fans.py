"""A fan proposes and votes by keyboard, the brand publishes the outcome: both widths, and axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from forum.core.clock import clock
from forum.polls.words import Kind
from tests.browser.axe import findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.campaigns import a_campaign, an_idea, ask, end, keep
from tests.cast import CAST
from tests.people import invite_cast


@pytest.mark.parametrize("width", WIDTHS)
def test_a_fan_proposes_and_ranks_and_the_brand_publishes_the_outcome(
    chromium: Browser, site: Site, width: str
) -> None:
    with site.house.app.app_context():
        site.house.empty()
        cast, now = invite_cast(CAST, clock.now()), clock.now()
        running = a_campaign(cast.viewer("dana"), now=now)
        an_idea(cast.viewer("alice"), running, "Roasted hazelnut", now=now)
        asked = a_campaign(cast.viewer("dana"), title="A name", now=now)
        keep(
            cast.viewer("dana"),
            *(an_idea(cast.viewer("alice"), asked, t, now=now) for t in ("Noon", "Moon")),
            now=now,
        )
        poll_id = ask(cast.viewer("dana"), asked, now=now, kind=Kind.RANKING)
    size = {"width": WIDTHS[width], "height": 900}
    fan = browser_for(chromium, site.house.app, "chloe", viewport=size).new_page()
    fan.goto(f"/campaigns/{running}/ideas/new")
    fan.get_by_label("Your idea in a few words").press_sequentially("Hazelnuts in salt")
    expect(fan.locator("#similar a")).to_have_text("Roasted hazelnut")
    assert findings(fan) == []
    fan.get_by_label("Tell us more").fill("With a little salt on top.")
    fan.get_by_role("button", name="Publish", exact=True).last.click()
    fan.wait_for_url("**/topics/**")
    fan.goto(f"/campaigns/{running}")
    expect(fan.locator(".idea-card")).to_have_count(2)
    assert findings(fan) == []
    fan.goto(f"/campaigns/{asked}")
    fan.get_by_role("button", name="Move Moon up").focus()
    fan.keyboard.press("Enter")
    fan.get_by_role("button", name="Vote", exact=True).focus()
    fan.keyboard.press("Enter")
    expect(fan.get_by_text("Your vote is cast.")).to_be_visible()
    assert findings(fan) == []
    brand = browser_for(chromium, site.house.app, "dana", viewport=size).new_page()
    brand.goto("/campaigns/desk")
    expect(brand.locator(".desk-row")).to_have_count(2)
    assert findings(brand) == []
    with site.house.app.app_context():
        end(poll_id, at=clock.now())
    brand.reload()
    brand.get_by_role("link", name="Publish the outcome").click()
    brand.get_by_label("We make it as you chose it").check()
    brand.locator("textarea[name=body]").fill("Moon it is: you put it first.")
    assert findings(brand) == []
    brand.get_by_role("button", name="Publish the outcome").click()
    expect(brand.get_by_role("heading", name="You decided this")).to_be_visible()
    expect(brand.locator(".campaign-chosen a")).to_have_text("Moon")
    assert findings(brand) == []
