"""A gate for times of crisis: slower, first posts seen by a person first, and the words of the theme marked."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _, ngettext
from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.gates import PASSED, Finding, Outcome, Submission, Verdict
from forum.discussions.models import Post, Topic
from forum.gatekeeping.crises import OpenCrisis, open_crises
from forum.gatekeeping.models.crises import WHOLE_SITE
from forum.gatekeeping.trust import has_office
from forum.gatekeeping.words.matching import seen

GATE = "crisis"
FIRST, THEME = "first", "theme"


def crisis_gate(submission: Submission) -> Verdict:
    """Ask of everybody but the team what the crises that are open here ask for."""
    if submission.actor.id is None or has_office(submission.actor):
        return PASSED
    here = [crisis for crisis in open_crises() if crisis.concerns(submission.category_id)]
    if not here:
        return PASSED
    wait = _minutes_to_wait(submission, here) if submission.post_id is None else 0
    if wait:
        message = ngettext(
            "The conversation is slower here just now: you can write again in %(num)s minute.",
            "The conversation is slower here just now: you can write again in %(num)s minutes.",
            wait,
        )
        return Verdict(Outcome.REFUSE, message, GATE)
    findings = _theme(submission, here)
    if any(crisis.holds_first for crisis in here) and _is_first(submission):
        findings = (Finding(GATE, Outcome.HOLD, FIRST), *findings)
        message = _(
            "A lot is going on here just now, so a moderator looks at first posts before others see them."
        )
        return Verdict(Outcome.HOLD, message, GATE, findings)
    return Verdict(findings=findings)


def sentence(key: str, words: str) -> str:
    """Return what a finding of this gate says to moderators."""
    if key == FIRST:
        return str(_("It is a first post, and the crisis room holds those."))
    return str(_("It says “%(words)s”, which the crisis room watches.", words=words))


def _minutes_to_wait(submission: Submission, here: list[OpenCrisis]) -> int:
    """Return how long the author still waits, in whole minutes; the strictest crisis counts."""
    return max((_wait_in(submission, crisis) for crisis in here if crisis.slow_minutes), default=0)


def _wait_in(submission: Submission, crisis: OpenCrisis) -> int:
    since = submission.now - timedelta(minutes=crisis.slow_minutes)
    last = select(func.max(Post.created_at)).where(
        Post.author_id == submission.actor.id, Post.created_at > since, Post.created_at <= submission.now
    )
    if crisis.place != WHOLE_SITE:
        last = last.join(Topic, Topic.id == Post.topic_id).where(Topic.category_id.in_(crisis.shelves))
    latest = db.session.scalar(last)
    if latest is None:
        return 0
    left = latest + timedelta(minutes=crisis.slow_minutes) - submission.now
    return max(1, -(-int(left.total_seconds()) // 60))


def _is_first(submission: Submission) -> bool:
    posts = select(Member.post_count).where(Member.id == submission.actor.id)
    return not db.session.scalar(posts)


def _theme(submission: Submission, here: list[OpenCrisis]) -> tuple[Finding, ...]:
    text = seen(f"{submission.title or ''}\n{submission.text}")
    hits = [hit for crisis in here for hit in crisis.watched.hits(text, most=1)]
    return tuple(Finding(GATE, Outcome.PASS, THEME, hit.words) for hit in hits)
