"""A message arrives in Alice's browser while no page is open: it is shown as sent. The page offers to switch on."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, expect

from forum.core.clock import clock
from tests.browser.axe import findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.people import invite_cast

MAY_ASK = "Object.defineProperty(Notification, 'permission', { get: () => 'default' })"
"""A browser without a screen says that it was denied, where one with a screen has not asked yet."""
REMEMBER = """() => {
  self.shown = [];
  self.registration.showNotification = async (title, { body, tag, data }) =>
    self.shown.push({ title, body, tag, data });
}"""
"""Nor does it show anything: what it is told to show is remembered instead."""
MESSAGE = {
    "title": "Potluck", "body": "Chloé Clove answers you in “Into the pot”.", "address": "/notifications", "tag": "pot",
    "lang": "en",
}  # fmt: skip


def test_a_message_is_shown_and_switching_on_is_offered(chromium: Browser, site: Site) -> None:
    with site.house.app.app_context():
        site.house.empty()
        invite_cast(CAST, clock.now())
    context = browser_for(
        chromium,
        site.house.app,
        "alice",
        viewport={"width": WIDTHS["telephone"], "height": 800},
    )
    context.add_init_script(MAY_ASK)
    page = context.new_page()
    page.goto("/settings/devices")
    expect(page.get_by_role("button", name="Switch on here")).to_be_visible()
    assert findings(page) == []
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    (worker,) = context.service_workers
    worker.evaluate(REMEMBER)
    session = context.new_cdp_session(page)
    registrations: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(each["registrationId"] for each in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": site.url, "registrationId": registrations[0], "data": json.dumps(MESSAGE)},
    )
    page.wait_for_timeout(500)
    assert worker.evaluate("() => self.shown") == [
        {
            "title": MESSAGE["title"],
            "body": MESSAGE["body"],
            "tag": MESSAGE["tag"],
            "data": {"address": MESSAGE["address"]},
        }
    ]
