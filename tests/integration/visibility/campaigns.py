"""Campaigns in every corner: one open to all, one for members, with ideas that are hidden and taken back."""

from __future__ import annotations

from collections.abc import Iterator

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.campaigns import end_without_vote, start_campaign
from forum.campaigns.operations.ideas import drop_idea, keep_idea, propose_idea
from forum.campaigns.operations.outcomes import add_step, publish_outcome
from forum.campaigns.words import Form, OutcomeKind, StepKind
from forum.core.database import db, write_transaction
from forum.core.policy import Viewer
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.topics import first_post_of
from forum.discussions.operations.withdrawals import withdraw_post
from forum.moderation.operations import hide_post
from tests.integration.visibility.canaries import JUDGES, MEMBERS, PEOPLE, Canary, canary, sentence, word
from tests.integration.visibility.planting import Garden

OPEN, DECIDED, PANTRY = "opencampaign", "decidedcampaign", "pantrycampaign"
SHOWN, HIDDEN, WITHDRAWN = "shownidea", "hiddenidea", "withdrawnidea"


def plant_campaigns(garden: Garden) -> None:
    """Ask for ideas in the kitchen and in the pantry, answer them, and decide in two campaigns."""
    dana = garden.viewer("dana")
    for name, shelf in ((OPEN, "kitchen"), (DECIDED, "kitchen"), (PANTRY, "pantry")):
        _campaign(garden, dana, name, shelf)
    for name, author in ((SHOWN, "chloe"), (HIDDEN, "alice"), (WITHDRAWN, "alice")):
        _idea(garden, name, author, OPEN)
        with write_transaction():
            drop_idea(_of(garden, name), sentence=word(f"{name}answer"), actor=dana, now=garden.now)
    for name, campaign in (("decidedidea", DECIDED), ("pantryidea", PANTRY)):
        _idea(garden, name, "chloe", campaign)
        with write_transaction():
            keep_idea(_of(garden, name), sentence=word(f"{name}answer"), actor=dana, now=garden.now)
        _decide(garden, dana, campaign, name)


def conceal_campaigns(garden: Garden) -> None:
    """Hide an idea and the reason for an outcome, take another idea back."""
    bruno = garden.viewer("bruno")
    for name in (HIDDEN, f"{DECIDED}reason"):
        with write_transaction():
            hide_post(garden.again(name), reason="off-topic", note="", actor=bruno, now=garden.now)
    with write_transaction():
        withdraw_post(garden.again(WITHDRAWN), actor=garden.viewer("alice"), now=garden.now)


def campaign_canaries() -> Iterator[Canary]:
    """Yield every planted word with those whom it may reach."""
    for part in ("title", "brief"):
        yield canary(f"{OPEN}{part}", PEOPLE)
        yield canary(f"{DECIDED}{part}", PEOPLE)
        yield canary(f"{PANTRY}{part}", MEMBERS)
    for part in ("title", "words", "answer"):
        yield canary(f"{SHOWN}{part}", PEOPLE)
        yield canary(f"{HIDDEN}{part}", JUDGES | {"alice"})
        yield canary(f"pantryidea{part}", MEMBERS)
    yield canary(f"{WITHDRAWN}words", JUDGES, kept_by="alice")
    yield canary(f"{WITHDRAWN}answer", JUDGES | {"alice"})
    yield canary(f"{DECIDED}reason", JUDGES | {"dana"})
    yield canary(f"{PANTRY}reason", MEMBERS)
    yield canary(f"{DECIDED}step", PEOPLE)
    yield canary(f"{PANTRY}step", MEMBERS)


def _campaign(garden: Garden, dana: Viewer, name: str, shelf: str) -> None:
    with write_transaction():
        campaign = start_campaign(
            category=db.session.get_one(Category, garden.shelves[shelf].id),
            title=word(f"{name}title"),
            brief=sentence(f"{name}brief"),
            form=Form.FLAVOUR,
            author=dana,
            now=garden.now,
        )
        garden.posts[name] = first_post_of(db.session.get_one(Topic, campaign.topic_id))


def _idea(garden: Garden, name: str, author: str, campaign: str) -> None:
    with write_transaction():
        idea = propose_idea(
            db.session.get_one(Campaign, garden.posts[campaign].topic_id),
            title=f"Porridge {word(f'{name}title')}",
            source=sentence(f"{name}words"),
            author=garden.viewer(author),
            now=garden.now,
        )
        garden.posts[name] = first_post_of(db.session.get_one(Topic, idea.topic_id))


def _decide(garden: Garden, dana: Viewer, name: str, chosen: str) -> None:
    campaign_id = garden.posts[name].topic_id
    with write_transaction():
        campaign = db.session.get_one(Campaign, campaign_id)
        end_without_vote(campaign, actor=dana, now=garden.now)
        reason = sentence(f"{name}reason")
        publish_outcome(
            campaign, OutcomeKind.AS_IS, reason, chosen=_of(garden, chosen), actor=dana, now=garden.now
        )
        text = word(f"{name}step")
        add_step(campaign, StepKind.PROTOTYPE, text=text, actor=dana, now=garden.now)
        garden.posts[f"{name}reason"] = db.session.get_one(Post, campaign.outcome_post_id)


def _of(garden: Garden, name: str) -> Idea:
    return db.session.get_one(Idea, garden.posts[name].topic_id)
