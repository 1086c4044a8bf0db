"""A moderator's round by keyboard and by thumb, and what an author sees of being valued."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.desk.models import Answer
from forum.discussions.models import Topic
from forum.discussions.operations.posts import reply
from tests.browser.axe import findings
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import opening
from tests.people import invite_cast

POSTS, WHOLE = 20, 200
"""So many posts a round has; with --whole, as many as a part-time moderator finds after a week."""
NEEDS_AN_ACT = 3 / 20
MOST_INPUTS = 1.3
WARM = "Alice, what a crust!"


class Hands:
    """Somebody who presses keys and counts them; a sentence that is typed counts as one input."""

    def __init__(self, page: Page) -> None:
        self.page, self.inputs = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.inputs += 1

    def type(self, sentence: str) -> None:
        self.page.keyboard.insert_text(sentence)
        self.inputs += 1


@pytest.fixture
def posts(request: pytest.FixtureRequest) -> int:
    """How many posts the round has."""
    return WHOLE if request.config.getoption("--whole") else POSTS


@pytest.fixture
def talk(site: Site, posts: int) -> int:
    """A topic of Alice's with so many posts of today."""
    with site.house.app.app_context():
        site.house.empty()
        cast, now = invite_cast(CAST, clock.now() - timedelta(days=1)), clock.now() - timedelta(hours=2)
        first = opening(cast.viewer("alice"), "My first bread.", now=now)
        with write_transaction():
            topic = db.session.get_one(Topic, first.topic_id)
            for number in range(2, posts + 1):
                at = now + timedelta(seconds=30 * number)
                reply(topic, source=f"Bread {number}.", author=cast.viewer("alice"), now=at, silent=True)
        drain()
        return first.topic_id


def acts_in(posts: int) -> dict[int, str]:
    """Which posts of a round need which act: evenly strewn, one of each in turn."""
    every = int(1 / NEEDS_AN_ACT)
    numbers = range(5, posts, every)[: round(posts * NEEDS_AN_ACT)]
    return {number: ("remove", "like", "value")[turn % 3] for turn, number in enumerate(numbers)}


def test_a_round_in_which_three_of_twenty_need_an_act_takes_at_most_1_3_inputs_a_post(
    chromium: Browser, site: Site, talk: int, posts: int
) -> None:
    page = browser_for(chromium, site.house.app, "bruno").new_page()
    page.goto("/desk/round")
    hands = Hands(page)
    acts = acts_in(posts)
    assert len(acts) == posts * NEEDS_AN_ACT
    for number in range(1, posts + 1):
        page.wait_for_selector(f".desk-post-title:has-text('#{number}')")
        page.wait_for_selector("html.has-keys", state="attached")
        match acts.get(number):
            case "remove":
                hands.press("1", "1", "Enter")
            case "value":
                hands.press("4")
                hands.type("this one rose beautifully.")
                hands.press("Enter")
            case "like":
                hands.press("3")
            case _:
                hands.press("j")
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert hands.inputs / posts <= MOST_INPUTS
    with site.house.app.app_context():
        assert db.session.query(Answer).count() == len(acts)


def test_the_bar_is_reached_by_a_thumb_on_a_telephone(chromium: Browser, site: Site, talk: int) -> None:
    height = 740
    page = browser_for(
        chromium, site.house.app, "bruno", viewport={"width": WIDTHS["telephone"], "height": height}
    ).new_page()
    page.goto("/desk/round")
    for key in page.locator(".answer-key:visible").all():
        box = key.bounding_box()
        assert box is not None
        assert box["y"] > height / 2 and box["y"] + box["height"] <= height
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] >= 0 and box["x"] + box["width"] <= WIDTHS["telephone"]
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["telephone"]


def test_a_moderator_values_a_post_by_a_key_and_its_author_sees_it(
    chromium: Browser, site: Site, talk: int
) -> None:
    app = site.house.app
    bruno = browser_for(chromium, app, "bruno").new_page()
    bruno.goto(f"/topics/{talk}")
    bruno.wait_for_selector("html.has-keys", state="attached")
    bruno.locator("#post-1").hover()
    bruno.keyboard.press("4")
    expect(bruno.locator(".answer-follows", has_text="stand under the post for everybody")).to_be_visible()
    assert findings(bruno) == []
    bruno.get_by_label("A few warm words").fill(WARM)
    bruno.get_by_text("👏").click()
    bruno.get_by_role("button", name="Value").click()
    expect(bruno.locator("#post-1").get_by_text(WARM)).to_be_visible()
    with app.app_context():
        drain()
    alice = browser_for(chromium, app, "alice").new_page()
    alice.goto("/notifications")
    alice.get_by_text("Bruno Basil values your post").click()
    expect(alice.locator("#post-1").get_by_text("Valued by the brand")).to_be_visible()
    assert findings(alice) == []


@pytest.mark.parametrize("by", ["mouse", "finger"])
def test_what_each_answer_does_is_told_to_a_finger_that_sees_no_titles(
    chromium: Browser, site: Site, talk: int, by: str
) -> None:
    phone = {"width": WIDTHS["telephone"], "height": 740}
    context = browser_for(chromium, site.house.app, "bruno", viewport=phone, has_touch=by == "finger")
    page = context.new_page()
    page.goto(f"/topics/{talk}")
    told = page.get_by_role("button", name="What each answer does").first
    if by == "mouse":
        expect(told).to_be_hidden()
        return
    told.tap()
    expect(
        page.get_by_text("It leaves the queue. The post stays as it is, and nobody is told.")
    ).to_be_visible()
    expect(page.get_by_text("You like the post, and it says that the team likes it.")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Close", exact=True).tap()
    expect(page.get_by_text("It leaves the queue.")).to_be_hidden()
