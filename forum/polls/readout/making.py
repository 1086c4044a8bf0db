"""Making a read-out: a job in portions, begun when a poll is sealed, or by hand where there is none yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Progress, job_kind, start_job
from forum.core.jobs.kinds import Step
from forum.core.upsert import conflict_insert
from forum.polls.queries import load_sheet
from forum.polls.readout.attention import alert_if_odd
from forum.polls.readout.figures import working
from forum.polls.readout.marks import GROUPS, Firsts, first_in_duel_without
from forum.polls.readout.models import PollReadout, PollSnapshot
from forum.polls.readout.rule import rule_of
from forum.polls.readout.snapshot import keep_snapshot, snapshot_now, take_snapshot
from forum.polls.sheet import Sheet
from forum.polls.words import State

KIND = "polls.read-out"
SECONDS = 4.0
WHOLE, SNAPSHOT = 100, 5
"""Hundredths of the work, and how many of them the snapshot stands for."""
AT_ONCE = 3_600.0


def start_read_out(poll_id: int, *, owner_id: int | None = None) -> None:
    """Have the read-out of a sealed poll made; one that is there or under way is left alone."""
    known = db.session.scalar(select(PollReadout.poll_id).where(PollReadout.poll_id == poll_id))
    if known is None:
        job = start_job(KIND, {"poll_id": poll_id}, owner_id)
        statement = conflict_insert(PollReadout).values(poll_id=poll_id, job_id=job.id)
        db.session.execute(statement.on_conflict_do_nothing())


def make_at_once(poll_id: int, *, now: datetime) -> None:
    """Make the read-out of a sealed poll within the caller's transaction: for small polls."""
    sheet = _sealed(poll_id)
    if sheet is not None:
        take_snapshot(sheet, now=now)
        state = working.begin()
        while not _go_on(sheet, state, AT_ONCE):
            pass
        _keep(sheet, state, now)


def _step(step: Step) -> Progress:
    """Do a portion: the snapshot first, then question by question, then the whole.

    Before the snapshot of a duel it is counted anew without each group of marked votes, a portion each: all of them
    together would take longer than a worker may be silent.
    """
    db.session.rollback()
    sheet = _sealed(step.params["poll_id"])
    if sheet is None:
        return Progress(0, 0, finished=True)
    state: dict[str, Any] = dict(step.cursor)
    if "turn" not in state:
        firsts: dict[str, list[int]] = state.get("firsts", {})
        left = (
            []
            if sheet.duel is None or _is_snapped(sheet)
            else [name for name in GROUPS if name not in firsts]
        )
        if left:
            counted = {**firsts, left[0]: first_in_duel_without(sheet, left[0])}
            db.session.rollback()
            return Progress(len(firsts) * SNAPSHOT // len(GROUPS), WHOLE, {"firsts": counted})
        _snap(sheet, firsts)
        return Progress(SNAPSHOT, WHOLE, working.begin())
    finished = _go_on(sheet, state, SECONDS)
    if finished:
        with write_transaction():
            _keep(sheet, state, clock.now())
    if finished:
        return Progress(WHOLE, WHOLE, {}, finished=True)
    done = SNAPSHOT + int((WHOLE - SNAPSHOT) * working.share_done(sheet, state))
    return Progress(min(done, WHOLE - 1), WHOLE, state)


def _is_snapped(sheet: Sheet) -> bool:
    return db.session.get(PollSnapshot, sheet.id) is not None


def _snap(sheet: Sheet, firsts: Firsts) -> None:
    """Take the snapshot, unless it stands. Of a million ballots that takes a while, in which others may write."""
    if not _is_snapped(sheet):
        now = clock.now()
        snapshot = snapshot_now(sheet, now, firsts)
        db.session.rollback()
        with write_transaction():
            keep_snapshot(sheet.id, snapshot, now=now)


def _go_on(sheet: Sheet, state: dict[str, Any], seconds: float) -> bool:
    rule, _ = rule_of(sheet.id)
    return working.go_on(sheet, rule, snapshot_of(sheet.id), state, seconds)


def snapshot_of(poll_id: int) -> dict[str, Any]:
    """Return the snapshot of a sealed poll."""
    return db.session.get_one(PollSnapshot, poll_id).snapshot


def _keep(sheet: Sheet, state: dict[str, Any], now: datetime) -> None:
    rule, fixed_at = rule_of(sheet.id)
    figures = working.conclude(sheet, rule, fixed_at, snapshot_of(sheet.id), state["done"])
    values = {"figures": figures, "made_at": now}
    statement = conflict_insert(PollReadout).values(poll_id=sheet.id, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=[PollReadout.poll_id], set_=values))
    alert_if_odd(sheet.id, figures, now=now)


def _sealed(poll_id: int) -> Sheet | None:
    sheet = load_sheet(poll_id)
    return sheet if sheet is not None and sheet.state == State.SEALED else None


def init_app(app: Flask) -> None:
    """Let workers of `app` do it."""
    job_kind(app, KIND, _step, external=True)
