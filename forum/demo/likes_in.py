"""Putting in likes that moderators are asked to look at: `content/likes.toml`. They are found as on any other day."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.badges.findings import look_for_findings
from forum.badges.operations.findings import leave_be
from forum.core.database import db
from forum.demo.conversations import load_topics
from forum.demo.pictures_in import Album
from forum.discussions.models import Category, Post, PostState
from forum.reactions.models import Like


def load_likes(
    described: Mapping[str, Any],
    members: Mapping[str, Member],
    categories: Mapping[str, Category],
    album: Album,
    now: datetime,
) -> None:
    """Let a ring be found and left be, then a burst be found, which waits for a moderator.

    Args:
        described: what the file says.
        members: everybody, the newcomers of the file too.
        categories: by key.
        album: the demo's pictures.
        now: the present moment.
    """
    for ring in described["rings"]:
        load_topics([ring["topic"]], members, categories, album, now)
        _leave_be(ring, members, now)
    for burst in described["bursts"]:
        _rush(burst, members, now)
    look_for_findings(now=now)


def _leave_be(ring: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    found = look_for_findings(now=now - timedelta(days=ring["found_days_ago"]))
    said = ring["left_be"]
    at = now - timedelta(days=said["days_ago"])
    for finding in found:
        leave_be(finding, because=said["because"], actor=viewer_of(members[said["by"]]), now=at)


def _rush(burst: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    """Have every fan like the latest posts of one author, within hours."""
    chance = random.Random(burst["author"])  # noqa: S311 - always the same moments
    began = now - timedelta(days=burst["days_ago"])
    latest = _latest_posts(members[burst["author"]], burst["likes_each"], began)
    rows = [
        {
            "post_id": post_id,
            "member_id": members[handle].id,
            "created_at": began + timedelta(hours=chance.uniform(0, burst["within_hours"])),
        }
        for handle in burst["fans"]
        for post_id in latest
    ]
    db.session.execute(insert(Like), rows)


def _latest_posts(author: Member, number: int, before: datetime) -> Sequence[int]:
    own = select(Post.id).where(Post.author_id == author.id, Post.state == PostState.VISIBLE)
    return db.session.scalars(
        own.where(Post.created_at < before, Post.read_level == 0).order_by(Post.id.desc()).limit(number)
    ).all()
