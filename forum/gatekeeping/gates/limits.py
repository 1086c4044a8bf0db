"""A gate for how much at once: links, mentions and posts an hour, by how well somebody is known."""

from __future__ import annotations

import re
from datetime import timedelta

from flask_babel import gettext as _, ngettext
from sqlalchemy import func, select

from forum.core.database import db
from forum.core.gates import PASSED, Outcome, Submission, Verdict
from forum.discussions.models import Post
from forum.gatekeeping.trust import Limits, has_office, limits_of, standing_of

GATE = "limits"
MOST_MENTIONS_OF_ALL = 20
HOUR = timedelta(hours=1)

_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)
_OWN_LINK = re.compile(r"\]\(/(?:posts|topics|uploads)/")
_MENTION = re.compile(r"(?<![\w@/.-])@[^\W_]")


def limit_gate(submission: Submission) -> Verdict:
    """Refuse more at once than somebody so well known needs, and more mentions than anybody needs."""
    mentions = len(_MENTION.findall(submission.text))
    if mentions > MOST_MENTIONS_OF_ALL:
        return _refusal(_("Mention at most %(most)s people in one post.", most=MOST_MENTIONS_OF_ALL))
    actor = submission.actor
    if actor.id is None or has_office(actor):
        return PASSED
    limits = limits_of(actor, standing_of(actor.id, now=submission.now))
    links = links_in(submission.source)
    if links > limits.links:
        return _refusal(
            ngettext(
                "For now, a post of yours can have %(num)s link to elsewhere. Please take some out: "
                "the more you take part, the more you may.",
                "For now, a post of yours can have %(num)s links to elsewhere. Please take some out: "
                "the more you take part, the more you may.",
                limits.links,
            )
        )
    if mentions > limits.mentions:
        return _refusal(
            ngettext(
                "For now, a post of yours can mention %(num)s person. Please take some out.",
                "For now, a post of yours can mention %(num)s people. Please take some out.",
                limits.mentions,
            )
        )
    return _too_many(submission, limits)


def links_in(source: str) -> int:
    """Return how many links a text has that lead out of the community."""
    return max(0, len(_LINK.findall(source)) - len(_OWN_LINK.findall(source)))


def _too_many(submission: Submission, limits: Limits) -> Verdict:
    if submission.post_id is not None:
        return PASSED
    lately = select(func.count()).where(
        Post.author_id == submission.actor.id,
        Post.created_at > submission.now - HOUR,
        Post.created_at <= submission.now,
    )
    if (db.session.scalar(lately) or 0) < limits.posts_an_hour:
        return PASSED
    return _refusal(
        _(
            "You have written %(most)s posts within an hour, which is as many as you can for now. "
            "Your text is kept as a draft: send it a little later.",
            most=limits.posts_an_hour,
        )
    )


def _refusal(message: str) -> Verdict:
    return Verdict(Outcome.REFUSE, message, GATE)
