"""Levels of trust: what each may do, and by which plain rules somebody comes to it. Shown to everybody at /trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.policy import MEMBER_PERMISSIONS, Actor
from forum.core.reading import fetch
from forum.discussions.models import Post, PostState, ReadPosition
from forum.gatekeeping import settings
from forum.gatekeeping.models import TrustGrant

CLEAN_FOR = timedelta(days=90)
"""No post of theirs was hidden for so long: those hidden earlier are forgiven."""


class Level(IntEnum):
    """How well the community knows somebody."""

    NEW = 0
    KNOWN = 1
    TRUSTED = 2


NAMES: dict[Level, LazyString] = {
    Level.NEW: _l("New here"),
    Level.KNOWN: _l("Known"),
    Level.TRUSTED: _l("Trusted"),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a level may do in one post, and in one hour."""

    links: int
    mentions: int
    posts_an_hour: int


LIMITS = {
    Level.NEW: Limits(links=2, mentions=3, posts_an_hour=20),
    Level.KNOWN: Limits(links=8, mentions=10, posts_an_hour=60),
    Level.TRUSTED: Limits(links=40, mentions=20, posts_an_hour=120),
}
NO_LIMITS = Limits(links=1_000, mentions=20, posts_an_hour=100_000)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the way to a level asks for."""

    days: int
    read: int
    likes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands, and what is counted of them."""

    level: Level
    days: int
    read: int
    likes: int
    hidden: int
    by_hand: str | None = None
    """Why a moderator fixed the level, if one did."""

    def meets(self, rule: Rule) -> bool:
        """Whether all that a rule asks for is there."""
        enough = self.days >= rule.days and self.read >= rule.read and self.likes >= rule.likes
        return enough and not self.hidden


def rules() -> dict[Level, Rule]:
    """Return the published rules, as the brand has set them."""
    return {
        Level.KNOWN: Rule(settings.number(settings.KNOWN_DAYS), settings.number(settings.KNOWN_READ), 0),
        Level.TRUSTED: Rule(
            settings.number(settings.TRUSTED_DAYS),
            settings.number(settings.TRUSTED_READ),
            settings.number(settings.TRUSTED_LIKES),
        ),
    }


def has_office(actor: Actor) -> bool:
    """Whether `actor` speaks for the house: moderators, the brand, administrators."""
    return actor.permissions > MEMBER_PERMISSIONS


def limits_of(actor: Actor, standing: Standing | None) -> Limits:
    """Return what `actor`, who stands so, may do."""
    if has_office(actor) or standing is None:
        return NO_LIMITS
    return LIMITS[standing.level]


def standing_of(member_id: int, *, now: datetime) -> Standing:
    """Return where a member stands now, in one statement."""
    read = (
        select(func.coalesce(func.sum(ReadPosition.number), 0))
        .where(ReadPosition.member_id == member_id)
        .scalar_subquery()
    )
    hidden = (
        select(func.count())
        .where(Post.author_id == member_id, Post.state == PostState.HIDDEN, Post.hidden_at > now - CLEAN_FOR)
        .scalar_subquery()
    )
    row = fetch(
        select(Member.created_at, Member.likes_received, read, hidden, TrustGrant.level, TrustGrant.reason)
        .outerjoin(TrustGrant, TrustGrant.member_id == Member.id)
        .where(Member.id == member_id)
    ).one()
    counted = Standing(Level.NEW, max(0, (now - row[0]).days), int(row[2]), row[1], row[3])
    level = Level(row[4]) if row[4] is not None else _earned(counted)
    return Standing(level, counted.days, counted.read, counted.likes, counted.hidden, row[5])


def _earned(counted: Standing) -> Level:
    known, trusted = rules()[Level.KNOWN], rules()[Level.TRUSTED]
    if counted.meets(known) and counted.meets(trusted):
        return Level.TRUSTED
    return Level.KNOWN if counted.meets(known) else Level.NEW
