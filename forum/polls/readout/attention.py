"""What of a sealed poll needs a human: a group of votes that looks as if few people had cast them.

The alert says that there is such a group, never which option it favours: where the result is the brand's alone, a
moderator who looks learns nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import case, select

from forum.audit.operations import record_act
from forum.core.attention import QueueAct, QueueSource, Shown, Thing, ask_for_human, register_source
from forum.core.policy import Actor, Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.models import Topic
from forum.polls.models import Poll

ALERT = "poll-integrity"
THING = "poll"


def alert_if_odd(poll_id: int, figures: Mapping[str, Any], *, now: datetime) -> None:
    """Put a poll into the queue when odd votes favour an option conspicuously in one of its questions."""
    odd = [each for each in figures["questions"] if each["oddities"]["stuffed"] is not None]
    if odd:
        ask_for_human(ALERT, poll_id, about=Thing(THING, poll_id), now=now, weight=2.0)


def _load(viewer: Viewer, references: Sequence[int]) -> Mapping[int, Shown]:
    title = case((Topic.title_visible_to(ASKING), Topic.title)).label("title")
    found = select(Poll.id, title).join(Topic, Topic.id == Poll.topic_id).where(Poll.id.in_(references))
    return {
        row.id: Shown(
            _("Votes with several marks favour one option far more than all others do"),
            note=_(
                "That may be few people with many accounts, or a call among friends. Every vote stays counted."
            ),
            href=_read_out(row.id),
            name=row.title or _("A poll"),
        )
        for row in fetch(found, viewer)
    }


def _read_out(poll_id: int) -> str:
    return url_for("polls.read_out", poll_id=poll_id)


def _settle(poll_id: int, actor: Actor, now: datetime, sentence: str) -> None:
    record_act(
        "poll.integrity-settled",
        actor=actor,
        subject_type="poll",
        subject_id=poll_id,
        now=now,
        reason=sentence,
    )


def _settle_no_more(poll_id: int, actor: Actor, now: datetime, _sentence: str) -> None:
    record_act("poll.integrity-reopened", actor=actor, subject_type="poll", subject_id=poll_id, now=now)


def init_app(app: Flask) -> None:
    """Enter the source of the queue."""
    acts = (
        QueueAct(
            "look",
            _l("Look at the read-out"),
            _l("It shows what was noticed. Nothing changes by looking."),
            "poll",
            address=_read_out,
        ),
        QueueAct(
            "settle",
            _l("Looked at, and settled"),
            _l("The alert leaves the queue, and your sentence stands in the record. No vote is left out."),
            perform=_settle,
            undo=_settle_no_more,
            asks_why=True,
        ),
    )
    source = QueueSource(
        ALERT, _l("Integrity of polls"), "poll", _load, settled_by=frozenset(), acts=acts, order=75
    )
    register_source(app, source)
