"""Who is told what: followers of each phase, authors of the answer to their idea; and what each role is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.campaigns.operations.campaigns import close_ideas
from forum.campaigns.operations.ideas import drop_idea
from forum.campaigns.operations.outcomes import add_step
from forum.campaigns.words import StepKind
from forum.core.database import db, write_transaction
from forum.core.outbox import drain
from forum.notifications.models import Notification
from tests.campaigns import (
    LATER,
    a_campaign,
    a_decided,
    an_idea,
    ask,
    end,
    keep,
    publish,
    the_campaign,
    the_idea,
    vote,
)
from tests.conversations import NOON

BrowserOf = Callable[[str], FlaskClient]


def test_whoever_follows_is_told_of_each_phase_and_of_each_step(app: Flask, cast: SimpleNamespace) -> None:
    dana, fans = cast.viewer("dana"), (cast.viewer("alice"), cast.viewer("chloe"))
    campaign_id = a_campaign(dana)
    ideas = [an_idea(fan, campaign_id, title) for fan, title in zip(fans, ("Oat", "Rye"), strict=True)]
    with write_transaction():
        close_ideas(the_campaign(campaign_id), actor=dana, now=NOON)
    keep(dana, *ideas)
    poll_id = ask(dana, campaign_id)
    vote(fans[0], poll_id, 1)
    end(poll_id)
    publish(dana, campaign_id, ideas[0])
    with write_transaction():
        add_step(the_campaign(campaign_id), StepKind.PROTOTYPE, text="The first bar.", actor=dana, now=LATER)
    drain()
    assert _news_of(cast.chloe.id) == ["shortlist", "vote", "outcome", "answered", "step"]
    # Alice voted: the poll tells her its result, so the campaign need not say that the vote is over.
    assert _news_of(cast.alice.id) == ["shortlist", "vote", "answered", "step"]
    assert _news_of(cast.bruno.id) == []


def test_followers_read_until_when_the_vote_is_open_which_answer_was_given_and_the_day_on_the_shelf(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    dana, alice = cast.viewer("dana"), cast.viewer("alice")
    campaign_id = a_campaign(dana)
    ideas = [an_idea(alice, campaign_id, title) for title in ("Oat", "Rye")]
    keep(dana, *ideas)
    end(ask(dana, campaign_id, closes_at=NOON + timedelta(days=5)))
    publish(dana, campaign_id, ideas[0])
    with write_transaction():
        add_step(the_campaign(campaign_id), StepKind.SHELF, on_day=date(2026, 12, 4), actor=dana, now=LATER)
    drain()
    page = browser_of("alice").get("/notifications").text
    for said in (
        "the vote is open until ",
        "the answer is “We make it as you chose it”",
        "on the shelf from December 4",
    ):
        assert said in page


def test_an_author_reads_what_the_brand_answered(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    idea_id = an_idea(cast.viewer("alice"), a_campaign(cast.viewer("dana")))
    with write_transaction():
        drop_idea(the_idea(idea_id), sentence="We made it last year.", actor=cast.viewer("dana"), now=NOON)
    drain()
    assert "We made it last year." in browser_of("alice").get("/notifications").text
    assert "We made it last year." not in browser_of("chloe").get("/notifications").text


NOT_YET = {"1/outcome", "1/steps"}
"""What a campaign that gathers ideas does not offer yet, and says so."""


@pytest.mark.parametrize(
    "page", ["desk", "new", "1/shortlist", "1/vote", "1/outcome", "1/steps", "1/dates", "1/ending"]
)
def test_the_pages_of_the_brand_are_for_the_brand(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, page: str
) -> None:
    a_campaign(cast.viewer("dana"))
    answers = {
        name: browser_of(name).get(f"/campaigns/{page}").status_code
        for name in ("alice", "bruno", "dana", "emil")
    }
    opened = 409 if page in NOT_YET else 200
    assert answers == {"alice": 403, "bruno": 403, "dana": opened, "emil": opened}
    assert guest.get(f"/campaigns/{page}").status_code == 303


def test_a_guest_writes_an_idea_first_and_joins_afterwards(cast: SimpleNamespace, guest: FlaskClient) -> None:
    a_campaign(cast.viewer("dana"))
    form = guest.get("/campaigns/1/ideas/new").text
    assert "Write first, join afterwards" in form
    sent = guest.post("/campaigns/1/ideas", data={"title": "Hazelnut", "body": "Please."})
    assert "Hazelnut" in sent.text and 'data-typed="yes"' in sent.text


def test_similar_ideas_are_shown_without_a_script(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    an_idea(cast.viewer("alice"), a_campaign(cast.viewer("dana")), "Roasted hazelnuts")
    typed = {"title": "Hazelnut cream", "body": "", "similar": "yes"}
    assert "Roasted hazelnuts" in browser_of("chloe").post("/campaigns/1/ideas", data=typed).text


def test_the_desk_says_what_is_owed_and_the_public_page_too(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    a_decided(cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")])
    assert "Answer owed since" in browser_of("dana").get("/campaigns/desk").text
    assert "Answer awaited since" in guest.get("/campaigns/1").text


def test_while_a_vote_is_open_the_campaign_does_not_tell_how_it_stands(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    keep(
        cast.viewer("dana"), *(an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Oat", "Rye"))
    )
    ask(cast.viewer("dana"), campaign_id)
    page = guest.get("/campaigns/1").text
    assert "Which flavour shall we make?" in page and "Most votes" not in page and "voted." not in page


def test_a_way_to_campaigns_stands_on_every_page_once_there_is_one(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    assert 'href="/campaigns"' not in guest.get("/").text
    a_campaign(cast.viewer("dana"))
    home = guest.get("/").text
    assert 'href="/campaigns"' in home and "The winter flavour" in home


def _news_of(member_id: int) -> list[str]:
    told = select(Notification.data).where(
        Notification.kind == "campaign", Notification.member_id == member_id
    )
    return [data["news"] for data in db.session.scalars(told.order_by(Notification.id))]
