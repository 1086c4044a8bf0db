"""What campaigns tell people: followers of each phase, authors of what the brand answered to their idea."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select

from forum.campaigns.events import CampaignMoved, IdeaAnswered
from forum.campaigns.words import NEWS, STATE_NAMES, IdeaState
from forum.core import events
from forum.core.notices import Members, NoticeKind, Receiver, notify, register_notice_kind
from forum.discussions.models import Following, FollowMode, FollowTarget

CAMPAIGN_NOTICE = "campaign"
IDEA_NOTICE = "idea"


def _followers(payload: dict[str, Any]) -> Members:
    """Those who follow the campaign."""
    return select(Following.member_id).where(
        Following.target == FollowTarget.TOPIC,
        Following.target_id == payload["topic_id"],
        Following.mode == FollowMode.FOLLOW,
    )


def _author(payload: dict[str, Any]) -> Iterable[Receiver]:
    yield Receiver(payload["member_id"], {"state": payload["state"], "sentence": payload["sentence"]})


def _news(data: Mapping[str, Any]) -> Mapping[str, str]:
    return {"news": str(NEWS.get(data.get("news", ""), ""))}


def _answer(data: Mapping[str, Any]) -> Mapping[str, str]:
    state = str(STATE_NAMES[IdeaState(data.get("state", IdeaState.OPEN))])
    sentence = data.get("sentence")
    return {"answer": _("%(state)s: “%(sentence)s”", state=state, sentence=sentence) if sentence else state}


KINDS = (
    NoticeKind(
        CAMPAIGN_NOTICE,
        _l("A campaign that you follow moves on"),
        _l("“%(title)s”: %(news)s."),
        _followers,
        icon="idea",
        order=60,
        fill=_news,
        address=lambda data: f"/campaigns/{data['campaign_id']}",
        data=lambda payload: {"news": payload["news"], "campaign_id": payload["topic_id"]},
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
)


def _tell_followers(event: CampaignMoved) -> None:
    if not event.silent:
        notify(CAMPAIGN_NOTICE, actor_id=event.actor_id, topic_id=event.topic_id, news=event.news)


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
    events.listen(app, IdeaAnswered, _tell_author)
