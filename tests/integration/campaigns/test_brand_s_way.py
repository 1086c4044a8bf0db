"""What the brand is shown at each step: where it goes on, what waits for it, and what comes first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.campaigns.operations.campaigns import close_ideas
from forum.campaigns.queries.campaigns import campaigns_for
from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.policy import Audience
from forum.polls.models import Poll
from forum.polls.operations.closing import close_poll
from forum.polls.operations.sealing import seal_poll
from tests.campaigns import LATER, a_campaign, a_decided, an_idea, ask, keep, publish, the_campaign
from tests.conversations import shelf

BrowserOf = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda self: LATER)


def test_the_brand_begins_a_campaign_where_members_can_write_and_goes_on_with_it(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    place = shelf("ideas")
    shelf("news", start_level=Audience.TEAM)
    dana = browser_of("dana")
    form = dana.get("/campaigns/new").text
    assert f'<option value="{place.id}"' in form and ">News<" not in form
    typed = {
        "form": "flavour",
        "title": "The winter flavour",
        "body": "Which one?",
        "category": str(place.id),
    }
    assert dana.post("/campaigns", data=typed).location == "/campaigns/1"


def test_each_step_says_to_the_brand_what_comes_next(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    brand, dana, said = cast.viewer("dana"), browser_of("dana"), []

    def look() -> None:
        said.append(dana.get("/campaigns/1").text.partition('class="campaign-next">')[2].partition("<")[0])
        assert "campaign-next" not in guest.get("/campaigns/1").text

    campaign_id = a_campaign(brand)
    ideas = [an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Oat", "Rye")]
    look()
    with write_transaction():
        close_ideas(the_campaign(campaign_id), actor=brand, now=LATER)
    look()
    keep(brand, *ideas)
    look()
    poll_id = ask(brand, campaign_id)
    look()
    with write_transaction():
        close_poll(db.session.get_one(Poll, poll_id, populate_existing=True), at=LATER)
    look()
    with write_transaction():
        assert seal_poll(poll_id, now=LATER + timedelta(seconds=11))
    look()
    assert f'href="/polls/{poll_id}/readout"' in dana.get("/campaigns/1").text
    publish(brand, campaign_id, ideas[0])
    look()
    assert [" ".join(each.split()[:5]) for each in said] == [
        "Fans propose ideas until you",
        "Keep at least two ideas",
        "Every idea has its answer:",
        "The vote is open until",
        "The vote is over, and",
        "Look at the read-out, then",
        "Add a step whenever there",
    ]


def test_ideas_without_an_answer_can_be_shown_alone_and_an_answer_leads_to_the_next(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    campaign_id, dana = a_campaign(cast.viewer("dana")), browser_of("dana")
    oat, rye = (an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Oat", "Rye"))
    there = dana.post(f"/campaigns/ideas/{oat}/answer", data={"state": "kept"}).location
    assert there == f"/campaigns/{campaign_id}/shortlist?show=open"
    page = dana.get(there).text
    assert "Rye" in page and "Oat" not in page and "1 without an answer" in page
    there = dana.post(f"/campaigns/ideas/{rye}/answer", data={"state": "kept"}).location
    assert there == f"/campaigns/{campaign_id}/shortlist"


def test_what_is_owed_stands_first_on_the_desk(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    brand, fans = cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")]
    longest, lately = (
        a_decided(brand, fans, title=f"The {each} flavour")[0] for each in ("winter", "spring")
    )
    a_campaign(brand, title="The summer flavour", now=LATER + timedelta(minutes=5))
    with write_transaction():
        the_campaign(longest).phase_since = LATER - timedelta(days=1)
    found = [row.id for row in campaigns_for(brand, owed_first=True).rows]
    assert found[:2] == [longest, lately] and len(found) == 3
    behind = [row.id for row in campaigns_for(brand, longest, owed_first=True).rows]
    assert behind == found[1:]
    desk = browser_of("dana").get("/campaigns/desk").text
    assert (
        desk.index("The winter flavour") < desk.index("The spring flavour") < desk.index("The summer flavour")
    )


def test_lists_and_paragraphs_of_a_brief_and_an_idea_look_like_those_of_other_texts(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"), brief="- one\n- two")
    idea = an_idea(cast.viewer("alice"), campaign_id, source="- dark\n- salt")
    for topic_id, word in ((campaign_id, "one"), (idea, "dark")):
        page = browser_of("chloe").get(f"/topics/{topic_id}", follow_redirects=True).text
        assert f'<div class="prose"><ul>\n<li>{word}</li>' in page
    asked = browser_of("chloe").get(f"/campaigns/{campaign_id}/ideas/new").text
    assert "<li>two</li>" in asked
