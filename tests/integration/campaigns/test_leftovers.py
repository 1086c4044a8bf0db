"""Recipes as ideas, steps put right, and forms that explain when their time has not come or is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from forum.campaigns.models import CampaignStep
from forum.campaigns.operations.ideas import propose_idea
from forum.campaigns.operations.outcomes import add_step
from forum.campaigns.words import StepKind
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from tests.campaigns import LATER, a_campaign, a_decided, publish, the_campaign
from tests.conversations import NOON
from tests.creations import recipe

BrowserOf = Callable[[str], FlaskClient]


def test_an_idea_shows_a_recipe_of_its_author_and_of_nobody_else(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    recipe_id = recipe(cast.viewer("alice"), title="Hazelnut star").topic_id
    assert "Hazelnut star" in browser_of("alice").get(f"/campaigns/{campaign_id}/ideas/new").text
    assert "Hazelnut star" not in browser_of("chloe").get(f"/campaigns/{campaign_id}/ideas/new").text
    form = {"title": "Hazelnut stars in winter", "body": "As in my recipe.", "recipe": str(recipe_id)}
    page = browser_of("alice").post(f"/campaigns/{campaign_id}/ideas", data=form, follow_redirects=True).text
    assert f'href="/topics/{recipe_id}"' in page
    with pytest.raises(Invalid), write_transaction():
        propose_idea(
            the_campaign(campaign_id),
            title="Mine now",
            source="Somebody else’s recipe.",
            author=cast.viewer("chloe"),
            now=NOON,
            recipe_id=recipe_id,
        )


def test_the_brand_puts_a_step_right(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana = cast.viewer("dana")
    campaign_id, ideas = a_decided(dana, [cast.viewer("alice"), cast.viewer("chloe")])
    publish(dana, campaign_id, ideas[0])
    with write_transaction():
        step_id = add_step(
            the_campaign(campaign_id), StepKind.SHELF, on_day=date(2026, 11, 3), actor=dana, now=LATER
        ).id
    assert browser_of("alice").get(f"/campaigns/steps/{step_id}").status_code == 403
    form = browser_of("dana").get(f"/campaigns/steps/{step_id}").text
    assert 'value="2026-11-03"' in form
    sent = {"kind": "shelf", "on_day": "2026-12-01", "text": "A little later."}
    browser_of("dana").post(f"/campaigns/steps/{step_id}", data=sent)
    page = guest.get(f"/campaigns/{campaign_id}").text
    assert "A little later." in page and "2026-12-01" in page
    assert db.session.get_one(CampaignStep, step_id, populate_existing=True).edited_at is not None


@pytest.mark.parametrize("page", ["outcome", "steps"])
def test_a_form_whose_time_has_not_come_says_so(
    cast: SimpleNamespace, browser_of: BrowserOf, page: str
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    answer = browser_of("dana").get(f"/campaigns/{campaign_id}/{page}")
    assert answer.status_code == 409 and "form-actions" not in answer.text
    assert "There is no answer to give now" in answer.text or "Publish the outcome first" in answer.text


def test_the_desk_says_what_a_campaign_taught(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    dana = cast.viewer("dana")
    campaign_id, ideas = a_decided(dana, [cast.viewer("alice"), cast.viewer("chloe")])
    assert "There is a vote already" in browser_of("dana").get(f"/campaigns/{campaign_id}/vote").text
    publish(dana, campaign_id, ideas[0], reason="Nuts are loved in winter.")
    assert "Nuts are loved in winter." in browser_of("dana").get("/campaigns/desk").text
