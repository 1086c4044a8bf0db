"""A gate against advertising by those who are new: it can hold a post for a person, and nothing else.

What speaks for spam is added up in plain sight: the share of the classifier, links, the same text once more, and a form
that was sent faster than a person writes. Links and haste only make a smaller share suffice.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.database import db
from forum.core.gates import PASSED, Finding, Outcome, Submission, Verdict
from forum.core.stamps import stamped_at
from forum.discussions.models import Post, PostState
from forum.gatekeeping import settings
from forum.gatekeeping.gates.limits import links_in
from forum.gatekeeping.spam.kept import spam_share
from forum.gatekeeping.trust import Level, has_office, standing_of

GATE = "spam"
SHARE, LINKS, TWICE, HASTE, UNSTAMPED = "share", "links", "twice", "haste", "unstamped"
SAME_WITHIN = timedelta(days=1)
SHORTEST_COMPARED = 40
"""“Thank you!” may be said many times."""
WITH_LINKS = 0.25
"""By so much less does the share suffice when somebody new links to elsewhere."""
IN_HASTE = 0.2
"""By so much less when a form was sent at once, or without the stamp that every form has."""
SHORTEST_WRITING = timedelta(seconds=3)
MARKED_ABOVE = 0.05
"""By so much more a post is marked, not held, that somebody wrote who is known."""


def spam_gate(submission: Submission) -> Verdict:
    """Hold what looks like advertising by somebody new; mark what looks very much like it by somebody known."""
    actor = submission.actor
    if actor.id is None or has_office(actor):
        return PASSED
    level = standing_of(actor.id, now=submission.now).level
    if level >= Level.TRUSTED:
        return PASSED
    share = spam_share(f"{submission.title or ''}\n{submission.text}".strip())
    holds_from = settings.number(settings.SPAM_HOLDS) / 100
    if level == Level.KNOWN:
        if share < min(1.0, holds_from + MARKED_ABOVE):
            return PASSED
        return Verdict(findings=(Finding(GATE, Outcome.PASS, SHARE, share=round(share, 3)),))
    return _for_new(submission, share, holds_from)


def _for_new(submission: Submission, share: float, holds_from: float) -> Verdict:
    links = links_in(submission.source)
    twice = _said_before(submission)
    haste = _haste(submission)
    suspicious = share >= holds_from - (WITH_LINKS if links else 0.0) - (IN_HASTE if haste else 0.0)
    if not suspicious and not twice:
        return PASSED
    findings = [Finding(GATE, Outcome.HOLD if suspicious else Outcome.PASS, SHARE, share=round(share, 3))]
    if links:
        findings.append(Finding(GATE, Outcome.PASS, LINKS, str(links)))
    if haste:
        findings.append(haste)
    if twice:
        findings.append(Finding(GATE, Outcome.HOLD, TWICE))
    return Verdict(
        Outcome.HOLD,
        _("While you are new here, a moderator looks at posts that could be taken for advertising."),
        GATE,
        tuple(findings),
    )


def _haste(submission: Submission) -> Finding | None:
    """Return what the form's stamp tells against its writer. What came by no form, or from a draft, has time enough."""
    if submission.stamp is None:
        return None
    since = stamped_at(submission.stamp, submission.actor.id)
    if since is None:
        return Finding(GATE, Outcome.PASS, UNSTAMPED)
    took = submission.now - since
    if took >= SHORTEST_WRITING:
        return None
    return Finding(GATE, Outcome.PASS, HASTE, str(max(0, int(took.total_seconds()))))


def _said_before(submission: Submission) -> bool:
    """Whether the same words were posted within a day, by anybody: advertising comes in copies."""
    if submission.post_id is not None or len(submission.text) < SHORTEST_COMPARED:
        return False
    same = select(Post.id).where(
        Post.created_at > submission.now - SAME_WITHIN,
        Post.state.in_((PostState.VISIBLE, PostState.HELD, PostState.HIDDEN)),
        Post.text == submission.text,
    )
    return db.session.scalar(same.limit(1)) is not None
