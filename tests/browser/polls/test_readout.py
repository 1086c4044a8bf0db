"""The read-out in a real browser: every chart and table accessible, in both colour schemes, however narrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.sealing import seal_poll
from forum.polls.readout.making import make_at_once
from forum.polls.words import Kind
from tests.browser.axe import faults
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import opening, shelf
from tests.integration.polls.ballots import asking, poll_on, question
from tests.integration.polls.readout.crowds import crowd
from tests.people import invite_cast

NAMES = (
    "Oatmeal, cinnamon and stewed plums with roasted hazelnuts from Piedmont",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenkeks",
    "Rye",
)
BANDS = [{"activity": "reads", "language": "en"}, {"activity": "writes-often", "language": "de"}]


@pytest.fixture
def poll_id(site: Site) -> int:
    """A sealed poll of the brand with a ranking and a question in points, and a crowd that voted."""
    with site.house.app.app_context():
        site.house.empty()
        now = clock.now()
        cast = invite_cast(CAST, now - timedelta(days=1))
        dana = cast.viewer("dana")
        asked = [
            question(Kind.RANKING, NAMES, most=None),
            replace(question(Kind.SCORE, NAMES), text="How good is each?"),
        ]
        new = asking(questions=asked, closes_at=now + timedelta(days=1))
        start = now - timedelta(hours=2)
        poll_id = poll_on(opening(dana, category=shelf(), now=start), dana, new, now=start)
        answers = {"[1,2,3],[[1,5],[2,3]]": 40, "[2,3,1],[[1,2],[3,4]]": 30, "[3,2],[[2,1]]": 12}
        crowd(poll_id, answers, bands=BANDS, is_new=True)
        with write_transaction():
            close_poll(db.session.get_one(Poll, poll_id), at=now - timedelta(minutes=1))
        with write_transaction():
            seal_poll(poll_id, now=now)
            make_at_once(poll_id, now=now)
        db.session.remove()
    return poll_id


def test_charts_and_tables_are_accessible_and_the_summary_prints_on_one_page(
    chromium: Browser, site: Site, poll_id: int
) -> None:
    context = browser_for(chromium, site.house.app, "dana", viewport={"width": 360, "height": 900})
    page = context.new_page()
    for path in (f"/polls/{poll_id}/readout", f"/polls/{poll_id}/readout/margins"):
        page.goto(path)
        assert faults(page) == []
    page.goto(f"/polls/{poll_id}/readout")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "nothing is wider than a telephone"
    page.set_viewport_size({"width": 672, "height": 1000})  # A4 without its margins
    page.goto(f"/polls/{poll_id}/readout")
    page.emulate_media(media="print")
    board = page.locator(".readout-board")
    assert board.evaluate("part => getComputedStyle(part).breakAfter") == "page"
    assert board.evaluate("part => part.getBoundingClientRect().bottom") <= 1000, "one page"
    rights = page.locator(".readout table").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().right)"
    )
    assert max(rights) <= 673, "no column is beyond the edge of the paper"
    assert page.locator(".readout-links").first.is_hidden()
    context.close()
