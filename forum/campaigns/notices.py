"""What campaigns tell people: followers each phase, authors the answer to their idea, voters what comes of the vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import format_date, gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.campaigns.events import CampaignMoved, IdeaAnswered
from forum.campaigns.models import Campaign
from forum.campaigns.words import (
    ANSWERED,
    NEWS,
    OUTCOME_NAMES,
    SHELF,
    STATE_NAMES,
    IdeaState,
    OutcomeKind,
    Phase,
)
from forum.core import events
from forum.core.database import db
from forum.core.notices import Members, NoticeKind, Pace, Receiver, notify, register_notice_kind
from forum.discussions.models import Following, FollowMode, FollowTarget
from forum.polls.models import Poll, PollVoter
from forum.polls.words import Shown

CAMPAIGN_NOTICE = "campaign"
IDEA_NOTICE = "idea"
VOTERS_NOTICE = "campaign-voted"


def _followers(payload: dict[str, Any]) -> Members:
    """Those who follow the campaign; of the end of a vote only those whom the poll does not tell its result."""
    follow = select(Following.member_id).where(
        Following.target == FollowTarget.TOPIC,
        Following.target_id == payload["topic_id"],
        Following.mode == FollowMode.FOLLOW,
    )
    if payload.get("voted_in") is None:
        return follow
    voted = select(PollVoter.member_id).where(
        PollVoter.poll_id == payload["voted_in"], PollVoter.member_id == Following.member_id
    )
    return follow.where(~voted.exists())


def _voters(payload: dict[str, Any]) -> Members:
    """Those who voted and do not follow: who follows is told already. That they voted is known, and not what."""
    follows = _followers(payload).where(Following.member_id == PollVoter.member_id)
    return select(PollVoter.member_id).where(PollVoter.poll_id == payload["poll_id"], ~follows.exists())


def _author(payload: dict[str, Any]) -> Iterable[Receiver]:
    yield Receiver(payload["member_id"], {"state": payload["state"], "sentence": payload["sentence"]})


def _news(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Say what is new: of an answer which one, of the shelf and the end of a vote the day."""
    news, outcome, day = data.get("news", ""), data.get("outcome"), data.get("on_day")
    if news == ANSWERED and outcome:
        return {"news": _("the answer is “%(outcome)s”", outcome=OUTCOME_NAMES[OutcomeKind(outcome)])}
    if news == Phase.VOTE and data.get("until"):
        until = format_date(datetime.fromisoformat(data["until"]), "long")
        return {"news": _("the vote is open until %(day)s", day=until)}
    if news == SHELF and day:
        return {"news": _("on the shelf from %(day)s", day=format_date(date.fromisoformat(day), "long"))}
    return {"news": str(NEWS.get(news, ""))}


def _what_came(data: Mapping[str, Any]) -> Mapping[str, str]:
    if data.get("news") == SHELF:
        day = format_date(date.fromisoformat(data["on_day"]), "long")
        return {"news": _("What you decided is on the shelf: %(day)s.", day=day)}
    return {"news": _("The answer: %(outcome)s.", outcome=OUTCOME_NAMES[OutcomeKind(data["outcome"])])}


def _answer(data: Mapping[str, Any]) -> Mapping[str, str]:
    state = str(STATE_NAMES[IdeaState(data.get("state", IdeaState.OPEN))])
    sentence = data.get("sentence")
    return {"answer": _("%(state)s: “%(sentence)s”", state=state, sentence=sentence) if sentence else state}


def _address(data: Mapping[str, Any]) -> str:
    return f"/campaigns/{data['campaign_id']}"


KINDS = (
    NoticeKind(
        CAMPAIGN_NOTICE,
        _l("A campaign that you follow moves on"),
        _l("“%(title)s”: %(news)s."),
        _followers,
        icon="idea",
        order=60,
        fill=_news,
        address=_address,
        data=lambda payload: {
            "campaign_id": payload["topic_id"],
            **{key: payload[key] for key in ("news", "outcome", "on_day", "until") if payload.get(key)},
        },
    ),
    NoticeKind(
        IDEA_NOTICE,
        _l("The brand answers your idea"),
        _l("Your idea “%(title)s”. %(answer)s"),
        _author,
        icon="idea",
        order=61,
        fill=_answer,
    ),
    NoticeKind(
        VOTERS_NOTICE,
        _l("What comes of a vote in which you took part"),
        _l("You voted in “%(title)s”. %(news)s"),
        _voters,
        hint=_l("The answer to a vote of a campaign, and the day on which what was chosen is on the shelf."),
        icon="poll",
        pace=Pace.DAILY,
        order=62,
        fill=_what_came,
        address=_address,
        data=lambda payload: {key: payload[key] for key in ("news", "campaign_id", "outcome", "on_day")},
    ),
)


def _tell_followers(event: CampaignMoved) -> None:
    if event.silent:
        return
    campaign = db.session.get_one(Campaign, event.topic_id)
    ends = campaign.vote_until if event.news == Phase.VOTE else None
    notify(
        CAMPAIGN_NOTICE,
        actor_id=event.actor_id,
        topic_id=event.topic_id,
        news=event.news,
        outcome=campaign.outcome,
        on_day=event.on_day.isoformat() if event.on_day else None,
        until=ends.isoformat() if ends else None,
        voted_in=_told_result(campaign) if event.news == Phase.OUTCOME else None,
    )


def _told_result(campaign: Campaign) -> int | None:
    """Return the poll whose voters are told its result by the poll; none where the result is the brand's alone."""
    poll = db.session.get(Poll, campaign.poll_id) if campaign.poll_id is not None else None
    return poll.id if poll is not None and poll.shown != Shown.BRAND else None


def _tell_voters(event: CampaignMoved) -> None:
    """Tell those who voted what the brand answers, and when it is on the shelf; of the steps between they are not."""
    campaign = db.session.get_one(Campaign, event.topic_id)
    if event.silent or campaign.poll_id is None or event.news not in (ANSWERED, SHELF):
        return
    notify(
        VOTERS_NOTICE,
        actor_id=event.actor_id,
        topic_id=event.topic_id,
        campaign_id=event.topic_id,
        poll_id=campaign.poll_id,
        news=event.news,
        outcome=campaign.outcome,
        on_day=event.on_day.isoformat() if event.on_day else None,
    )


def _tell_author(event: IdeaAnswered) -> None:
    if not event.silent and event.author_id is not None:
        notify(
            IDEA_NOTICE,
            actor_id=event.actor_id,
            topic_id=event.topic_id,
            member_id=event.author_id,
            state=event.state,
            sentence=event.sentence,
        )


def init_app(app: Flask) -> None:
    """Enter the kinds and listen."""
    for kind in KINDS:
        register_notice_kind(app, kind)
    events.listen(app, CampaignMoved, _tell_followers)
    events.listen(app, CampaignMoved, _tell_voters)
    events.listen(app, IdeaAnswered, _tell_author)
