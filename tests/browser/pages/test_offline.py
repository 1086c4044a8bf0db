"""Without a connection the last pages that everybody may read are there, and nothing private or left behind."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from forum.core.clock import clock
from forum.core.policy import Audience
from tests.browser.conftest import Site
from tests.browser.visitors import WITH_WORKER, browser_for
from tests.cast import CAST
from tests.conversations import opening, shelf
from tests.people import invite_cast

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found.push(await (await caches.match(request)).text());
  return found.join();
}"""


def test_a_member_reads_on_without_a_connection(chromium: Browser, site: Site) -> None:
    with site.house.app.app_context():
        site.house.empty()
        cast = invite_cast(CAST, clock.now())
        shown = opening(cast.viewer("alice"), "Porridge for all", now=clock.now()).topic_id
        pantry = shelf("pantry", read_level=Audience.MEMBERS)
        inside = opening(cast.viewer("alice"), "Only for us", category=pantry, now=clock.now()).topic_id
    context = browser_for(chromium, site.house.app, "alice", service_workers=WITH_WORKER)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(f"/topics/{inside}/into-the-pot")
    page.goto(f"/topics/{shown}/into-the-pot")
    page.wait_for_function(f"caches.match('/topics/{shown}/into-the-pot')")
    kept = str(page.evaluate(KEPT))
    assert "Porridge for all" in kept
    assert "Only for us" not in kept and "Alice Almond</a>" in kept and "Good to see you" not in kept
    context.set_offline(True)
    page.goto(f"/topics/{shown}/into-the-pot")
    expect(page.get_by_text("Porridge for all").first).to_be_visible()
    page.goto(f"/topics/{inside}/into-the-pot")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    context.set_offline(False)
    page.goto("/")
    page.locator(".member-button").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.wait_for_function(f"async () => !(await caches.match('/topics/{shown}/into-the-pot'))")
