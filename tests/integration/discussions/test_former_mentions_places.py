"""Everywhere that members are mentioned, somebody who leaves is taken out; where they are not, docs say why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.accounts.models import Member
from forum.campaigns.models import CampaignStep, Idea
from forum.core.database import db, write_transaction
from forum.discussions.models import Post, Topic
from forum.discussions.operations.drafts import save_draft
from forum.gatekeeping.models import Measure
from forum.moderation.models import Hiding, Report
from forum.moderation.operations.hiding import lift_hiding
from forum.moderation.operations.profiles import hide_profile
from tests.campaigns import a_campaign, an_idea
from tests.conversations import NOON, opening
from tests.creations import document, recipe
from tests.desk import reported
from tests.integration.polls.ballots import asking, poll_on, question
from tests.leaving import leave, tables_with

BrowserOf = Callable[[str], FlaskClient]


def page_of(browser: FlaskClient, post: Post) -> str:
    return browser.get(f"/topics/{post.topic_id}", follow_redirects=True).text


def test_drafts_titles_profiles_recipes_notes_and_campaigns(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    bruno, chloe, dana = (cast.viewer(who) for who in ("bruno", "chloe", "dana"))
    about = opening(chloe, "Look at [her page](/members/alice).", title="A letter to @alice")
    with write_transaction():
        body = "> [@alice wrote](/posts/1):\n> Stir."
        save_draft(chloe, f"reply:{about.topic_id}", {"body": body}, based_on_version=0, now=NOON)
    browser_of("chloe").post("/settings/profile", data={"name": "Chloé", "about": "Taught by @alice."})
    recipe(chloe, document(steps=("Stir as @alice does.",)), story="After `@alice`.")
    campaign = a_campaign(dana, brief="What @alice asked for.")
    item = reported(about, bruno)
    browser_of("bruno").post(f"/desk/items/{item.id}/notes", data={"text": "@alice knows her."})
    an_idea(chloe, campaign, source="As @alice says.")
    with write_transaction():
        db.session.execute(update(Idea).values(sentence="Made with @alice."))
        db.session.execute(update(Report).values(note="Says @alice.", answer="Thank you from @alice."))
        db.session.execute(update(Topic).where(Topic.id == about.topic_id).values(closed_note="Ask @alice."))
        db.session.add(Measure(member_id=chloe.id, kind="note", note="Friend of @alice.", made_at=NOON))
        db.session.add(CampaignStep(campaign_id=campaign, kind="development", text="With @alice.", at=NOON))
    places = {
        "member",
        "draft",
        "topic",
        "creation",
        "post",
        "desk_note",
        "idea",
        "report",
        "campaign_step",
        "measure",
    }
    assert places <= set(tables_with("@alice"))
    leave(cast)
    assert [tables_with(trace) for trace in ("@alice", "/members/alice", "a-letter-to-alice")] == [[], [], []]
    assert "A letter to Former member" in page_of(browser_of("dana"), about)


def test_what_was_taken_off_a_profile_comes_back_without_them(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    browser_of("chloe").post("/settings/profile", data={"name": "Chloé", "about": "Taught by @alice."})
    bruno = cast.viewer("bruno")
    with write_transaction():
        chloe = db.session.get_one(Member, cast.chloe.id)
        (hiding,) = hide_profile(chloe, reason="unkind", note="Asked by @alice.", actor=bruno, now=NOON)
    leave(cast)
    assert "hiding" not in tables_with("@alice")
    with write_transaction():
        lift_hiding(db.session.get_one(Hiding, hiding.id), actor=bruno, now=NOON)
    assert "<p>Taught by Former member.</p>" in guest.get("/members/chloe").text


def test_what_people_voted_on_stays_as_it_is_and_leads_nowhere(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    post = opening(cast.viewer("dana"), "Vote!")
    options = question(options=("That of @alice", "That of @bruno"))
    poll_on(post, cast.viewer("dana"), replace(asking(), questions=[options]))
    leave(cast)
    page = page_of(guest, post)
    assert "That of @alice" in page and "/members/alice" not in page
