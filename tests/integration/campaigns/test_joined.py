"""Campaigns that a member joined earn a badge in the transaction that joins; so do votes."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from forum.badges.jobs import award_everybody, reconcile
from forum.badges.shipped import SHIPPED
from forum.core.database import db, write_transaction
from forum.core.metrics import metrics
from forum.discussions.models import Topic
from forum.discussions.operations.hiding import hide_post_text, unhide_post_text
from forum.discussions.operations.posts import reply
from forum.discussions.operations.topics import first_post_of
from forum.polls.operations.voting import withdraw_ballot
from tests.campaigns import LATER, a_campaign, a_decided, an_idea, ask, end, keep, publish, vote
from tests.conversations import NOON
from tests.integration.badges.kitchen import a_rule, awards, held
from tests.integration.badges.test_rules import work

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)


def a_vote(cast: SimpleNamespace) -> tuple[int, int]:
    """Return a campaign and its open vote, which nobody has joined but alice by two ideas."""
    campaign_id = a_campaign(cast.viewer("dana"))
    keep(cast.viewer("dana"), *(an_idea(cast.viewer("alice"), campaign_id, each) for each in ("Plum", "Fig")))
    return campaign_id, ask(cast.viewer("dana"), campaign_id)


def test_an_idea_joins_and_a_hidden_one_does_not(cast: SimpleNamespace) -> None:
    rule = a_rule("campaigns-joined", (1, 2))
    campaign_id = a_campaign(cast.viewer("dana"))
    idea = an_idea(cast.viewer("alice"), campaign_id, now=LATER)
    assert held(rule) == [(cast.alice.id, 1)]
    an_idea(cast.viewer("alice"), campaign_id, "Another for the same")
    assert held(rule) == [(cast.alice.id, 1)]
    an_idea(cast.viewer("alice"), a_campaign(cast.viewer("dana"), title="The summer flavour"))
    assert held(rule) == [(cast.alice.id, 1), (cast.alice.id, 2)]
    with write_transaction():
        topics = [topic for topic in db.session.query(Topic).order_by(Topic.id) if topic.kind == "idea"]
        posts = [first_post_of(topic) for topic in topics]
        for post in posts[:2]:
            hide_post_text(post, reason_key="spam", now=LATER)
    assert held(rule) == [(cast.alice.id, 1)]
    with write_transaction():
        unhide_post_text(first_post_of(db.session.get_one(Topic, idea)), now=LATER)
    assert held(rule) == [(cast.alice.id, 1), (cast.alice.id, 2)]


def test_a_vote_joins_and_one_taken_back_does_not(cast: SimpleNamespace) -> None:
    rule, ballots = a_rule("campaigns-joined", (1,)), a_rule("ballots-cast", (1,))
    _campaign, poll_id = a_vote(cast)
    vote(cast.viewer("chloe"), poll_id, 1, at=NOON + timedelta(minutes=47))
    assert held(rule) == [(cast.alice.id, 1), (cast.chloe.id, 1)]
    assert held(ballots) == [(cast.chloe.id, 1)]
    told = [each.earned_at for each in awards() if each.member_id == cast.chloe.id]
    assert told == [NOON.replace(minute=0)] * 2
    with write_transaction():
        withdraw_ballot(cast.viewer("chloe"), poll_id, arrived=LATER, now=NOON + timedelta(minutes=50))
    assert held(rule) == [(cast.alice.id, 1)]
    assert held(ballots) == []


def test_whoever_spoke_to_the_idea_that_is_made_has_joined(cast: SimpleNamespace) -> None:
    rule = a_rule("campaigns-joined", (1,))
    campaign_id, ideas = a_decided(cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("emil")])
    with write_transaction():
        for idea in ideas:
            topic = db.session.get_one(Topic, idea)
            reply(topic, source="Roast them first.", author=cast.viewer("chloe"), now=LATER)
    assert (cast.chloe.id, 1) not in held(rule)
    publish(cast.viewer("dana"), campaign_id, ideas[0], now=LATER + DAY)
    assert (cast.chloe.id, 1) in held(rule)
    assert awards(rule)[-1].earned_at == LATER + DAY


def test_looking_back_finds_the_moment_at_which_the_nth_was_joined(cast: SimpleNamespace) -> None:
    first = a_campaign(cast.viewer("dana"))
    an_idea(cast.viewer("alice"), first, now=NOON)
    _campaign, poll_id = a_vote(cast)
    vote(cast.viewer("chloe"), poll_id, 1)
    end(poll_id, at=NOON + DAY)
    an_idea(cast.viewer("chloe"), first, now=NOON + 3 * DAY)
    rule = a_rule("campaigns-joined", (1, 2))
    with write_transaction():
        award_everybody(now=NOON + 9 * DAY)
    found = {(each.member_id, each.level): each.earned_at for each in awards(rule)}
    assert found[cast.chloe.id, 1] == NOON + DAY
    assert found[cast.chloe.id, 2] == NOON + 3 * DAY
    assert found[cast.alice.id, 1] == NOON
    reconcile()
    assert {tuple(job.result.values()) for job in work()} == {(0, 0, 0)}


def test_every_shipped_badge_counts_what_somebody_counts() -> None:
    assert [each.name for each in SHIPPED if metrics.get(each.metric) is None] == []
