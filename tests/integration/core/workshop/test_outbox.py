"""Work that follows from a change is done once, however often it is tried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core import outbox, queue
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.models import OutboxRow
from forum.core.outbox.work import take
from tests.workshop import effects


def rows() -> list[OutboxRow]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def long_ago() -> None:
    """Let every lease and pause run out."""
    with write_transaction():
        for row in db.session.scalars(select(OutboxRow)):
            row.run_after = clock.now() - timedelta(seconds=1)


def test_work_is_done_once_its_cause_is_committed(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})

    outbox.drain()

    assert effects() == [7]
    [row] = rows()
    assert row.done_at is not None
    assert row.attempts == 1


def test_work_of_an_act_that_was_undone_is_never_done(workshop: Flask) -> None:
    with pytest.raises(RuntimeError), write_transaction():
        outbox.enqueue("note", {"number": 7})
        raise RuntimeError("changed my mind")

    outbox.drain()

    assert effects() == []
    assert queue.length() == 0


def test_the_queue_hears_of_work_after_the_commit_and_not_before(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
        db.session.flush()
        before = queue.length()

    assert before == 0
    assert queue.length() == 1


def test_one_message_is_enough_for_a_batch(workshop: Flask) -> None:
    with write_transaction():
        for number in range(5):
            outbox.enqueue("note many", {"number": number})

    assert queue.length() == 1


def test_doing_a_row_twice_has_one_effect(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
    [row] = rows()

    take(row.id)
    take(row.id)

    assert effects() == [7]


def test_what_is_done_no_longer_says_whom_it_was_about(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
    outbox.drain()

    assert rows()[0].payload == {}


def test_a_failure_undoes_the_effect_and_is_tried_again_after_a_pause(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7, "fails": True})

    outbox.drain()

    [row] = rows()
    assert effects() == []
    assert row.attempts == 1
    assert row.last_error == "RuntimeError: told to fail"
    assert row.run_after > clock.now()
    assert outbox.drain() == 0


def test_work_that_always_fails_is_parked_and_shown(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("fail", {"number": 7})

    for _ in range(3):
        outbox.drain()
        long_ago()

    assert outbox.count_parked() == 1
    listed = workshop.test_cli_runner().invoke(args=["outbox", "list", "--parked"]).output
    assert "fail" in listed
    assert "RuntimeError: cannot do 7" in listed
    assert outbox.drain() == 0


def test_hopeless_work_is_parked_at_once(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("give up", {"number": 7})

    outbox.drain()

    assert outbox.count_parked() == 1


def test_parked_work_gets_a_fresh_start_when_asked(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("give up", {"number": 7})
    outbox.drain()

    answer = workshop.test_cli_runner().invoke(args=["outbox", "retry", "--all"])

    assert answer.output == "1 will be tried again.\n"
    assert outbox.count_parked() == 0
    assert outbox.sweep() == 1


def test_one_bad_row_does_not_hold_up_its_batch(workshop: Flask) -> None:
    with write_transaction():
        for number in range(5):
            outbox.enqueue("note many", {"number": number, "fails": number == 3})

    outbox.drain()

    assert effects() == [0, 1, 2, 4]


def test_a_batch_is_handed_over_together(workshop: Flask) -> None:
    with write_transaction():
        for number in range(25):
            outbox.enqueue("note many", {"number": number})

    outbox.drain()

    assert effects() == list(range(25))
    assert effects("together") == [5, 20]


def test_equal_work_that_waits_is_done_once(workshop: Flask) -> None:
    for _ in range(3):
        with write_transaction():
            outbox.enqueue("note", {"number": 7}, key="seven")
            outbox.enqueue("note", {"number": 7}, key="seven")
            outbox.enqueue("note", {"number": 8}, key="eight")

    outbox.drain()

    assert effects() == [7, 8]
    assert all(row.done_at is not None for row in rows())


def test_equal_work_that_comes_later_is_done_again(workshop: Flask) -> None:
    for _ in range(2):
        with write_transaction():
            outbox.enqueue("note", {"number": 7}, key="seven")
        outbox.drain()

    assert effects() == [7, 7]


def test_postponed_work_waits_for_its_moment(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7}, run_after=clock.now() + timedelta(hours=1))

    assert outbox.drain() == 0
    assert outbox.sweep() == 0
    long_ago()
    assert outbox.sweep() == 1
    outbox.drain()
    assert effects() == [7]


def test_a_message_that_was_lost_is_sent_again(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
    queue.huey_of(workshop).flush()
    assert outbox.sweep() == 0, "it may still be on its way"

    long_ago()

    assert outbox.sweep() == 1
    assert queue.length() == 1


def test_a_worker_that_was_away_finds_no_flood(workshop: Flask) -> None:
    with write_transaction():
        for number in range(3):
            outbox.enqueue("note", {"number": number})
    long_ago()

    for _ in range(10):
        outbox.sweep()

    assert queue.length() == 3


def test_work_whose_worker_was_lost_is_taken_up_again_and_counts_as_a_try(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("stamp", {"number": 7})
    with write_transaction():
        db.session.scalars(select(OutboxRow)).one().taken_at = clock.now()
    queue.huey_of(workshop).flush()
    take(rows()[0].id)
    assert rows()[0].done_at is None, "somebody else is at it"

    long_ago()
    outbox.sweep()
    outbox.drain()

    assert rows()[0].done_at is not None
    assert rows()[0].attempts == 2


def test_a_queue_that_is_away_stops_nobody_from_writing(
    workshop: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(queue.huey_of(workshop).storage, "enqueue", away)
    with write_transaction():
        outbox.enqueue("note", {"number": 7})

    outbox.drain()

    assert effects() == [7]


def test_unknown_work_is_refused_when_it_is_written_down(workshop: Flask) -> None:
    with pytest.raises(KeyError), write_transaction():
        outbox.enqueue("no such task", {})


def test_work_that_was_done_days_ago_is_forgotten(workshop: Flask) -> None:
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
        outbox.enqueue("note", {"number": 8})
    outbox.drain()
    with write_transaction():
        db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).first().done_at -= timedelta(days=4)

    outbox.purge()

    assert len(rows()) == 1


def test_the_path_of_queued_messages_is_never_renamed(workshop: Flask) -> None:
    huey = queue.huey_of(workshop)
    assert list(huey._registry._registry) == ["forum.core.queue.take"]


def test_a_damaged_queue_file_is_replaced_and_nothing_is_lost(workshop: Flask) -> None:
    config = workshop.extensions["potluck.config"]
    with write_transaction():
        outbox.enqueue("note", {"number": 7})
    queue.huey_of(workshop).storage.close()
    file = config.data_dir / "queue.db"
    file.with_name("queue.db-wal").unlink(missing_ok=True)
    file.write_bytes(b"rubbish" * 4096)

    queue.make_huey(config).storage.close()
    long_ago()
    outbox.sweep()
    outbox.drain()

    assert effects() == [7]
