"""Every page for writing and for looking after topics: accessible in both schemes, and fitting from 320 pixels up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import findings
from tests.browser.conftest import Site
from tests.browser.discussions.desk import Kitchen, come_in, furnish

PAGES = {
    None: ["/topics/new", "/topics/{topic}/posts/new"],
    "alice": [
        "/topics/new?kind=question",
        "/topics/{topic}/posts/new?quote={answer}",
        "/topics/{topic}/answer/{answer}",
        "/topics/{topic}/following",
        "/following",
        "/drafts",
    ],
    "chloe": ["/posts/{answer}/edit", "/posts/{answer}/withdrawal"],
    "bruno": [
        f"/topics/{{topic}}/{act}" for act in ("closing", "pinning", "category", "title", "split", "merging")
    ],
}


@pytest.fixture(scope="module")
def kitchen(site: Site) -> Kitchen:
    """A topic that none of these tests changes."""
    return furnish(site)


@pytest.fixture(scope="module", params=PAGES, ids=str)
def visitor(
    request: pytest.FixtureRequest, chromium: Browser, site: Site, kitchen: Kitchen
) -> Iterator[tuple[str | None, Page]]:
    """Each kind of reader with a page of their own."""
    context = chromium.new_context(base_url=site.url)
    if request.param:
        come_in(context, site, request.param)
    yield request.param, context.new_page()
    context.close()


def test_every_page_is_accessible_and_fits(visitor: tuple[str | None, Page], kitchen: Kitchen) -> None:
    who, page = visitor
    for path in PAGES[who]:
        page.set_viewport_size({"width": 320, "height": 700})
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.goto(path.format(topic=kitchen.topic_id, answer=kitchen.answer_id))
        assert findings(page) == [], path
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        assert findings(page) == [], path
