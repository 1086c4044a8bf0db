"""What a recipe with photos asks of a telephone: no more than a topic; photos further down come when they are near."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from forum.core.clock import clock
from forum.core.database import db
from forum.discussions.models import Topic
from forum.recipes.document import Document, Step
from forum.recipes.reading_form import groups_from
from tests.browser.conftest import Site
from tests.browser.visitors import WITH_WORKER, browser_for
from tests.browser.weighing import too_heavy
from tests.cast import CAST
from tests.creations import recipe
from tests.integration.recipes.test_exported_pictures import hang
from tests.people import invite_cast

STEPS = 12
PHOTOGRAPHED = (0, 5, 11)
WORDS = "Stir until it is smooth, and then once more, as slowly as you can. " * 8


@pytest.fixture(scope="module")
def cake(site: Site) -> Iterator[str]:
    """The address of a recipe with a photo of its own and one beside some of its many steps."""
    site.house.empty()
    with site.house.app.app_context():
        alice = invite_cast(CAST, clock.now()).viewer("alice")
        photos = {number: hang(alice, f"Step {number}", 40 + number) for number in PHOTOGRAPHED}
        steps = tuple(Step(WORDS, picture=photos.get(number)) for number in range(STEPS))
        made = Document(
            groups=groups_from("200 g flour\n2 eggs", "en"), steps=steps, cover=hang(alice, "Cake", 80)
        )
        topic = db.session.get_one(Topic, recipe(alice, made, now=clock.now()).topic_id)
        path = f"/topics/{topic.id}/{topic.slug}"
        db.session.remove()
    yield path
    site.house.empty()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A guest's telephone that has never been here."""
    context = browser_for(
        chromium,
        site.house.app,
        None,
        viewport={"width": 390, "height": 844},
        locale="en-GB",
        service_workers=WITH_WORKER,
    )
    yield context.new_page()
    context.close()


def test_it_is_as_light_as_a_topic(page: Page, cake: str) -> None:
    assert too_heavy(page, cake) == []


def test_the_photo_of_the_last_step_comes_when_one_gets_there(page: Page, cake: str) -> None:
    page.goto(cake, wait_until="networkidle")
    last = page.locator("img[alt='Picture of step 12']")
    assert last.evaluate("each => each.naturalWidth") == 0
    last.scroll_into_view_if_needed()
    page.wait_for_function("each => each.naturalWidth > 0", arg=last.element_handle())
