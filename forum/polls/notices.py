"""What polls tell people: that one is open, asked anew, on hold, or that its result is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core import events
from forum.core.database import db
from forum.core.notices import Members, NoticeKind, notify, register_notice_kind
from forum.discussions.models import Following, FollowMode, FollowTarget
from forum.polls.events import PollHeld, PollOpened, PollSealed, PollSucceeded
from forum.polls.models import Poll, PollVoter
from forum.polls.words import Shown

OPENED, SUCCEEDED, RESULT, HELD = "poll-opened", "poll-succeeded", "poll-result", "poll-held"


def _followers(payload: Mapping[str, Any]) -> Members:
    """Those who follow the topic."""
    return select(Following.member_id).where(
        Following.target == FollowTarget.TOPIC,
        Following.target_id == payload["topic_id"],
        Following.mode == FollowMode.FOLLOW,
    )


def _voters(payload: Mapping[str, Any]) -> Members:
    """Those who voted: that they did is known, and neither what nor when."""
    return select(PollVoter.member_id).where(PollVoter.poll_id == payload["voted_in"])


def _author(payload: Mapping[str, Any]) -> Members:
    return select(Member.id).join(Poll, Poll.author_id == Member.id).where(Poll.id == payload["poll_id"])


def _address(data: Mapping[str, Any]) -> str:
    return f"/polls/{data['poll_id']}"


def _data(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"poll_id": payload["poll_id"]}


KINDS = (
    NoticeKind(
        OPENED,
        _l("A poll opens in what you follow"),
        _l("There is a poll in “%(title)s”: you can vote now."),
        _followers,
        icon="poll",
        order=62,
        address=_address,
        data=_data,
    ),
    NoticeKind(
        SUCCEEDED,
        _l("A poll in which you voted is asked anew"),
        _l("The poll in “%(title)s” is asked anew in other words. Your earlier vote does not count there."),
        _voters,
        icon="poll",
        order=63,
        address=_address,
        data=_data,
    ),
    NoticeKind(
        RESULT,
        _l("The result of a poll in which you voted is there"),
        _l("The result of the poll in “%(title)s” is there."),
        _voters,
        icon="poll",
        order=64,
        address=_address,
        data=_data,
    ),
    NoticeKind(
        HELD,
        _l("Your poll is on hold"),
        _l(
            "Your poll in “%(title)s” is on hold, because the clock has jumped. Say whether it goes on or closes."
        ),
        _author,
        icon="poll",
        order=65,
        address=_address,
        data=_data,
    ),
)


def _tell_opened(event: PollOpened) -> None:
    if not event.silent:
        notify(OPENED, actor_id=event.actor_id, topic_id=event.topic_id, poll_id=event.poll_id)


def _tell_succeeded(event: PollSucceeded) -> None:
    if not event.silent:
        notify(
            SUCCEEDED,
            actor_id=event.actor_id,
            topic_id=event.topic_id,
            poll_id=event.successor_id,
            voted_in=event.poll_id,
        )


def _tell_result(event: PollSealed) -> None:
    """Tell the voters, unless the result is the brand's alone, or others take the poll's place."""
    poll = db.session.get_one(Poll, event.poll_id)
    if not event.silent and poll.shown != Shown.BRAND and poll.is_current:
        notify(RESULT, topic_id=event.topic_id, poll_id=event.poll_id, voted_in=event.poll_id)


def _tell_held(event: PollHeld) -> None:
    notify(HELD, topic_id=event.topic_id, poll_id=event.poll_id)


def init_app(app: Flask) -> None:
    """Enter the kinds and listen."""
    for kind in KINDS:
        register_notice_kind(app, kind)
    events.listen(app, PollOpened, _tell_opened)
    events.listen(app, PollSucceeded, _tell_succeeded)
    events.listen(app, PollSealed, _tell_result)
    events.listen(app, PollHeld, _tell_held)
