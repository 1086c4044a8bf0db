"""A fan reports, a moderator hides, the author reads why and objects, a second one restores, the badge is back."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import update

from forum.badges.models import BadgeAward
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.core.versions import SITE, touch
from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import answer, opening
from tests.integration.badges.kitchen import a_rule, like
from tests.people import invite_cast


def test_the_way_of_a_post_that_was_hidden_wrongly(chromium: Browser, site: Site) -> None:
    post_id, topic = _beloved(site)
    fan, author = (_page(chromium, site, handle) for handle in ("chloe", "alice"))
    fan.goto("/members/alice")
    expect(_badge(fan)).to_be_visible()
    fan.goto(f"/posts/{post_id}/reports/new")
    fan.get_by_label("Off topic").check()
    fan.get_by_role("button", name="Send report").click()

    first = _page(chromium, site, "bruno", width=360)
    first.goto("/desk")
    first.get_by_role("link", name="Into the pot").click()
    first.wait_for_selector("html.has-keys", state="attached")
    first.keyboard.press("1")
    expect(
        first.locator(".answer-follows", has_text="Readers see a placeholder with the reason.")
    ).to_be_visible()
    assert findings(first) == []
    first.keyboard.press("1")
    expect(first.get_by_role("radio", name="Off topic")).to_be_checked()
    first.get_by_label("One sentence to the author").fill("This is about pots.")
    first.keyboard.press("Enter")
    expect(first.get_by_text("Removed", exact=True)).to_be_visible()
    _let_the_worker_work(site)
    _let_a_day_pass(site)
    fan.goto("/members/alice")
    expect(_badge(fan)).to_have_count(0)

    author.goto(topic)
    author.get_by_role("link", name="Why, and what you can do").click()
    expect(author.get_by_text("This is about pots.")).to_be_visible()
    expect(author.get_by_text("Somebody had reported it.")).to_be_visible()
    assert findings(author) == []
    author.get_by_label("Why do you not agree?").fill("It is about what goes into them.")
    author.get_by_role("button", name="Object", exact=True).click()
    expect(author.get_by_text("It waits for an answer")).to_be_visible()

    second = _page(chromium, site, "emil")
    second.goto("/moderation/objections")
    second.get_by_role("link", name="Into the pot").click()
    expect(second.get_by_text("It is about what goes into them.")).to_be_visible()
    assert findings(second) == []
    second.get_by_label("They are right: put it back.").check()
    second.get_by_label("Why? (whoever objected reads it)").fill("It does belong here.")
    second.get_by_role("button", name="Decide").click()
    _let_the_worker_work(site)

    author.reload()
    expect(author.get_by_text("You were right, and it was put back.")).to_be_visible()
    expect(author.get_by_text("It does belong here.")).to_be_visible()
    fan.goto("/members/alice")
    expect(_badge(fan)).to_be_visible()


def _beloved(site: Site) -> tuple[int, str]:
    """Have Alice write something that earns her a badge; gives its number and the address of its topic."""
    site.house.empty()
    with site.house.app.app_context():
        cast = invite_cast(CAST, clock.now())
        a_rule("likes-on-one", (1,), name="Beloved")
        first = opening(cast.viewer("dana"), now=clock.now())
        post = answer(first, cast.viewer("alice"), "Leeks, always.", now=clock.now())
        found = post.id, f"/topics/{post.topic_id}/into-the-pot"
        like(post, cast.viewer("chloe"))
        drain()
        db.session.remove()
        return found


def _page(chromium: Browser, site: Site, handle: str, width: int = 1280) -> Page:
    size = {"width": width, "height": 900}
    return browser_for(chromium, site.house.app, handle, viewport=size).new_page()


def _let_a_day_pass(site: Site) -> None:
    """Let the day be over during which nobody sees that a badge was lost."""
    with site.house.app.app_context():
        with write_transaction():
            db.session.execute(
                update(BadgeAward)
                .where(BadgeAward.lost_since.is_not(None))
                .values(lost_since=clock.now() - timedelta(days=2))
            )
            touch(SITE)
        db.session.remove()


def _badge(page: Page) -> Locator:
    """The badge in colour: one that is deserved no longer stands there in grey."""
    return page.locator("#main .badge-item:not(.is-lost)").get_by_role("link", name="Beloved")


def _let_the_worker_work(site: Site) -> None:
    with site.house.app.app_context():
        drain()
        db.session.remove()
