"""What waits or was marked enters the one queue of the community."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from forum.core.attention import FIVE, AnswerKind, QueueAct, QueueSource, Shown, register_source
from forum.core.database import db
from forum.core.policy import Actor, Viewer
from forum.discussions.models import Post
from forum.gatekeeping.findings import rules_in, sentences
from forum.gatekeeping.models import Decision, PostCheck
from forum.gatekeeping.operations.checks import HELD, MARKED, leave_marked, mark_again, release_post
from forum.gatekeeping.queries.rules import patterns_of


def _load(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    found = select(PostCheck.post_id, PostCheck.findings).where(PostCheck.post_id.in_(references))
    rows = db.session.execute(found).all()
    patterns = patterns_of([rule for row in rows for rule in rules_in(row.findings)])
    return {
        row.post_id: Shown(
            " ".join(sentences(row.findings, patterns)),
            href=url_for("gatekeeping.check", post_id=row.post_id),
        )
        for row in rows
    }


def _release(reference: int, actor: Actor, now: datetime, sentence: str) -> None:
    release_post(db.session.get_one(Post, reference), actor=actor, now=now, because=sentence)


def _address(reference: int) -> str:
    return url_for("gatekeeping.check", post_id=reference)


def _answered(kind: AnswerKind, references: Sequence[int], actor: Actor, now: datetime) -> None:
    decision = Decision.HIDDEN if kind == AnswerKind.REMOVE else Decision.FINE
    leave_marked(list(references), actor=actor, now=now, decision=decision)


def _reopened(references: Sequence[int], actor: Actor, now: datetime) -> None:
    mark_again(list(references))


SOURCES = (
    QueueSource(
        HELD,
        _l("Waiting to be published"),
        "hourglass",
        load=_load,
        settled_by=frozenset(),
        acts=(
            QueueAct(
                "release",
                _l("Publish"),
                _l("The post stands for all readers, and its author is told."),
                "check",
                perform=_release,
            ),
            QueueAct(
                "refuse",
                _l("Refuse …"),
                _l("You choose a reason; the author reads it, and may change the post or object."),
                "hide",
                address=_address,
            ),
        ),
        order=20,
    ),
    QueueSource(
        MARKED,
        _l("Marked by a check"),
        "flag",
        load=_load,
        settled_by=FIVE,
        answered=_answered,
        reopened=_reopened,
        order=40,
    ),
)


def init_app(app: Flask) -> None:
    """Enter the sources."""
    for source in SOURCES:
        register_source(app, source)
