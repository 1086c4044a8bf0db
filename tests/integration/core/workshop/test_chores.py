"""What is due again and again is done once each time, however many workers there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core import chores, outbox
from forum.core.chores import ChoreTime
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.models import OutboxRow


def waiting(workshop: Flask) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(OutboxRow.task == "chore.run")) or 0


def test_every_chore_is_due_in_a_new_house(workshop: Flask) -> None:
    known = len(chores.chores.items())

    assert chores.start_due() == known
    assert waiting(workshop) == known


def test_a_chore_is_not_due_again_before_its_time(workshop: Flask) -> None:
    chores.start_due()

    assert chores.start_due() == 0


def test_a_chore_that_was_missed_for_long_is_done_once(workshop: Flask) -> None:
    chores.start_due()
    before = waiting(workshop)
    with write_transaction():
        db.session.get_one(ChoreTime, "outbox.purge").next_at = clock.now() - timedelta(days=9)

    chores.start_due()
    chores.start_due()

    assert waiting(workshop) == before + 1


def test_a_chore_is_done_by_the_worker(workshop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    known = chores.chores["outbox.purge"]
    monkeypatch.setitem(
        workshop.extensions["potluck"]["chores"],
        "outbox.purge",
        chores.Chore(lambda: done.append(1), known.every),
    )
    chores.start_due()

    outbox.drain()

    assert done == [1]
