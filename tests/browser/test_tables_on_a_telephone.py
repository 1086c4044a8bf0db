"""Tables of figures are read on a telephone without being moved sideways."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from forum.core.attention import AnswerKind
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.desk.models import Answer
from forum.moderation.operations import hide_post
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import answer, opening
from tests.people import invite_cast

SIDEWAYS = """() => [...document.querySelectorAll(".table-scroll")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.innerText)"""


@pytest.fixture
def decided(site: Site) -> Site:
    """A house in which something was hidden, and each answer given."""
    with site.house.app.app_context():
        site.house.empty()
        now = clock.now() - timedelta(days=1)
        cast = invite_cast(CAST, now)
        first = opening(cast.viewer("alice"), now=now)
        rude = answer(first, cast.viewer("chloe"), "Rude.", now=now)
        with write_transaction():
            hide_post(db.session.merge(rude), reason="off-topic", actor=cast.viewer("bruno"), now=now)
            for kind in AnswerKind:
                db.session.add(
                    Answer(post_id=first.id, kind=kind, actor_id=cast.bruno.id, sentence="Thank you.", at=now)
                )
        db.session.remove()
    return site


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize(("path", "who"), [("/transparency", None), ("/desk/history", "bruno")])
def test_nothing_is_moved_sideways(
    chromium: Browser, decided: Site, path: str, who: str | None, language: str
) -> None:
    phone = {"width": WIDTHS["telephone"], "height": 740}
    context = browser_for(chromium, decided.house.app, who, viewport=phone, locale=language)
    page = context.new_page()
    page.goto(path)
    assert page.locator(".table-scroll").count() > 0
    assert page.evaluate(SIDEWAYS) == []
