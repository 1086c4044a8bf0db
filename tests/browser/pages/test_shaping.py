"""Dana gives the community new colours: what cannot be read is refused, the team looks first, then guests see it."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from forum.core.clock import clock
from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.people import invite_cast


def accent_of(page: Page) -> str:
    """Return the colour that marks the present page in the menu."""
    shown = "getComputedStyle(document.querySelector('.masthead-nav [aria-current]')).borderBlockEndColor"
    return str(page.evaluate(shown))


def test_dana_changes_the_colours_and_a_guest_sees_them(chromium: Browser, site: Site) -> None:
    with site.house.app.app_context():
        site.house.empty()
        invite_cast(CAST, clock.now())
    guest = browser_for(chromium, site.house.app, None).new_page()
    guest.goto("/latest")
    before = accent_of(guest)
    dana = browser_for(chromium, site.house.app, "dana").new_page()
    dana.goto("/admin/face")
    dana.get_by_label("Accent").fill("#ff8800")
    dana.get_by_role("button", name="Try it out").click()
    expect(dana.get_by_text("Too faint: 2.1 to 1").first).to_be_visible()
    assert findings(dana) == []
    dana.get_by_role("button", name="Take the nearest colours").click()
    expect(dana.get_by_text("You are looking at a draft.")).to_be_visible()
    assert findings(dana) == []
    dana.goto("/latest")
    assert accent_of(dana) == "rgb(167, 87, 0)"
    guest.reload()
    assert accent_of(guest) == before
    dana.get_by_role("button", name="Publish").click()
    expect(dana.get_by_text("Everybody sees it now.")).to_be_visible()
    guest.reload()
    assert accent_of(guest) == "rgb(167, 87, 0)"
    assert findings(guest) == []
