"""Doing what a source offers besides the five answers: approving what is held, say."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from forum.audit.operations import record_act
from forum.core.attention import sources
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotFound
from forum.core.typed_text import clean_text
from forum.desk.models import Answer, DeskCause, DeskItem
from forum.desk.operations.answers import close, write
from forum.desk.operations.care import check_free
from forum.desk.operations.queue import UNSYNCED
from forum.desk.policy import require_moderator


def perform(
    item: DeskItem, cause: DeskCause, act_key: str, *, sentence: str, actor: Actor, now: datetime
) -> Answer:
    """Do what a source offers about one cause of a locked `item`.

    Raises:
        NotAllowed: for all but moderators, and as the act does.
        NotFound: when there is no such act.
        Invalid: when somebody was faster, a colleague has the item, or without a sentence where one is wanted.
    """
    require_moderator(actor)
    act = next((each for each in sources[cause.source].acts if each.key == act_key), None)
    if act is None or act.perform is None or cause.item_id != item.id:
        raise NotFound
    check_free(item, actor=actor, now=now)
    words = clean_text(sentence).strip()
    if act.asks_why and not words:
        raise Invalid(_("Say why, in one sentence."), field="sentence")
    answer = Answer(
        kind=0,
        act=f"{cause.source}:{act.key}",
        post_id=item.post_id,
        actor_id=actor.id,
        at=now,
        sentence=words,
        details={"reference": cause.reference},
    )
    write(answer)
    settled = (
        update(DeskCause)
        .where(DeskCause.id == cause.id, DeskCause.settled_at.is_(None))
        .values(settled_at=now, answer_id=answer.id)
        .returning(DeskCause.id)
        .execution_options(**UNSYNCED)
    )
    if db.session.scalar(settled) is None:
        raise Invalid(_("Somebody answered this before you."))
    act.perform(cause.reference, actor, now, words)
    record_act(
        "item.acted-upon", actor=actor, subject_type="item", subject_id=item.id, now=now, act=answer.act
    )
    close(item, answer, now=now)
    return answer
