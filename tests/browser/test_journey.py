"""One story from the first visit to the last, on a telephone at night and on a desk by day, every page accessible."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db
from tests.browser.accounts.test_joining import join, letter_to
from tests.browser.axe import bring_axe, findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.discussions.desk import Desk
from tests.browser.visitors import WITH_WORKER, browser_for
from tests.cast import CAST
from tests.conversations import opening, shelf
from tests.people import invite_cast
from tests.pictures import picture

SCHEMES = {WIDTHS["telephone"]: "dark", WIDTHS["desk"]: "light"}
"""The key pages are looked at on a desk in both, on a telephone in light: what is missing there is the night."""
SELECT = """() => {
  const words = document.querySelector("#post-1 .post-body p").firstChild;
  getSelection().setBaseAndExtent(words, 0, words, 12);
}"""


class Walk:
    """A newcomer's way through the community."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.desk = Desk(page)
        self.site = site

    def look(self) -> None:
        """Look at the page that was met."""
        assert findings(self.page) == [], self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url

    def go(self, path: str) -> None:
        """Go to a page and look at it."""
        self.page.goto(path)
        self.look()

    def let_the_worker_work(self) -> None:
        """Let the index and the mail catch up."""
        with self.site.house.app.app_context():
            outbox.drain()
            db.session.remove()


@pytest.fixture
def asked(site: Site) -> str:
    """The address of something that Alice asked long ago."""
    site.house.empty()
    with site.house.app.app_context():
        cast = invite_cast(CAST, clock.now())
        first = opening(
            cast.viewer("alice"),
            "Salted water and patience.",
            category=shelf(),
            title="Pasta",
            now=clock.now(),
        )
        path = f"/topics/{first.topic_id}/pasta"
        db.session.remove()
    return path


@pytest.fixture
def walk(chromium: Browser, site: Site, width: int) -> Iterator[Walk]:
    """The newcomer's browser, with everything that comes to stay in one."""
    context = browser_for(
        chromium,
        site.house.app,
        None,
        viewport={"width": width, "height": 800},
        locale="en-GB",
        color_scheme=SCHEMES[width],
        service_workers=WITH_WORKER,
    )
    yield Walk(bring_axe(context).new_page(), site)
    context.close()


@pytest.fixture
def chloe(chromium: Browser, site: Site, asked: str, width: int) -> Iterator[Page]:
    """The page of somebody who is a member already."""
    context = browser_for(chromium, site.house.app, "chloe", viewport={"width": width, "height": 800})
    yield context.new_page()
    context.close()


def test_from_the_first_visit_to_the_last(walk: Walk, chloe: Page, asked: str, site: Site) -> None:
    walk.go("/")
    join(walk.page, site)
    walk.look()
    cake = begin_a_topic_with_a_picture(walk)
    quote_and_like(walk, asked)
    say_it_better(walk)
    question = ask(chloe)
    answer_and_be_accepted(walk, chloe, question)
    search_and_find(walk)
    everything = take_everything_along(walk)
    assert "A cake that did not sink" in everything
    leave(walk)
    walk.go(cake)
    expect(walk.page.locator("#post-1 .post-head")).to_contain_text("Former member")
    expect(walk.page.locator("#post-1")).to_contain_text("It stood for a whole day")


