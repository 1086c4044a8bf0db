"""Putting the work at the door in: `content/gate.toml`, through the operations that moderators and members use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.discussions.models import Post, Topic
from forum.discussions.operations.posts import reply
from forum.gatekeeping.models import MeasureKind
from forum.gatekeeping.operations.causes import link_post, open_cause
from forum.gatekeeping.operations.crises import (
    Switches,
    add_task,
    close_crisis,
    finish_task,
    open_crisis,
    say,
    write_lessons,
)
from forum.gatekeeping.operations.measures import take_measure
from forum.gatekeeping.operations.rules import NewRule, add_rule
from forum.gatekeeping.words.kept import hold_at_once

MODERATOR = "oonagh"


def load_gate(described: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    """Let rules hold, posts wait, and one crisis be over."""
    oonagh = viewer_of(members[MODERATOR])
    for each in described["rules"]:
        add_rule(NewRule("word", **each), actor=oonagh, now=now - timedelta(days=200))
    hold_at_once()
    for each in described["posts"]:
        topic = db.session.scalars(select(Topic).where(Topic.title == each["topic"])).one()
        at = now - timedelta(hours=each["hours_ago"])
        reply(topic, source=each["words"], author=viewer_of(members[each["by"]]), now=at)
    for each in described["measures"]:
        _take(each, members, now)
    _go_through(described["crisis"], members, now)
    _link(described["cause"], members, now)


def _take(each: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    take_measure(
        members[each["member"]],
        MeasureKind(each["kind"]),
        reason=each.get("reason", ""),
        message=each.get("message", ""),
        note=each["note"],
        actor=viewer_of(members[each["by"]]),
        now=now - timedelta(days=each["days_ago"]),
    )


def _go_through(each: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    actor = viewer_of(members[each["by"]])
    at = now - timedelta(days=each["days_ago"])
    switches = Switches(each["title"], each["slow_minutes"], False, each["watched"])
    crisis = open_crisis(0, switches, actor=actor, now=at)
    tasks = []
    for hours, (words, owner) in enumerate(each["tasks"], start=1):
        tasks.append(add_task(crisis, words, members[owner], actor=actor, now=at + timedelta(hours=hours)))
    for hours, words in enumerate(each["lines"], start=3):
        say(crisis, words, actor=actor, now=at + timedelta(hours=hours))
    end = at + timedelta(hours=each["lasted_hours"])
    for task in tasks:
        finish_task(crisis, task, actor=actor, now=end)
    close_crisis(crisis, actor=actor, now=end)
    write_lessons(crisis, each["lessons"], actor=actor, now=end)


def _link(each: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    actor = viewer_of(members[each["by"]])
    at = now - timedelta(days=each["days_ago"])
    cause = open_cause(each["title"], members[each["owner"]], actor=actor, now=at)
    for title, number in each["posts"]:
        found = select(Post).join(Topic, Topic.id == Post.topic_id)
        post = db.session.scalars(found.where(Topic.title == title, Post.number == number)).one()
        link_post(cause, post, actor=actor, now=at)
