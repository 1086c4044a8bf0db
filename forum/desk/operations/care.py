"""Working on an item: having it, giving it to a colleague, putting it on hold, noting something down."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.accounts.models import Member
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_text
from forum.core.upsert import conflict_insert
from forum.desk.models import DeskItem, DeskNote, DeskPresence
from forum.desk.models.queue import NOTE_LENGTH
from forum.desk.policy import require_moderator
from forum.desk.words import State

CLAIM_LASTS = timedelta(minutes=15)
LONGEST_HOLD = timedelta(days=60)
PRESENT_FOR = timedelta(minutes=1)


def has_it(item: DeskItem, now: datetime) -> int | None:
    """Return the number of whoever has claimed `item` and not let it lie; None when nobody has."""
    if item.claimed_at is None or item.claimed_at + CLAIM_LASTS <= now:
        return None
    return item.claimed_by_id


def check_free(item: DeskItem, *, actor: Actor, now: datetime) -> None:
    """Let pass who may act on a locked `item` now.

    Raises:
        Invalid: when it is done, or a colleague has it.
    """
    if item.state == State.DONE:
        raise Invalid(_("Somebody answered this before you."))
    owner = has_it(item, now)
    if owner is not None and owner != actor.id:
        name = db.session.get_one(Member, owner).name
        raise Invalid(_("%(name)s is working on this. Take it over first.", name=name))


def claim(item: DeskItem, *, actor: Actor, now: datetime, take_over: bool = False) -> None:
    """Say that `actor` works on a locked `item`; it lapses when it lies for a quarter of an hour.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when it is done, or a colleague has it and it is not to be taken over.
    """
    require_moderator(actor)
    if take_over and item.state != State.DONE and has_it(item, now) not in (None, actor.id):
        record_act("item.taken-over", actor=actor, subject_type="item", subject_id=item.id, now=now)
    else:
        check_free(item, actor=actor, now=now)
    item.claimed_by_id, item.claimed_at = actor.id, now
    db.session.flush()


def release(item: DeskItem, *, actor: Actor, now: datetime) -> None:
    """Say that `actor` no longer works on a locked `item`; harmless where they do not.

    Raises:
        NotAllowed: for all but moderators.
    """
    require_moderator(actor)
    if item.claimed_by_id == actor.id:
        item.claimed_by_id = item.claimed_at = None
        db.session.flush()


def assign(item: DeskItem, assignee: Member | None, *, actor: Actor, now: datetime) -> None:
    """Give a locked `item` to a moderator, or to nobody in particular.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when it is done, or that member does not moderate.
    """
    require_moderator(actor)
    check_free(item, actor=actor, now=now)
    if assignee is not None and not (assignee.is_moderator or assignee.is_administrator):
        raise Invalid(_("Choose a moderator."), field="assignee")
    was, item.assignee_id = item.assignee_id, assignee.id if assignee else None
    record_act(
        "item.assigned",
        actor=actor,
        subject_type="item",
        subject_id=item.id,
        now=now,
        to=item.assignee_id,
        was=was,
    )
    db.session.flush()


def hold(item: DeskItem, *, until: datetime, because: str, actor: Actor, now: datetime) -> None:
    """Let a locked `item` sleep, with a reason; anything new about it wakes it.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when it is done, a colleague has it, without a reason, or for longer than two months.
    """
    require_moderator(actor)
    check_free(item, actor=actor, now=now)
    reason = clean_text(because)
    if not reason:
        raise Invalid(_("Say what it waits for."), field="because")
    if not now < until <= now + LONGEST_HOLD:
        raise Invalid(_("Choose a day within the next two months."), field="until")
    item.state, item.wakes_at, item.held_because = State.ASLEEP, until, reason[:500]
    item.claimed_by_id = item.claimed_at = None
    record_act("item.held", actor=actor, subject_type="item", subject_id=item.id, now=now)
    db.session.flush()


def go_on(item: DeskItem, *, actor: Actor, now: datetime) -> None:
    """Wake a locked `item` that sleeps.

    Raises:
        NotAllowed: for all but moderators.
    """
    require_moderator(actor)
    if item.state == State.ASLEEP:
        item.state, item.wakes_at, item.held_because = State.OPEN, None, ""
        db.session.flush()


def note(item: DeskItem, text: str, *, actor: Actor, now: datetime) -> DeskNote:
    """Tell colleagues something about `item`.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when it is empty or too long.
    """
    require_moderator(actor)
    said = clean_text(text)
    if not said or len(said) > NOTE_LENGTH:
        raise Invalid(_("Write a note of at most %(max)s characters.", max=NOTE_LENGTH), field="text")
    written = DeskNote(item_id=item.id, author_id=actor.id, text=said, at=now)
    db.session.add(written)
    db.session.flush()
    return written


def look_at(item_id: int, *, actor: Actor, now: datetime) -> None:
    """Let colleagues see for a minute that `actor` looks at an item."""
    statement = conflict_insert(DeskPresence).values(item_id=item_id, member_id=actor.id, at=now)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[DeskPresence.item_id, DeskPresence.member_id], set_={"at": now}
        )
    )


def sweep_presence(*, now: datetime) -> None:
    """Forget who looked at what more than a minute ago."""
    db.session.execute(delete(DeskPresence).where(DeskPresence.at < now - PRESENT_FOR))
