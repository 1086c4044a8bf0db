"""On the narrowest telephones nobody has to push a topic sideways, however many badges stand beside a name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from forum.accounts.models import Member
from forum.badges.models import BadgeAward
from forum.badges.rules import forget_rules
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import answer, opening, shelf
from tests.integration.badges.kitchen import a_rule
from tests.people import invite_cast

NARROWEST = 320


@pytest.mark.parametrize("language", ["en-GB", "fr-FR", "de-DE"])
def test_a_topic_fits(chromium: Browser, site: Site, language: str) -> None:
    site.house.empty()
    with site.house.app.app_context():
        cast = invite_cast(CAST, clock.now())
        first = opening(cast.viewer("alice"), category=shelf(), now=clock.now())
        answer(first, cast.viewer("dana"), "From the team", now=clock.now(), silent=True)
        path = f"/topics/{first.topic_id}/into-the-pot"
        for name in ("heart", "cup", "tree"):
            rule_id = a_rule(thresholds=(1, 2, 3), name=name)
            with write_transaction():
                db.session.add_all(
                    BadgeAward(
                        rule_id=rule_id, member_id=member_id, level=3, subject_id=0, earned_at=clock.now()
                    )
                    for member_id in db.session.scalars(select(Member.id))
                )
        forget_rules()
        db.session.remove()
    size = {"width": NARROWEST, "height": 800}
    context = browser_for(chromium, site.house.app, "chloe", viewport=size, locale=language)
    page = context.new_page()
    page.goto(path)
    assert page.locator(".badge-mark").count() >= 6
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    context.close()
    site.house.empty()
