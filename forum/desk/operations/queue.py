"""Putting things into the queue and taking them out: what sources ask for, set by set, never row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from forum.core.attention import POST, HumanNeeded, NobodyNeeded, sources
from forum.core.database import db
from forum.core.settings import get_setting
from forum.core.upsert import conflict_insert
from forum.desk.models import DeskCause, DeskItem
from forum.desk.settings import TARGET_HOURS
from forum.desk.words import State

MOST_WEIGHT = 10.0
UNSYNCED = {"synchronize_session": False}


def take_in(event: HumanNeeded) -> None:
    """Put what a source asks for into the queue; harmless when it waits already.

    What is awake wakes the item that it is about, also one that was put on hold.
    """
    due_at = event.not_before or event.at + _target(event.source)
    item_id = _waiting_item(event, due_at)
    weight = min(MOST_WEIGHT, max(0.0, event.weight))
    asked = (
        conflict_insert(DeskCause)
        .values(
            item_id=item_id,
            source=event.source,
            reference=event.reference,
            by_id=event.by_id,
            weight=weight,
            asked_at=event.since or event.at,
            due_at=due_at,
            sleeps_until=event.not_before,
            details=dict(event.details or {}),
        )
        .on_conflict_do_nothing()
        .returning(DeskCause.id)
    )
    if db.session.execute(asked).first() is None:
        return
    sleeps = event.not_before is not None and event.not_before > event.at
    if not sleeps:
        wake(DeskItem.id == item_id, DeskItem.state == State.ASLEEP)
    _recount([item_id])


def let_go(event: NobodyNeeded) -> None:
    """Take out of the queue what was settled elsewhere."""
    settled = (
        update(DeskCause)
        .where(
            DeskCause.source == event.source,
            DeskCause.reference.in_(event.references),
            DeskCause.settled_at.is_(None),
        )
        .values(settled_at=event.at)
        .returning(DeskCause.item_id)
        .execution_options(**UNSYNCED)
    )
    close_settled(sorted(set(db.session.scalars(settled))), now=event.at)


def close_settled(item_ids: Sequence[int], *, now: datetime) -> None:
    """Close those of the items about which nothing is left to settle; let sleep what only runs on."""
    if not item_ids:
        return
    db.session.execute(
        update(DeskItem)
        .where(DeskItem.id.in_(item_ids), DeskItem.state != State.DONE, ~_left().exists())
        .values(state=State.DONE, closed_at=now, wakes_at=None, claimed_by_id=None, claimed_at=None)
        .execution_options(**UNSYNCED)
    )
    awake = _left().where(or_(DeskCause.sleeps_until.is_(None), DeskCause.sleeps_until <= now))
    earliest = _left(func.min(DeskCause.sleeps_until)).scalar_subquery()
    db.session.execute(
        update(DeskItem)
        .where(DeskItem.id.in_(item_ids), DeskItem.state == State.OPEN, ~awake.exists())
        .values(state=State.ASLEEP, wakes_at=earliest)
        .execution_options(**UNSYNCED)
    )
    _recount(item_ids)


def wake(*which: ColumnElement[bool]) -> int:
    """Have items come back into the list; answers how many."""
    woken = (
        update(DeskItem)
        .where(*which)
        .values(state=State.OPEN, wakes_at=None, held_because="")
        .returning(DeskItem.id)
        .execution_options(**UNSYNCED)
    )
    return len(db.session.scalars(woken).all())


def wake_due(*, now: datetime) -> int:
    """Have come back what was to sleep until now; answers how many."""
    return wake(DeskItem.state == State.ASLEEP, DeskItem.wakes_at <= now)


def waiting_item_of(post_id: int) -> DeskItem | None:
    """Return the item about a post that waits, locked, if there is one."""
    found = select(DeskItem).where(DeskItem.post_id == post_id, DeskItem.state != State.DONE)
    return db.session.scalars(found.with_for_update().execution_options(populate_existing=True)).first()


def _waiting_item(event: HumanNeeded, due_at: datetime) -> int:
    """Return the number of the item that waits for the thing, which is made where there is none."""
    about = event.about
    sleeps = event.not_before is not None and event.not_before > event.at
    made = (
        conflict_insert(DeskItem)
        .values(
            kind=about.kind,
            thing_id=about.id,
            post_id=about.id if about.kind == POST else None,
            state=State.ASLEEP if sleeps else State.OPEN,
            wakes_at=event.not_before if sleeps else None,
            opened_at=event.since or event.at,
            due_at=due_at,
            weight=0.0,
            held_because="",
        )
        .on_conflict_do_nothing()
        .returning(DeskItem.id)
    )
    item_id = db.session.scalar(made)
    if item_id is not None:
        return item_id
    waiting = select(DeskItem.id).where(
        DeskItem.kind == about.kind, DeskItem.thing_id == about.id, DeskItem.state != State.DONE
    )
    found = db.session.scalar(waiting.with_for_update())
    return found if found is not None else db.session.scalars(made).one()


def _target(source: str) -> timedelta:
    hours = sources[source].hours
    return timedelta(hours=float(hours() if hours else get_setting(TARGET_HOURS)))


def _recount(item_ids: Sequence[int]) -> None:
    """Set weight and due moment of items by what is left to settle about them."""
    weight = _left(func.sum(DeskCause.weight)).scalar_subquery()
    due = _left(func.min(DeskCause.due_at)).scalar_subquery()
    db.session.execute(
        update(DeskItem)
        .where(DeskItem.id.in_(item_ids), DeskItem.state != State.DONE)
        .values(weight=weight, due_at=due)
        .execution_options(**UNSYNCED)
    )


def _left(*columns: ColumnElement[object]) -> Select[tuple[object]]:
    chosen = columns or (DeskCause.id,)
    return (
        select(*chosen)
        .where(DeskCause.item_id == DeskItem.id, DeskCause.settled_at.is_(None))
        .correlate(DeskItem)
    )
