"""Alice switches messages on; one arrives while no page is open and is shown as sent; her browser moves and is kept."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, expect
from sqlalchemy import select

from forum.core.clock import clock
from forum.core.database import db
from forum.notifications.models import Device
from tests.browser.axe import findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import WITH_WORKER, browser_for
from tests.cast import CAST
from tests.people import invite_cast
from tests.push_service import ReadingBrowser

MAY_ASK = "Object.defineProperty(Notification, 'permission', { get: () => 'default' })"
"""A browser without a screen says that it was denied, where one with a screen has not asked yet."""
REMEMBER = """() => {
  self.shown = [];
  self.registration.showNotification = async (title, { body, tag, data }) =>
    self.shown.push({ title, body, tag, data });
}"""
"""Nor does it show anything: what it is told to show is remembered instead."""
GIVES = """(keys) => {
  const made = { endpoint: "https://fcm.googleapis.com/one", keys };
  PushManager.prototype.subscribe = async () => ({ toJSON: () => made, unsubscribe: async () => true });
}"""
"""The service of the browser's maker is not asked for an address here."""
MOVES = """async (keys) => {
  const event = new ExtendableEvent("pushsubscriptionchange");
  const told = new Promise((done) => (event.waitUntil = done));
  event.oldSubscription = { endpoint: "https://fcm.googleapis.com/one", options: {} };
  event.newSubscription = { toJSON: () => ({ endpoint: "https://fcm.googleapis.com/two", keys }) };
  self.dispatchEvent(event);
  const late = new Promise((done, fail) => setTimeout(fail, 5000, new Error("nobody listens")));
  await Promise.race([told, late]);
}"""
MESSAGE = {
    "title": "Potluck", "body": "Chloé Clove answers you in “Into the pot”.", "address": "/notifications", "tag": "pot",
    "lang": "en",
}  # fmt: skip


def addresses(site: Site) -> list[str]:
    with site.house.app.app_context():
        return list(db.session.scalars(select(Device.endpoint)))


def test_a_device_is_switched_on_shows_messages_and_may_move(chromium: Browser, site: Site) -> None:
    with site.house.app.app_context():
        site.house.empty()
        invite_cast(CAST, clock.now())
    context = browser_for(
        chromium,
        site.house.app,
        "alice",
        viewport={"width": WIDTHS["telephone"], "height": 800},
        service_workers=WITH_WORKER,
    )
    context.add_init_script(MAY_ASK)
    context.grant_permissions(["notifications"], origin=site.url)
    page = context.new_page()
    page.goto("/settings/devices")
    expect(page.get_by_role("button", name="Switch on here")).to_be_visible()
    assert findings(page) == []
    given = ReadingBrowser().form
    keys = {"p256dh": given["p256dh"], "auth": given["auth"]}
    page.evaluate(GIVES, keys)
    page.get_by_role("button", name="Switch on here").click()
    expect(page.get_by_text("Messages arrive here.")).to_be_visible()
    assert addresses(site) == ["https://fcm.googleapis.com/one"]
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
    worker.evaluate(MOVES, keys)
    assert addresses(site) == ["https://fcm.googleapis.com/two"]
