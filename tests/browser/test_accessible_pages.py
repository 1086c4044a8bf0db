"""Every key page with something on it: accessible in light and in dark, and fitting the screen.

Those that are seen most are looked at in every language, the others in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from forum.accounts.models import Member
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.desk.operations.tasks import Promise, personalise
from forum.desk.words import Gift
from forum.discussions.models import Category
from forum.gatekeeping.operations.causes import open_cause
from forum.gatekeeping.operations.crises import Switches, open_crisis
from tests.browser.axe import NARROWEST, ON_COLOURS, bring_axe, findings, in_both_schemes, too_wide
from tests.browser.busy import Circle, fill_the_lists
from tests.browser.conftest import WIDTHS, Site
from tests.browser.key_pages import SEEN_MOST, KeyPage, key_pages
from tests.browser.visitors import browser_for
from tests.campaigns import a_campaign, an_idea
from tests.cast import CAST
from tests.conversations import opening, shelf
from tests.creations import recipe
from tests.desk import give, reported
from tests.gatekeeping import a_rule
from tests.people import invite_cast

ROLES = {"guest": None, "member": "alice", "moderator": "bruno", "administrator": "emil"}
Look = Callable[[Page], list[str]]
LANGUAGES: dict[str, tuple[int, Look]] = {
    "en": (WIDTHS["desk"], in_both_schemes),
    "de": (NARROWEST, findings),
    "fr": (NARROWEST, partial(findings, without=ON_COLOURS)),
}
"""How wide the screen is for each, and how it is looked at.

A scheme changes colours and nothing else, so one language shows both. A narrow screen lays out anew what stands on
what, so the second language shows all rules there. Words change labels, names and lengths: all but colours, the third.
"""
SEEN_ELSEWHERE = {"styleguide"}
REFUSALS = {"not-found", "not-allowed", "recover-in-vain"}


@dataclass(frozen=True)
class Street:
    """A community in which something is going on, and its pages."""

    app: Flask
    pages: list[KeyPage]

    def speak(self, language: str) -> None:
        """Let all members read it in `language`."""
        with self.app.app_context(), write_transaction():
            db.session.query(Member).update({"language": language})


@pytest.fixture(scope="module")
def street(site: Site) -> Iterator[Street]:
    """The cast, and all that they did."""
    now = clock.now()
    site.house.empty()
    with site.house.app.app_context():
        cast = invite_cast(CAST, now)
        with write_transaction():
            for key in ("charter", "privacy"):
                set_setting(
                    f"site.{key}", {"en": "## In short\n\n| what | why |\n|---|---|\n| a name | to talk |"}
                )
        kitchen = shelf()
        opening(
            cast.viewer("dana"), "Come!", title="Open day", kind="announcement", category=kitchen, now=now
        )
        recipe(cast.viewer("alice"), category=kitchen, now=now)
        an_idea(
            cast.viewer("chloe"),
            a_campaign(cast.viewer("dana"), category=kitchen, now=now),
            "Hazelnut",
            now=now,
        )
        loaf = opening(cast.viewer("alice"), "A loaf.", category=kitchen, now=now)
        reported(loaf, cast.viewer("chloe"), now=now)
        promised = Promise(Gift.GIFT, cast.dana, now.date())
        give(personalise, loaf, cast.viewer("dana"), promise=promised, sentence="Alice, well done!", now=now)
        fill_the_lists(Circle("alice", "chloe", "bruno"), kitchen, now)
        keep_the_gate(cast, kitchen, now)
        outbox.drain()
        pages = [page for page in key_pages("alice") if "/0" not in page.path]
        db.session.remove()
    yield Street(site.house.app, [page for page in pages if page.name not in SEEN_ELSEWHERE])
    site.house.empty()


def keep_the_gate(cast: SimpleNamespace, kitchen: Category, now: datetime) -> None:
    """Let a post wait for a moderator, and something go wrong with the bar."""
    bruno = cast.viewer("bruno")
    a_rule(bruno, "casino", "hold")
    opening(cast.viewer("chloe"), "Down at the casino", category=kitchen, now=now)
    with write_transaction():
        open_crisis(kitchen.id, Switches(title="Nuts in the bar", slow_minutes=10), actor=bruno, now=now)
        open_cause("Nuts in the bar", cast.bruno, actor=bruno, now=now)


@pytest.mark.parametrize("person", ROLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_page_is_accessible_and_fits(
    undrawn: Browser, street: Street, language: str, person: str
) -> None:
    street.speak(language)
    width, look = LANGUAGES[language]
    size = {"width": width, "height": 800}
    context = bring_axe(browser_for(undrawn, street.app, ROLES[person], locale=language, viewport=size))
    page = context.new_page()
    pages = [each for each in street.pages if language == "en" or each.name in SEEN_MOST]
    found = {each.name: opened(page, each, look) for each in pages if person in each.people}
    context.close()
    assert found
    assert {name: those for name, those in found.items() if those} == {}


def opened(page: Page, key_page: KeyPage, look: Look) -> list[str]:
    """Open a page and return what is wrong with it."""
    answer = page.goto(key_page.path)
    assert answer and answer.ok != (key_page.name in REFUSALS), f"{key_page.path}: {answer and answer.status}"
    return look(page) + too_wide(page)
