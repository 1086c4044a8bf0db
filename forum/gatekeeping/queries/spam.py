"""What this community has decided about advertising, as examples to learn; and how the present model came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select

from forum.accounts.models import Member
from forum.core.database import AnyRow, db
from forum.core.reasons import every_reason
from forum.discussions.models import Post, PostState
from forum.gatekeeping.models import Decision, PostCheck, SpamModel
from forum.gatekeeping.spam.learning import Example
from forum.moderation.models import Hiding, Report, ReportState

MOST_OF_A_KIND = 2_000
ORDINARY = 500
ORDINARY_AFTER = timedelta(days=2)
AT_HOME = 5
"""Posts after which somebody's ordinary posts show what is written here."""


def decided_examples() -> list[Example]:
    """Return every post that a human being judged to be advertising or to be none, the newest first."""
    keys = [reason.key for reason in every_reason() if reason.advertising] or ["spam"]
    hidden = exists().where(Hiding.post_id == Post.id, Hiding.reason.in_(keys), Hiding.lifted_at.is_(None))
    restored = exists().where(
        Hiding.post_id == Post.id, Hiding.reason.in_(keys), Hiding.lifted_at.is_not(None)
    )
    refused = exists().where(
        PostCheck.post_id == Post.id, PostCheck.decision == Decision.REFUSED, PostCheck.reason.in_(keys)
    )
    passed = exists().where(
        PostCheck.post_id == Post.id, PostCheck.decision.in_((Decision.RELEASED, Decision.FINE))
    )
    ignored = exists().where(
        Report.post_id == Post.id, Report.reason.in_(keys), Report.state == ReportState.DECLINED
    )
    spam = _texts((Post.state == PostState.HIDDEN) & hidden | (Post.state == PostState.HELD) & refused)
    ham = _texts((Post.state == PostState.VISIBLE) & (restored | passed | ignored))
    return [*(Example(text, True) for text in spam), *(Example(text, False) for text in ham)]


def ordinary_examples(*, now: datetime) -> list[Example]:
    """Return what members who are at home here have written lately, and what stands: it shows how people talk here."""
    at_home = exists().where(Member.id == Post.author_id, Member.post_count >= AT_HOME)
    stands = (Post.state == PostState.VISIBLE) & (Post.created_at < now - ORDINARY_AFTER)
    return [Example(text, False) for text in _texts(stands & at_home, most=ORDINARY)]


def last_training() -> AnyRow | None:
    """Return when the present model was trained, on how much, and how it did; None while it is the shipped one."""
    columns = (SpamModel.id, SpamModel.trained_at, SpamModel.spam, SpamModel.ham, SpamModel.figures)
    return db.session.execute(select(*columns).order_by(SpamModel.id.desc()).limit(1)).one_or_none()


def _texts(which: ColumnElement[bool], *, most: int = MOST_OF_A_KIND) -> Sequence[str]:
    found = select(Post.text).where(which, Post.text != "").order_by(Post.id.desc()).limit(most)
    return db.session.scalars(found).all()
