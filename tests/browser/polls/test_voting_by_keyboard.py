"""A ballot in a real browser: ranked by keyboard on a telephone, and every page of polls accessible."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.polls.models import Ballot, Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.words import Kind
from tests.browser.axe import bring_axe, faults, findings
from tests.browser.conftest import Site
from tests.browser.visitors import browser_for
from tests.cast import CAST
from tests.conversations import opening, shelf
from tests.integration.polls.ballots import trust
from tests.people import invite_cast

FLAVOURS = ("Oat", "Hazel", "Rye")


@dataclass(frozen=True)
class Table:
    """Two topics with a ranking: one open, one sealed."""

    open_path: str
    open_poll: int
    sealed_path: str
    sealed_poll: int


@pytest.fixture
def table(site: Site) -> Table:
    """Alice asks for an order of flavours, now and an hour ago."""
    with site.house.app.app_context():
        site.house.empty()
        now = clock.now()
        cast = invite_cast(CAST, now - timedelta(days=1))
        kitchen = shelf()
        trust(cast.viewer("alice"))
        found = []
        for hours in (0, 1):
            asked = now - timedelta(hours=hours)
            post = opening(cast.viewer("alice"), category=kitchen, title="What next?", now=asked)
            question = NewQuestion("Which flavour?", Kind.RANKING, [NewOption(each) for each in FLAVOURS])
            with write_transaction():
                topic = db.session.get_one(Topic, post.topic_id)
                poll = make_poll(
                    topic, NewPoll([question], shuffles=False), actor=cast.viewer("alice"), now=asked
                )
                open_poll(poll, now=asked)
            found += [f"/topics/{post.topic_id}/what-next", poll.id]
        for handle, first in (("bruno", "2"), ("dana", "2"), ("emil", "3")):
            with write_transaction():
                marks = {f"q1-r{first}": ["1"], "q1-r1": ["2"]}
                cast_ballot(cast.viewer(handle), found[3], marks, arrived=now, now=now)
        with write_transaction():
            close_poll(db.session.get_one(Poll, found[3]), at=now - timedelta(minutes=1))
        with write_transaction():
            seal_poll(found[3], now=now)
        db.session.remove()
    return Table(*found)


def ballots(site: Site, poll_id: int) -> list[str]:
    with site.house.app.app_context():
        found = list(db.session.scalars(db.select(Ballot.choices).where(Ballot.poll_id == poll_id)))
        db.session.remove()
    return found


def order(page: Page) -> list[str]:
    return page.locator("[data-ranking] .poll-option-title").all_inner_texts()


def test_a_ranked_ballot_is_filled_in_by_keyboard_alone(chromium: Browser, site: Site, table: Table) -> None:
    context = browser_for(chromium, site.house.app, "chloe", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(table.open_path)
    for name in ("Rye", "Oat"):
        page.get_by_role("button", name=f"Move {name} up").focus()
        page.keyboard.press("Enter")
    expect(page.locator("[data-ranking-status]")).to_have_text("Oat: place 2")
    page.keyboard.press("Enter")
    assert order(page) == ["Oat", "Rye", "Hazel"]
    expect(page.get_by_role("button", name="Move Oat up")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert findings(page) == []
    page.get_by_role("button", name="Vote", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you. Your vote is cast.")).to_be_visible()
    assert ballots(site, table.open_poll) == ["[[1,3]]"]
    assert findings(page) == []
    page.get_by_role("link", name="Change my vote").click()
    expect(page.get_by_label("Place of Rye")).to_have_value("2")
    context.close()


def test_without_scripts_places_are_chosen_from_lists(chromium: Browser, site: Site, table: Table) -> None:
    context = browser_for(chromium, site.house.app, "chloe", java_script_enabled=False)
    page = context.new_page()
    page.goto(table.open_path)
    page.get_by_label("Place of Hazel").select_option("1")
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Thank you. Your vote is cast.")).to_be_visible()
    assert ballots(site, table.open_poll) == ["[[2]]"]
    context.close()


def test_a_guest_opens_the_ballot_in_place(chromium: Browser, site: Site, table: Table) -> None:
    context = browser_for(chromium, site.house.app, None)
    page = context.new_page()
    page.goto(table.open_path)
    page.get_by_role("link", name="Choose and vote").click()
    page.get_by_role("button", name="Move Rye up").click()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in"))
    page.goto(f"/polls/{table.open_poll}")
    expect(page.get_by_label("Place of Rye")).to_have_value("1")
    context.close()


@pytest.fixture
def duel(site: Site) -> int:
    """The number of a poll that shows two slogans at a time."""
    with site.house.app.app_context():
        site.house.empty()
        now = clock.now()
        cast = invite_cast(CAST, now - timedelta(days=1))
        slogans = [NewOption(f"Slogan {number}") for number in range(1, 8)]
        post = opening(cast.viewer("dana"), title="What next?", now=now)
        with write_transaction():
            topic = db.session.get_one(Topic, post.topic_id)
            new = NewPoll([NewQuestion("Which slogan?", Kind.DUEL, slogans)])
            poll = make_poll(topic, new, actor=cast.viewer("dana"), now=now)
            open_poll(poll, now=now)
            return poll.id


def test_the_arrow_keys_answer_a_duel(chromium: Browser, site: Site, duel: int) -> None:
    context = browser_for(chromium, site.house.app, "chloe", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"/polls/{duel}")
    assert findings(page) == []
    left = page.locator("[data-side=left]").get_attribute("value")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Thank you. Your vote is cast.")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 pairs answered.")).to_be_visible()
    assert ballots(site, duel)[0].startswith(f'[["{left}>')
    assert findings(page) == []
    context.close()


def test_without_scripts_a_duel_is_answered_by_its_buttons(chromium: Browser, site: Site, duel: int) -> None:
    context = browser_for(chromium, site.house.app, "chloe", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/polls/{duel}")
    page.locator("[data-side=right]").click()
    page.get_by_role("button", name="Both alike, or I can’t say").click()
    page.get_by_role("button", name="Take back my last answer").click()
    expect(page.get_by_text("1 pair answered.")).to_be_visible()
    context.close()


def test_a_survey_shows_one_question_after_the_other(chromium: Browser, site: Site, duel: int) -> None:
    with site.house.app.app_context():
        now = clock.now()
        dana = viewer_of(db.session.query(Member).filter_by(handle="dana").one())
        options = [NewOption("Oat"), NewOption("Rye")]
        asked = [
            NewQuestion("Which grain?", Kind.ONE, options),
            NewQuestion("And for you?", Kind.ONE, options),
        ]
        topic_id = opening(dana, title="Two things", now=now).topic_id
        with write_transaction():
            poll = make_poll(db.session.get_one(Topic, topic_id), NewPoll(asked), actor=dana, now=now)
            open_poll(poll, now=now)
            poll_id = poll.id
    context = browser_for(chromium, site.house.app, "chloe", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"/polls/{poll_id}")
    expect(page.get_by_text("Question 1 of 2")).to_be_visible()
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_hidden()
    assert findings(page) == []
    page.get_by_role("radio", name="Oat").check()
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_role("group", name="And for you?")).to_be_focused()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Choose an option.")).to_be_visible()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    page.get_by_role("radio", name="Rye").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_text("Thank you. Your vote is cast.")).to_be_visible()
    assert ballots(site, poll_id) == ["[[1],[2]]"]
    context.close()


@pytest.mark.parametrize("person", [None, "alice", "dana"])
def test_every_page_of_polls_is_accessible_and_fits(
    undrawn: Browser, site: Site, table: Table, person: str | None
) -> None:
    context = bring_axe(browser_for(undrawn, site.house.app, person, viewport={"width": 360, "height": 740}))
    page = context.new_page()
    topic_id = table.open_path.split("/")[2]
    own = [f"/polls/{table.open_poll}/closing", f"/topics/{topic_id}/poll/new"] if person else []
    for path in (
        table.open_path,
        table.sealed_path,
        f"/polls/{table.open_poll}",
        f"/polls/{table.sealed_poll}/receipts",
        "/polls?state=all",
        *own,
    ):
        page.goto(path)
        page.locator("main details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
        assert faults(page) == [], path
    context.close()
