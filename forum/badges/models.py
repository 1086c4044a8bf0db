"""Rules, what was awarded by them, and what the brand sends along. Constraints carry the promises."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model

BY_HAND = "by-hand"
"""Stands where a rule names its metric: nothing is counted, the brand gives it."""
LEVELS = 3
NAME_LENGTH = 60
TEXT_LENGTH = 300
THANKS_LENGTH = 2_000
CODE_LENGTH = 100
HIGHEST = 1_000_000
WAITS = "seen_at IS NULL"


class BadgeRule(Model):
    """For how much of what a badge is given. Rules are switched off, never deleted: what was earned keeps its name."""

    __tablename__ = "badge_rule"
    __table_args__ = (
        CheckConstraint("first >= 1", name="first_level"),
        CheckConstraint("second IS NULL OR second > first", name="second_above_first"),
        CheckConstraint(
            "third IS NULL OR (second IS NOT NULL AND third > second)", name="third_above_second"
        ),
        CheckConstraint("minimum >= 0", name="minimum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shipped_as: Mapped[str | None] = mapped_column(String(40), unique=True)
    """Under which name Potluck brought it along; the brand may change all the rest."""
    metric: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str | None] = mapped_column(String(40))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id"), index=True)
    minimum: Mapped[int] = mapped_column(default=0)
    first: Mapped[int]
    second: Mapped[int | None]
    third: Mapped[int | None]
    names: Mapped[dict[str, str]]
    texts: Mapped[dict[str, str]]
    picture: Mapped[str] = mapped_column(String(200))
    """For readers of every language that has none of its own in `pictures`."""
    pictures: Mapped[dict[str, str]] = mapped_column(default=dict, server_default="{}")
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    @property
    def thresholds(self) -> tuple[int, ...]:
        """What each level takes, the first one first."""
        return tuple(each for each in (self.first, self.second, self.third) if each is not None)


class BadgeAward(Model):
    """That a member earned a level of a badge, with one contribution or in all.

    `earned_at` is the first time and stands. `lost_since` is when the count fell below; `times` is how often it was
    reached. `subject_id` is the post, or 0, so that the constraint holds for both.
    """

    __tablename__ = "badge_award"
    __table_args__ = (
        UniqueConstraint("rule_id", "level", "member_id", "subject_id"),
        CheckConstraint("level >= 1 AND level <= 3", name="known_level"),
        CheckConstraint(
            "(post_id IS NULL AND subject_id = 0) OR (post_id IS NOT NULL AND subject_id = post_id)",
            name="subject_is_the_post",
        ),
        CheckConstraint("lost_since IS NULL OR lost_since >= earned_at", name="lost_after_earned"),
        CheckConstraint("times >= 1", name="times"),
        Index("ix_badge_award_rule_earned", "rule_id", "earned_at", "id"),
        Index("ix_badge_award_member_id", "member_id"),
        Index(
            "ix_badge_award_unseen",
            "member_id",
            sqlite_where=text(WAITS),
            postgresql_where=text(WAITS),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("badge_rule.id"))
    level: Mapped[int] = mapped_column(SmallInteger)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    subject_id: Mapped[int] = mapped_column(default=0)
    earned_at: Mapped[datetime]
    lost_since: Mapped[datetime | None]
    times: Mapped[int] = mapped_column(default=1)
    awarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    seen_at: Mapped[datetime | None]


class Gift(StrEnum):
    """What a thank-you brings besides its words."""

    NONE = "none"
    VOUCHER = "voucher"
    INVITATION = "invitation"


class BadgeThanks(Model):
    """What the brand sends to whoever earns one level of a badge."""

    __tablename__ = "badge_thanks"
    __table_args__ = (
        CheckConstraint("gift IN ('none', 'voucher', 'invitation')", name="known_gift"),
        CheckConstraint("level >= 1 AND level <= 3", name="known_level"),
    )

    rule_id: Mapped[int] = mapped_column(ForeignKey("badge_rule.id"), primary_key=True)
    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    texts: Mapped[dict[str, str]]
    gift: Mapped[str] = mapped_column(String(20), default=Gift.NONE)


class VoucherCode(Model):
    """One code of the brand's list. It can be given to one award, and an award can be given one."""

    __tablename__ = "voucher_code"
    __table_args__ = (
        ForeignKeyConstraint(["rule_id", "level"], ["badge_thanks.rule_id", "badge_thanks.level"]),
        UniqueConstraint("rule_id", "code"),
        CheckConstraint("(award_id IS NULL) OR (given_at IS NOT NULL)", name="given_at_some_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int]
    level: Mapped[int] = mapped_column(SmallInteger)
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    award_id: Mapped[int | None] = mapped_column(
        ForeignKey("badge_award.id", ondelete="SET NULL"), unique=True
    )
    given_at: Mapped[datetime | None]


class AwardedInvitation(Model):
    """That an award brought an invitation, and that its link was made."""

    __tablename__ = "awarded_invitation"

    award_id: Mapped[int] = mapped_column(ForeignKey("badge_award.id", ondelete="CASCADE"), primary_key=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="SET NULL"), unique=True
    )
    made_at: Mapped[datetime | None]


class LikeFinding(Model):
    """Likes that look as if they were not given for what the posts say, with the evidence, for moderators to judge.

    `likes` are pairs of post and member. A finding is open until a moderator discounts it or leaves it be.
    """

    __tablename__ = "like_finding"
    __table_args__ = (
        CheckConstraint("kind IN ('ring', 'burst')", name="known_kind"),
        CheckConstraint(
            "(dismissed_at IS NULL) OR (dismissed_because <> '')", name="dismissed_with_a_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    """The same likes found again are the same finding."""
    kind: Mapped[str] = mapped_column(String(10))
    members: Mapped[list[Any]] = mapped_column(JSON)
    likes: Mapped[list[Any]] = mapped_column(JSON)
    evidence: Mapped[dict[str, Any]]
    found_at: Mapped[datetime]
    discount_id: Mapped[int | None] = mapped_column(ForeignKey("like_discount.id"), unique=True)
    dismissed_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    dismissed_because: Mapped[str] = mapped_column(Text, default="")
