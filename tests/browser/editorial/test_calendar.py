"""What is planned is moved to another day by keys and by hand."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser, expect

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Category
from forum.editorial.operations.drafts import Written, write_publication
from forum.editorial.words import Purpose
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import shelf
from tests.people import invite_cast


def test_a_publication_is_moved_by_keys_and_by_dragging(chromium: Browser, site: Site) -> None:
    now = clock.now()
    day = (now.replace(day=15) + timedelta(days=31)).replace(day=15)
    with site.house.app.app_context():
        site.house.empty()
        cast = invite_cast(CAST, now)
        place = shelf("news").id
        with write_transaction():
            text = Written(db.session.get_one(Category, place), Purpose.RELAY, "The bar", "Here.", day)
            write_publication(text, author=cast.viewer("dana"), now=now)
    page = browser_for(chromium, site.house.app, "dana").new_page()
    page.goto(f"/editorial/calendar?month={day:%Y-%m}")
    page.locator(".event").press("Alt+ArrowRight")
    expect(page.locator(f'[data-day="{day:%Y-%m}-16"] .event')).to_be_visible()
    page.locator(".event").press("Alt+ArrowDown")
    expect(page.locator(f'[data-day="{day:%Y-%m}-23"] .event')).to_be_visible()
    page.locator(".event").drag_to(page.locator(f'[data-day="{day:%Y-%m}-10"]'))
    expect(page.locator(f'[data-day="{day:%Y-%m}-10"] .event')).to_be_visible()
