"""Proposing an idea, and what the brand answers to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from forum.audit.operations import record_act
from forum.campaigns.events import IdeaAnswered, IdeaProposed
from forum.campaigns.models import SENTENCE_LENGTH, Campaign, Idea
from forum.campaigns.operations.campaigns import topic_of_campaign
from forum.campaigns.policy import require_run, takes_ideas
from forum.campaigns.queries.recipes import own_recipes
from forum.campaigns.words import IDEA, IdeaState, Phase
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.core.versions import topic_scope, touch
from forum.discussions.models import FollowTarget, Topic
from forum.discussions.operations.followings import follow_by_posting
from forum.discussions.operations.texts import Prepared
from forum.discussions.operations.topics import category_of, start_topic


def propose_idea(
    campaign: Campaign,
    *,
    title: str,
    source: str | Prepared,
    author: Actor,
    now: datetime,
    tags: Iterable[str] = (),
    language: str | None = None,
    once: str | None = None,
    recipe_id: int | None = None,
    silent: bool = False,
) -> Idea:
    """Propose an idea in a campaign; its author follows the campaign from now on.

    Raises:
        NotAllowed: as for any topic of the campaign's category.
        Invalid: when the campaign takes no ideas, or with one message for each field that cannot be accepted.
    """
    brief = topic_of_campaign(campaign)
    if not takes_ideas(campaign, brief):
        raise Invalid(_("This campaign takes no ideas any more."))
    if recipe_id is not None and recipe_id not in dict(own_recipes(author)):
        raise Invalid(_("Choose a recipe of your own."), field="recipe")
    topic = start_topic(
        category=category_of(brief),
        kind=IDEA,
        title=title,
        source=source,
        author=author,
        now=now,
        tags=tags,
        language=language,
        once=once,
        silent=silent,
    )
    idea = Idea(topic_id=topic.id, campaign_id=campaign.topic_id, state=IdeaState.OPEN, recipe_id=recipe_id)
    db.session.add(idea)
    db.session.flush()
    touch(topic_scope(campaign.topic_id))
    events.record(IdeaProposed(topic.id, campaign.topic_id, topic.author_id, now, silent))
    if not silent:
        follow_by_posting(author, FollowTarget.TOPIC, campaign.topic_id, now=now)
    return idea


def keep_idea(idea: Idea, *, sentence: str = "", actor: Actor, now: datetime, silent: bool = False) -> None:
    """Put an idea on the shortlist.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when the vote has begun, or the sentence is too long.
    """
    _answer(idea, IdeaState.KEPT, sentence, actor, now, silent=silent)


def merge_idea(
    idea: Idea, into: Idea, *, sentence: str = "", actor: Actor, now: datetime, silent: bool = False
) -> None:
    """Let an idea be part of another, which is kept; both authors are credited.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when it cannot be part of that one, the vote has begun, or the sentence is too long.
    """
    if (
        into.topic_id == idea.topic_id
        or into.campaign_id != idea.campaign_id
        or into.state == IdeaState.MERGED
    ):
        raise Invalid(_("Choose another idea of this campaign that is not merged itself."), field="into")
    _answer(idea, IdeaState.MERGED, sentence, actor, now, into=into, silent=silent)
    db.session.execute(
        update(Idea).where(Idea.merged_into_id == idea.topic_id).values(merged_into_id=into.topic_id)
    )
    if into.state != IdeaState.KEPT:
        _answer(into, IdeaState.KEPT, into.sentence, actor, now, silent=silent)


def drop_idea(idea: Idea, *, sentence: str, actor: Actor, now: datetime, silent: bool = False) -> None:
    """Say that an idea does not come into the vote, and why.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: without a sentence, when it is too long, or when the vote has begun.
    """
    if not clean_line(sentence):
        raise Invalid(_("Tell the author in a sentence why."), field="sentence")
    _answer(idea, IdeaState.NOT_KEPT, sentence, actor, now, silent=silent)


def _answer(
    idea: Idea,
    state: IdeaState,
    sentence: str,
    actor: Actor,
    now: datetime,
    *,
    into: Idea | None = None,
    silent: bool = False,
) -> None:
    require_run(actor)
    campaign = db.session.get_one(Campaign, idea.campaign_id)
    if campaign.phase not in (Phase.IDEAS, Phase.SHORTLIST):
        raise Invalid(_("The vote has begun: the shortlist is fixed."))
    sentence = clean_line(sentence)
    if len(sentence) > SENTENCE_LENGTH:
        raise Invalid(
            _("This is too long: at most %(most)s characters.", most=SENTENCE_LENGTH), field="sentence"
        )
    idea.state, idea.sentence, idea.answered_at = state, sentence, now
    idea.merged_into_id = into.topic_id if into is not None else None
    db.session.flush()
    touch(topic_scope(idea.topic_id), topic_scope(idea.campaign_id))
    author_id = db.session.get_one(Topic, idea.topic_id).author_id
    events.record(
        IdeaAnswered(idea.topic_id, idea.campaign_id, author_id, state.value, sentence, actor.id, now, silent)
    )
    record_act(
        "idea.answered",
        actor=actor,
        subject_type=IDEA,
        subject_id=idea.topic_id,
        now=now,
        state=state.value,
        into=idea.merged_into_id,
    )
