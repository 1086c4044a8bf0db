"""Looking for rings and bursts from time to time, and keeping what was found for moderators to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select

from forum.accounts.models import Member
from forum.badges.attention import FINDING
from forum.badges.bursts import NEW_FOR, Burst, YoungLike, find_bursts
from forum.badges.models import LikeFinding
from forum.badges.rings import Ring, find_rings
from forum.core.attention import Thing, ask_for_human, needs_nobody
from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.discussions.models import Post
from forum.reactions.models import Flaw, Like

LOOKED_BACK = timedelta(days=90)
KEPT = timedelta(days=180)
MOST_LIKES = 5_000
ALIKE = 0.7
"""Of two groups, so much at least in common: it is the same one, grown or shrunk."""
RING, BURST = "ring", "burst"


def look_for_findings(*, now: datetime) -> list[LikeFinding]:
    """Look at the likes of the last months and write down what is new; return it."""
    since = now - LOOKED_BACK
    known = list(db.session.scalars(select(LikeFinding)))
    new = []
    for ring in find_rings(_between_members(since)):
        finding = _ring_finding(ring, since, now)
        if not _is_known(finding, known):
            new.append(finding)
    for burst in find_bursts(_young_likes(since), _given(since)):
        finding = _burst_finding(burst, now)
        if not _is_known(finding, known):
            new.append(finding)
    db.session.add_all(new)
    db.session.flush()
    for finding in new:
        ask_for_human(FINDING, finding.id, about=Thing(FINDING, finding.id), now=now)
    return new


def forget_findings(*, now: datetime) -> None:
    """Delete what was found half a year ago."""
    gone = delete(LikeFinding).where(LikeFinding.found_at < now - KEPT).returning(LikeFinding.id)
    needs_nobody(FINDING, list(db.session.scalars(gone)), now=now)


def _between_members(since: datetime) -> dict[tuple[int, int], int]:
    rows = db.session.execute(
        select(Like.member_id, Post.author_id, func.count())
        .join(Post, Post.id == Like.post_id)
        .where(*_looked_at(since))
        .group_by(Like.member_id, Post.author_id)
    )
    return {(giver, author): number for giver, author, number in rows if author is not None}


def _looked_at(since: datetime) -> tuple[Any, ...]:
    discounted = Like.flaws.bitwise_and(int(Flaw.DISCOUNTED))
    return Like.created_at >= since, discounted == 0, Post.author_id.is_not(None)


def _young_likes(since: datetime) -> list[YoungLike]:
    rows = db.session.execute(
        select(Like.post_id, Post.author_id, Like.member_id, Like.created_at, Member.created_at)
        .join(Post, Post.id == Like.post_id)
        .join(Member, Member.id == Like.member_id)
        .where(*_looked_at(since), Member.created_at >= since - NEW_FOR)
    )
    return [
        YoungLike(post_id, author_id, member_id, at, joined_at)
        for post_id, author_id, member_id, at, joined_at in rows
        if author_id is not None and at - joined_at <= NEW_FOR
    ]


def _given(since: datetime) -> dict[int, int]:
    """How many likes those have given who joined lately."""
    new = select(Member.id, Member.likes_given).where(Member.created_at >= since - NEW_FOR)
    return {id: number for id, number in db.session.execute(new)}


def _ring_finding(ring: Ring, since: datetime, now: datetime) -> LikeFinding:
    likes = db.session.execute(
        select(Like.post_id, Like.member_id)
        .join(Post, Post.id == Like.post_id)
        .where(*_looked_at(since), Like.member_id.in_(ring.members), Post.author_id.in_(ring.members))
        .order_by(Like.created_at)
        .limit(MOST_LIKES)
    )
    return LikeFinding(
        key=_key(RING, ring.members, now),
        kind=RING,
        members=list(ring.members),
        likes=[[post_id, member_id] for post_id, member_id in likes],
        evidence={
            "likes": ring.likes,
            "given_inside": round(100 * ring.given_inside),
            "received_inside": round(100 * ring.received_inside),
            "pairs": round(100 * ring.pairs),
        },
        found_at=now,
    )


def _burst_finding(burst: Burst, now: datetime) -> LikeFinding:
    return LikeFinding(
        key=_key(BURST, (burst.author_id, *burst.members[:10]), burst.began_at),
        kind=BURST,
        members=[burst.author_id, *burst.members],
        likes=[list(pair) for pair in burst.likes[:MOST_LIKES]],
        evidence={
            "likes": len(burst.likes),
            "accounts": len(burst.members),
            "hours": round(burst.hours, 1),
            "age_hours": round(burst.age_hours, 1),
        },
        found_at=now,
    )


def _key(kind: str, members: Collection[int], at: datetime) -> str:
    return f"{kind}:{at:%Y%m%d}:{'-'.join(map(str, members))}"[:200]


def _is_known(finding: LikeFinding, known: Collection[LikeFinding]) -> bool:
    """Whether the same group was found before and is still open, or a moderator left it be."""
    by_kind: dict[str, list[LikeFinding]] = defaultdict(list)
    for each in known:
        if each.discount_id is None:
            by_kind[each.kind].append(each)
    members = set(finding.members)
    return any(
        len(members & set(each.members)) >= ALIKE * len(members | set(each.members))
        for each in by_kind[finding.kind]
    ) or any(each.key == finding.key for each in known)


def _look() -> None:
    with write_transaction():
        forget_findings(now=clock.now())
        look_for_findings(now=clock.now())


def init_app(app: Flask) -> None:
    """Look four times a day."""
    chore(app, "badges.findings", _look, every=timedelta(hours=6))
