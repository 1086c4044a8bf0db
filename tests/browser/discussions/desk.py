"""A page object for the editor, and the house in which it stands."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Locator, Page

from forum.core.clock import clock
from forum.core.database import db
from tests.browser.conftest import Site
from tests.cast import CAST
from tests.conversations import answer, opening, shelf
from tests.people import invite_cast, signed_in_client


@dataclass(frozen=True)
class Kitchen:
    """A question by Alice and an answer by Chloé."""

    topic_id: int
    question_id: int
    answer_id: int

    @property
    def path(self) -> str:
        """Where the topic is."""
        return f"/topics/{self.topic_id}/into-the-pot"


def furnish(site: Site) -> Kitchen:
    """Empty the house and let two of the cast begin to talk."""
    with site.house.app.app_context():
        site.house.empty()
        cast = invite_cast(CAST, clock.now())
        shelf()
        first = opening(cast.viewer("alice"), "What do **you** put in?", kind="question", now=clock.now())
        second = answer(first, cast.viewer("chloe"), "Carrots, leeks and a little time.", now=clock.now())
        kitchen = Kitchen(first.topic_id, first.id, second.id)
        db.session.remove()
    return kitchen


def come_in(context: BrowserContext, site: Site, handle: str) -> None:
    """Let `handle` be signed in in this browser."""
    with site.house.app.app_context():
        cookie = signed_in_client(site.house.app, handle).get_cookie("session", "127.0.0.1")
        db.session.remove()
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site.url}])


class Desk:
    """The editor on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text: Locator = page.locator("textarea[name=body]")
        self.state: Locator = page.locator("[data-state]")
        self.people: Locator = page.locator(".mention-list li")

    def open(self) -> None:
        """Open the place for a reply below a topic, with its tools."""
        self.page.get_by_role("link", name="Write a reply…").click()
        self.page.get_by_role("toolbar", name="Format the text").wait_for()

    def press(self, label: str) -> None:
        """Press a button of the form."""
        self.page.get_by_role("button", name=label, exact=True).click()
