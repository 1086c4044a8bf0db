"""The tour of three steps that a new member is offered on the home page, until they end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request
from flask_babel import LazyString, lazy_gettext as _l
from sqlalchemy import ColumnElement, exists

from forum.core.news import register_news
from forum.core.policy import Audience, Viewer
from forum.pages.models import MemberWelcome

NAME = "tour"
ARGUMENT = "tour"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is about, what it says, and where one can go at once."""

    title: LazyString
    text: LazyString
    icon: str
    link: LazyString
    href: str


STEPS = (
    Step(
        _l("Look around"),
        _l(
            "At the top you find the latest conversations, recipes and everything else. "
            "The lists say how they are made: no machine decides what you see."
        ),
        "eye",
        _l("See the latest"),
        "/latest",
    ),
    Step(
        _l("Say hello"),
        _l(
            "Ask, answer, show what you made. What you write is kept as a draft while you type, "
            "and you can change or withdraw it later."
        ),
        "edit",
        _l("Write something"),
        "/topics/new",
    ),
    Step(
        _l("Make it yours"),
        _l(
            "You decide what others see of you and what reaches you: name and picture, notices and mails, "
            "everything that is kept about you."
        ),
        "settings",
        _l("Your settings"),
        "/settings/profile",
    ),
)


def step_for(viewer: Viewer) -> int:
    """Return the number of the step that `viewer` is shown; 0 when it is over for them, or not for the team."""
    if NAME not in viewer.news or viewer.clearance >= Audience.TEAM:
        return 0
    asked = request.args.get(ARGUMENT, 1, type=int)
    return asked if 1 <= asked <= len(STEPS) else 1


def _waits(member_id: Any) -> ColumnElement[bool]:
    ended = exists().where(MemberWelcome.member_id == member_id, MemberWelcome.tour_done_at.is_not(None))
    return ~ended.correlate(member_id.class_)


def init_app(app: Flask) -> None:
    """Have the viewer's statement say whether the tour waits."""
    register_news(app, NAME, _waits)