def begin_a_topic_with_a_picture(walk: Walk) -> str:
    """Write a topic that shows something; returns where it is."""
    walk.go("/topics/new")
    walk.page.get_by_label("Category", exact=True).select_option("Kitchen")
    walk.page.get_by_label("Title").fill("A cake that did not sink")
    walk.desk.text.fill("It stood for a whole day:")
    walk.page.locator("[data-picture-input]").set_input_files(
        {"name": "my-cake.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    expect(walk.desk.text).to_have_value(re.compile(r"!\[My cake\]\(/uploads/"))
    walk.look()
    walk.desk.press("Publish")
    shown = walk.page.locator("#post-1 .post-body").get_by_role("img", name="My cake")
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    walk.look()
    return walk.page.url


def quote_and_like(walk: Walk, asked: str) -> None:
    """Answer with the other's words above one's own, and like what was said."""
    walk.go(asked)
    walk.page.evaluate(SELECT)
    walk.page.locator("#post-1").get_by_role("link", name="Quote").click()
    expect(walk.desk.text).to_have_value(re.compile("> Salted water"))
    walk.desk.text.press("Control+End")
    walk.desk.text.press_sequentially("And a lid")
    walk.look()
    walk.desk.press("Send reply")
    expect(walk.page.locator("#post-2 blockquote")).to_contain_text("Salted water")
    walk.page.locator("#post-1").get_by_role("button", name="I like it").click()
    expect(walk.page.locator("#post-1")).to_contain_text("1 like")
    walk.look()


def say_it_better(walk: Walk) -> None:
    """Change what one wrote; what it was stays readable."""
    walk.page.locator("#post-2").get_by_role("link", name="Edit").click()
    walk.desk.text.press("Control+End")
    walk.desk.text.press_sequentially(", always.")
    walk.look()
    walk.desk.press("Save")
    expect(walk.page.locator("#post-2")).to_contain_text("And a lid, always.")
    walk.page.locator("#post-2").get_by_role("link", name="edited").click()
    expect(walk.page.locator("ins").first).to_contain_text("always")
    walk.look()


def ask(chloe: Page) -> str:
    """Let somebody else ask a question; returns where it is."""
    desk = Desk(chloe)
    chloe.goto("/topics/new?kind=question")
    chloe.get_by_label("Category", exact=True).select_option("Kitchen")
    chloe.get_by_label("Title").fill("Why is my bread flat?")
    desk.text.fill("It rises and then it falls.")
    desk.press("Publish")
    expect(chloe.get_by_role("heading", level=1)).to_have_text("Why is my bread flat?")
    return chloe.url


def answer_and_be_accepted(walk: Walk, chloe: Page, question: str) -> None:
    """Answer; who asked says that this is it."""
    walk.go(question)
    walk.desk.open()
    walk.desk.text.fill("You waited too long. Bake it sooner.")
    walk.desk.press("Send reply")
    expect(walk.page.locator("#post-2")).to_contain_text("Bake it sooner")
    chloe.reload()
    chloe.locator("#post-2").get_by_role("link", name="This is the answer").click()
    expect(chloe.locator(".answer-found")).to_contain_text("Bake it sooner")
    walk.page.reload()
    expect(walk.page.locator("#post-2")).to_contain_text("Accepted answer")
    walk.look()


def search_and_find(walk: Walk) -> None:
    """Find the bread again by a word that somebody answered."""
    walk.let_the_worker_work()
    walk.page.goto("/search")
    field = walk.page.get_by_role("searchbox", name="Search the community")
    field.press_sequentially("sooner bread")
    expect(walk.page.locator(".search-hit")).to_have_count(1)
    walk.look()
    walk.page.get_by_role("link", name="Why is my bread flat?").click()
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Why is my bread flat?")


def take_everything_along(walk: Walk) -> str:
    """Download everything about oneself; returns what is in it."""
    walk.go("/settings/privacy")
    walk.page.get_by_role("button", name="Gather everything").click()
    expect(walk.page.get_by_text("We are gathering everything")).to_be_visible()
    walk.let_the_worker_work()
    with walk.page.expect_download() as download:
        walk.page.get_by_role("link", name="Download").click()
    return words_in(download.value)


def words_in(download: Download) -> str:
    """Return the data of an archive that was downloaded, as text."""
    with zipfile.ZipFile(Path(download.path())) as archive:
        files = [name for name in archive.namelist() if name.endswith(".json")]
        return json.dumps([json.loads(archive.read(name)) for name in files])


def leave(walk: Walk) -> None:
    """Erase the account; what was written stays, signed by nobody."""
    walk.page.get_by_role("link", name="Erase my account").click()
    walk.look()
    walk.page.get_by_label("They stay").check()
    walk.page.get_by_label("cannot be undone").check()
    walk.page.get_by_role("button", name="Erase everything about me").click()
    expect(walk.page.get_by_role("heading", name="Goodbye")).to_be_visible()
    walk.look()
    letter_to(walk.site, "felix@example.org")
    expect(walk.page.get_by_text("Everything about you is erased")).to_be_visible()
