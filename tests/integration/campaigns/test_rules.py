"""What the brand may do in a campaign and when, what it owes, and what moves by itself."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.operations.members import create_member
from forum.accounts.viewers import viewer_of
from forum.audit.models import AuditEntry
from forum.campaigns.jobs import move_on
from forum.campaigns.models import Campaign
from forum.campaigns.operations.campaigns import Dates, close_ideas, end_without_vote
from forum.campaigns.operations.ideas import drop_idea, keep_idea, merge_idea
from forum.campaigns.queries import thanks
from forum.campaigns.queries.campaigns import campaigns_for
from forum.campaigns.queries.ideas import count_ideas, similar_ideas
from forum.campaigns.queries.thanks import MOST_NAMED
from forum.campaigns.queries.trail import chosen_idea
from forum.campaigns.words import IdeaState, OutcomeKind, Phase
from forum.core.clock import SystemClock
from forum.core.database import db, write_transaction
from forum.core.policy import GUEST, Invalid, NotAllowed
from forum.discussions.models import Post
from forum.moderation.operations import hide_post
from forum.polls.models import Poll
from forum.polls.words import Shown
from tests.campaigns import (
    LATER,
    a_campaign,
    a_decided,
    an_idea,
    ask,
    keep,
    publish,
    the_campaign,
    the_idea,
)
from tests.conversations import NOON, answer, team_shelf

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("handle", ["alice", "bruno"])
def test_only_the_brand_runs_campaigns(cast: SimpleNamespace, handle: str) -> None:
    with pytest.raises(NotAllowed):
        a_campaign(cast.viewer(handle))
    campaign_id = a_campaign(cast.viewer("dana"))
    idea_id = an_idea(cast.viewer("alice"), campaign_id)
    with pytest.raises(NotAllowed), write_transaction():
        keep_idea(the_idea(idea_id), actor=cast.viewer(handle), now=NOON)


def test_a_campaign_stands_where_members_can_write(cast: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="Members cannot write"):
        a_campaign(cast.viewer("dana"), category=team_shelf())


def test_an_idea_that_is_not_kept_gets_a_reason(cast: SimpleNamespace) -> None:
    dana, campaign_id = cast.viewer("dana"), a_campaign(cast.viewer("dana"))
    idea_id = an_idea(cast.viewer("alice"), campaign_id)
    with pytest.raises(Invalid, match="why"), write_transaction():
        drop_idea(the_idea(idea_id), sentence="  ", actor=dana, now=NOON)
    with write_transaction():
        drop_idea(the_idea(idea_id), sentence="We made it last year.", actor=dana, now=NOON)
    assert the_idea(idea_id).state == IdeaState.NOT_KEPT


def test_merging_keeps_the_other_idea_and_takes_along_what_was_merged_before(cast: SimpleNamespace) -> None:
    dana, campaign_id = cast.viewer("dana"), a_campaign(cast.viewer("dana"))
    first, second, third = (an_idea(cast.viewer("alice"), campaign_id, title) for title in "ABC")
    with write_transaction():
        merge_idea(the_idea(first), the_idea(second), actor=dana, now=NOON)
        merge_idea(the_idea(second), the_idea(third), actor=dana, now=NOON)
    assert [the_idea(id).merged_into_id for id in (first, second, third)] == [third, third, None]
    assert the_idea(third).state == IdeaState.KEPT


def test_ideas_come_only_while_they_are_taken(cast: SimpleNamespace) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    with write_transaction():
        close_ideas(the_campaign(campaign_id), actor=cast.viewer("dana"), now=NOON)
    with pytest.raises(Invalid, match="no ideas any more"):
        an_idea(cast.viewer("alice"), campaign_id)


def test_a_vote_needs_two_ideas_and_an_answer_to_each_and_is_secret_until_the_close(
    cast: SimpleNamespace,
) -> None:
    dana, campaign_id = cast.viewer("dana"), a_campaign(cast.viewer("dana"))
    ideas = [an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Hazelnut", "hazelnut")]
    keep(dana, ideas[0])
    with pytest.raises(Invalid, match="at least two"):
        ask(dana, campaign_id)
    keep(dana, ideas[1])
    late = an_idea(cast.viewer("chloe"), campaign_id, "Rye")
    with pytest.raises(Invalid, match="1 idea has no answer yet"):
        ask(dana, campaign_id)
    with write_transaction():
        drop_idea(the_idea(late), sentence="We made it last year.", actor=dana, now=NOON)
    poll = db.session.get_one(Poll, ask(dana, campaign_id))
    assert poll.is_secret and poll.shown == Shown.AFTER_CLOSE
    with pytest.raises(Invalid, match="already"):
        ask(dana, campaign_id)


def test_a_hidden_idea_is_in_no_count_no_suggestion_and_no_vote(cast: SimpleNamespace) -> None:
    dana, campaign_id = cast.viewer("dana"), a_campaign(cast.viewer("dana"))
    shown, hidden = (an_idea(cast.viewer("alice"), campaign_id, f"{word} nougat") for word in ("Oat", "Rye"))
    keep(dana, shown, hidden)
    with write_transaction():
        post = db.session.scalars(select(Post).where(Post.topic_id == hidden)).one()
        hide_post(post, reason="off-topic", note="", actor=cast.viewer("bruno"), now=NOON)
    for viewer in (GUEST, dana, cast.viewer("bruno")):
        assert count_ideas(viewer, campaign_id) == 1
        assert [card.id for card in similar_ideas(viewer, campaign_id, "nougats")] == [shown]
    with pytest.raises(Invalid, match="at least two"):
        ask(dana, campaign_id)


def test_a_vote_without_an_outcome_is_a_debt_until_it_is_paid(cast: SimpleNamespace) -> None:
    dana, fans = cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")]
    campaign_id, ideas = a_decided(dana, fans)
    assert the_campaign(campaign_id).phase == Phase.OUTCOME
    assert campaigns_for(GUEST).rows[0].owed_since == LATER
    publish(dana, campaign_id, ideas[0])
    assert campaigns_for(GUEST).rows[0].owed_since is None
    assert the_campaign(campaign_id).phase == Phase.TRAIL


def test_a_campaign_that_is_ended_without_a_vote_owes_an_answer_too(cast: SimpleNamespace) -> None:
    campaign_id = a_campaign(cast.viewer("dana"))
    with write_transaction():
        end_without_vote(the_campaign(campaign_id), actor=cast.viewer("dana"), now=LATER)
    assert campaigns_for(GUEST).rows[0].owed_since == LATER
    publish(cast.viewer("dana"), campaign_id, None, outcome=OutcomeKind.NOT_MADE)
    assert campaigns_for(GUEST).rows[0].owed_since is None


def test_an_outcome_has_a_reason_and_what_is_made(cast: SimpleNamespace) -> None:
    dana = cast.viewer("dana")
    campaign_id, ideas = a_decided(dana, [cast.viewer("alice"), cast.viewer("chloe")])
    with pytest.raises(Invalid):
        publish(dana, campaign_id, ideas[0], reason=" ")
    with pytest.raises(Invalid, match="Choose the idea"):
        publish(dana, campaign_id, None)
    publish(dana, campaign_id, ideas[0])
    with pytest.raises(Invalid, match="no answer to give"):
        publish(dana, campaign_id, ideas[0])


def test_the_database_refuses_an_outcome_without_a_reason(cast: SimpleNamespace) -> None:
    campaign_id, _ideas = a_decided(cast.viewer("dana"), [cast.viewer("alice"), cast.viewer("chloe")])
    with pytest.raises(IntegrityError), write_transaction():
        db.session.execute(
            update(Campaign).where(Campaign.topic_id == campaign_id).values(outcome="as-is", outcome_at=LATER)
        )


def test_the_trail_names_the_author_and_those_who_helped(cast: SimpleNamespace) -> None:
    dana, alice, chloe, bruno = (cast.viewer(name) for name in ("dana", "alice", "chloe", "bruno"))
    campaign_id = a_campaign(dana)
    chosen, same, other = (
        an_idea(fan, campaign_id, title)
        for fan, title in ((alice, "Hazelnut"), (chloe, "Filbert"), (alice, "Rye"))
    )
    first = db.session.scalars(select(Post).where(Post.topic_id == chosen)).one()
    answer(first, bruno, "Roast them first.")
    keep(dana, other)
    with write_transaction():
        merge_idea(the_idea(same), the_idea(chosen), actor=dana, now=NOON)
        end_without_vote(the_campaign(campaign_id), actor=dana, now=LATER)
    publish(dana, campaign_id, chosen)
    credited = chosen_idea(GUEST, campaign_id)
    assert credited is not None and credited.author.handle == "alice"
    assert [person.handle for person in credited.helpers] == ["chloe", "bruno"]


def test_however_many_helped_each_is_named_once_on_the_page_of_all(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thanks, "PAGE_SIZE", 2)
    dana, alice = cast.viewer("dana"), cast.viewer("alice")
    campaign_id = a_campaign(dana)
    chosen, same = an_idea(alice, campaign_id), an_idea(cast.viewer("emil"), campaign_id, "Filbert")
    first = db.session.scalars(select(Post).where(Post.topic_id == chosen)).one()
    ways: dict[str, Any] = {"email": None, "password_hash": None, "now": NOON}
    with write_transaction():
        fans = [
            viewer_of(create_member(name=f"Fan {number}", handle=f"fan-{number}", **ways))
            for number in range(MOST_NAMED)
        ]
    for each in (alice, *fans, cast.viewer("emil"), fans[0]):
        answer(first, each, "Roast them first.")
    with write_transaction():
        merge_idea(the_idea(same), the_idea(chosen), actor=dana, now=NOON)
        end_without_vote(the_campaign(campaign_id), actor=dana, now=LATER)
    publish(dana, campaign_id, chosen)
    trail = (
        guest.get(f"/campaigns/{campaign_id}").text.partition("With the help of:")[2].partition("</li>")[0]
    )
    assert trail.count('class="name"') == MOST_NAMED and "and 1 more" in trail
    seen, path = [], f"/campaigns/{campaign_id}/helped"
    while path:
        page = guest.get(path).text.partition("campaign-helpers")[2].partition("</main>")[0]
        seen += re.findall(r'href="/members/([^"]+)"', page)
        path = "".join(re.findall(r'rel="next" href="([^"]+)"', page))
    assert seen == ["emil", *(f"fan-{number}" for number in range(MOST_NAMED))]


def test_phases_change_by_their_dates(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    dates = Dates(NOON + HOUR, NOON + 2 * HOUR, NOON + 26 * HOUR)
    dana, campaign_id = cast.viewer("dana"), a_campaign(cast.viewer("dana"), dates=dates)
    keep(dana, *(an_idea(cast.viewer("alice"), campaign_id, title) for title in ("Hazelnut", "Rye")))
    phases = []
    for moment in (NOON + HOUR / 2, NOON + HOUR, NOON + 2 * HOUR):
        monkeypatch.setattr(SystemClock, "now", lambda self, moment=moment: moment)
        move_on()
        phases.append(the_campaign(campaign_id).phase)
    assert phases == [Phase.IDEAS, Phase.SHORTLIST, Phase.VOTE]
    poll = db.session.get_one(Poll, the_campaign(campaign_id).poll_id)
    assert poll.closes_at == NOON + 26 * HOUR


def test_a_vote_that_is_due_waits_for_two_ideas(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign_id = a_campaign(cast.viewer("dana"), dates=Dates(NOON + HOUR, NOON + HOUR))
    monkeypatch.setattr(SystemClock, "now", lambda self: NOON + 3 * HOUR)
    move_on()
    move_on()
    assert the_campaign(campaign_id).phase == Phase.SHORTLIST
    assert campaigns_for(GUEST).rows[0].is_overdue(NOON + 3 * HOUR)


def test_dates_are_to_come_and_in_order(cast: SimpleNamespace) -> None:
    for dates in (
        Dates(ideas_until=NOON - HOUR),
        Dates(NOON + 2 * HOUR, NOON + HOUR),
        Dates(vote_from=NOON + HOUR, vote_until=NOON + HOUR),
    ):
        with pytest.raises(Invalid):
            a_campaign(cast.viewer("dana"), dates=dates)


def test_the_record_says_who_moved_a_campaign(app: Flask, cast: SimpleNamespace) -> None:
    dana = cast.viewer("dana")
    campaign_id, ideas = a_decided(dana, [cast.viewer("alice"), cast.viewer("chloe")])
    publish(dana, campaign_id, ideas[0])
    acts = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == dana.id)))
    assert {"campaign.started", "idea.answered", "campaign.moved", "campaign.outcome-published"} <= acts
