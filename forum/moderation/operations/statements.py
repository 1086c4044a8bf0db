"""Telling a member of a decision about them, with everything that the law wants said (DSA, art. 17)."""

from __future__ import annotations

import calendar
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from sqlalchemy import exists, select

from forum.core import events, outbox
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.mail import new_message_id
from forum.core.notices import notify
from forum.core.policy import Actor
from forum.core.reasons import find_reason
from forum.moderation.events import StatementLifted, StatementSent
from forum.moderation.models import Hiding, Source, Statement
from forum.moderation.models.statement import MESSAGE_LENGTH
from forum.moderation.policy import require_length, require_reason

MAIL = "moderation.statement-mail"
POST_HIDDEN = "post-hidden"
MONTHS_TO_OBJECT = 6
"""DSA, art. 20 (1): for at least six months following the decision."""


def send_statement(
    *,
    member_id: int | None,
    measure: str,
    reason: str,
    actor: Actor,
    now: datetime,
    topic_id: int | None = None,
    post_id: int | None = None,
    things: int = 1,
    message: str = "",
    source: Source = Source.OWN,
    found_by_machine: bool = False,
    until: datetime | None = None,
) -> Statement:
    """Write down why something was done about a member, and tell them at once: in the page and by mail.

    Args:
        member_id: whom it is about; None for a member who has left.
        measure: the key of a registered measure.
        reason: the key of a reason of the brand's list.
        actor: who decided; the system, where a machine did.
        now: the moment of the decision.
        topic_id: where it happened.
        post_id: the post that it is about, if it is about one.
        things: how many posts it is about.
        message: the moderator's own words to the member.
        source: whether somebody had reported it.
        found_by_machine: whether a machine pointed at it.
        until: when it ends by itself; None where it lasts.

    Raises:
        Invalid: without a reason of the list, or with too long a message.
    """
    require_reason(reason)
    require_length(message, "message", MESSAGE_LENGTH)
    found = find_reason(reason)
    told = found is not None and not found.advertising
    statement = Statement(
        member_id=member_id,
        measure=measure,
        topic_id=topic_id,
        post_id=post_id,
        things=things,
        reason=reason,
        ground=ground_of(reason),
        message=message,
        source=source,
        found_by_machine=found_by_machine,
        decided_by_machine=actor.id is None,
        decided_by_id=actor.id,
        told=told,
        sent_at=now,
        until=until,
        object_until=months_after(now, MONTHS_TO_OBJECT),
    )
    db.session.add(statement)
    db.session.flush()
    if told and member_id is not None:
        _tell(statement)
    events.record(StatementSent(statement.id, member_id, measure, reason, now, told))
    return statement


def lift_statement(statement: Statement, *, now: datetime) -> None:
    """Note that what a statement spoke of was taken back. Harmless when it was, or when some of it still holds."""
    db.session.flush()
    holds = exists().where(Hiding.statement_id == statement.id, Hiding.lifted_at.is_(None))
    if statement.lifted_at is None and not db.session.scalar(select(holds)):
        statement.lifted_at = now
        events.record(StatementLifted(statement.id, now))


def ground_of(reason: str) -> dict[str, Any]:
    """Return what a reason says now, in every language: a statement keeps it as it was."""
    found = find_reason(reason)
    if found is None:
        return {"names": {}, "texts": {}, "clause": "", "rests_on": "", "law": {}}
    names, texts, law = {}, {}, {}
    for language in LANGUAGES:
        with force_locale(language):
            names[language], texts[language] = str(found.name), str(found.explanation)
            law[language] = str(found.law)
    return {
        "names": names,
        "texts": texts,
        "clause": found.clause,
        "rests_on": found.rests_on,
        "law": law,
    }


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day so many months later; the last of the month where that has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _tell(statement: Statement) -> None:
    about_one = statement.measure == POST_HIDDEN
    notify(
        POST_HIDDEN if about_one else "statement",
        topic_id=statement.topic_id if about_one else None,
        post_id=statement.post_id if about_one else None,
        member_id=statement.member_id,
        reason=statement.reason,
        measure=statement.measure,
        statement_id=statement.id,
    )
    outbox.enqueue(MAIL, {"statement_id": statement.id, "message_id": new_message_id()})
