"""The index of recipes as it stands in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Post
from forum.recipes.operations.ratings import rate_creation
from tests.browser.conftest import Site
from tests.browser.recipes.kitchen import furnish


def test_the_stars_of_a_card_stand_in_one_line_and_a_half_counts_upwards(page: Page, site: Site) -> None:
    furnish(site)
    with site.house.app.app_context():
        for handle, stars in (("chloe", 5), ("bruno", 4)):
            with write_transaction():
                who = viewer_of(db.session.query(Member).filter_by(handle=handle).one())
                rate_creation(db.session.query(Post).one(), stars, actor=who, now=clock.now())
        db.session.remove()
    page.goto("/recipes")
    stars = page.locator(".recipe-card .stars")
    tops = stars.locator("svg").evaluate_all(
        "all => new Set(all.map((star) => star.getBoundingClientRect().top)).size"
    )
    assert tops == 1
    expect(stars.locator("use[href$='star-filled']")).to_have_count(5)
