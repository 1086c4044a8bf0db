"""Topics merged into a campaign bring polls along that are not its vote; campaigns and ideas are not merged away."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from forum.campaigns.page import winner_of
from forum.campaigns.words import Phase
from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.discussions.models import Topic
from forum.discussions.operations.splitting import merge_topics
from tests.campaigns import a_campaign, an_idea, ask, end, keep, the_campaign, vote
from tests.conversations import NOON
from tests.integration.polls.ballots import a_poll, seal


def merge(cast: SimpleNamespace, source: int, target: int) -> None:
    with write_transaction():
        topics = (db.session.get_one(Topic, id) for id in (source, target))
        merge_topics(*topics, actor=cast.viewer("bruno"), now=NOON)


def test_the_vote_of_a_campaign_is_its_own_poll_whatever_was_merged_into_it(cast: SimpleNamespace) -> None:
    dana, alice = cast.viewer("dana"), cast.viewer("alice")
    other = a_poll(dana)
    campaign_id = a_campaign(dana)
    keep(dana, *(an_idea(alice, campaign_id, title) for title in ("Hazelnut", "Cherry")))
    vote_id = ask(dana, campaign_id)
    merge(cast, 1, campaign_id)
    seal(other)
    assert the_campaign(campaign_id).phase == Phase.VOTE
    vote(alice, vote_id, 2)
    end(vote_id)
    campaign = the_campaign(campaign_id)
    assert campaign.phase == Phase.OUTCOME and winner_of(dana, campaign) == 2


def test_campaigns_and_ideas_are_not_merged_into_other_topics(cast: SimpleNamespace) -> None:
    dana = cast.viewer("dana")
    a_poll(dana)
    campaign_id = a_campaign(dana)
    idea_id = an_idea(cast.viewer("alice"), campaign_id)
    for source, why in ((campaign_id, "keeps its own page"), (idea_id, "merged on the shortlist")):
        with pytest.raises(Invalid, match=why) as refused:
            merge(cast, source, 1)
        assert list(refused.value.errors) == ["target"]
        db.session.rollback()
