"""A gate for those who are new: few links and few mentions until they have taken part for a while.

Most unwanted advertising comes from accounts that are minutes old. Members who know the place are asked nothing.
"""

from __future__ import annotations

import re

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.gates import PASSED, Outcome, Submission, Verdict, add_gate
from forum.core.policy import MEMBER_PERMISSIONS

GATE = "newcomers"
ENOUGH_POSTS = 3
MOST_LINKS = 2
MOST_MENTIONS = 3
MOST_MENTIONS_OF_ALL = 20

_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)
_OWN_LINK = re.compile(r"\]\(/(?:posts|topics|uploads)/")
_MENTION = re.compile(r"(?<![\w@/.-])@[^\W_]")


def newcomer_gate(submission: Submission) -> Verdict:
    """Refuse more links and mentions than somebody new needs, and more mentions than anybody needs."""
    mentions = len(_MENTION.findall(submission.text))
    if mentions > MOST_MENTIONS_OF_ALL:
        return _refusal(_("Mention at most %(most)s people in one post.", most=MOST_MENTIONS_OF_ALL))
    if not _is_new(submission):
        return PASSED
    links = len(_LINK.findall(submission.source)) - len(_OWN_LINK.findall(submission.source))
    if links > MOST_LINKS:
        return _refusal(
            _(
                "While you are new here, a post can have %(most)s links. Please take some out.",
                most=MOST_LINKS,
            )
        )
    if mentions > MOST_MENTIONS:
        return _refusal(
            _(
                "While you are new here, a post can mention %(most)s people. Please take some out.",
                most=MOST_MENTIONS,
            )
        )
    return PASSED


def _is_new(submission: Submission) -> bool:
    """Whether the author has few posts and no office. Only the author's own row is read."""
    if submission.actor.id is None or submission.actor.permissions > MEMBER_PERMISSIONS:
        return False
    posts = db.session.scalar(select(Member.post_count).where(Member.id == submission.actor.id))
    return (posts or 0) < ENOUGH_POSTS


def _refusal(message: str) -> Verdict:
    return Verdict(Outcome.REFUSE, message, GATE)


def init_app(app: Flask) -> None:
    """Have the gate asked."""
    add_gate(app, GATE, newcomer_gate)
