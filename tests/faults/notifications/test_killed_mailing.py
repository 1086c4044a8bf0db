"""A worker that mails many is killed (-9) again and again: everybody is mailed, and a kill repeats one at most."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from config import Config
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.jobs.running import _do_step
from forum.core.notices import FAN_OUT, Pace
from forum.core.outbox import count_parked, drain
from forum.core.outbox.models import UNFINISHED, OutboxRow
from forum.core.outbox.work import take
from forum.factory import create_app
from forum.notifications import delivery
from forum.notifications.models import Notification
from tests.conversations import answer
from tests.followers import followed_topic
from tests.nursery import fork_python
from tests.processes import kill
from tests.smtp_sink import Sink, open_sink

BETWEEN_KILLS = 20
SECONDS = 60


def test_a_killed_mailing_loses_nobody_and_repeats_one_mail_for_each_kill(
    tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds, chance = max(2, kills // 2), random.Random(29)
    followers = (rounds + 1) * BETWEEN_KILLS
    monkeypatch.setattr(delivery, "CHUNK", 25)
    with open_sink() as sink:
        environment = {"DATA_DIR": str(tmp_path / "data"), "LOG_LEVEL": "ERROR", "DEMO": "0"}
        environment["MAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        app = create_app(Config.from_environ(environment))
        with app.app_context():
            db.create_all()
            post, other = followed_topic(followers, clock.now(), pace=Pace.AT_ONCE)
            answer(post, other, now=clock.now())
            tell_everybody()
            for _ in range(rounds):
                worker = fork_python(
                    "flask", "--app", "wsgi", "worker", environment=environment, output=tmp_path / "out"
                )
                wait_for_mail(sink, len(sink.taken) + chance.randint(2, BETWEEN_KILLS))
                kill(worker)
                forget_leases()
            while db.session.scalar(select(func.count()).where(UNFINISHED)):
                forget_leases()
                drain()
            told = db.session.scalar(select(func.count()).select_from(Notification))
            assert count_parked() == 0
        mails = Counter(mail["Message-ID"] for mail in sink.taken)
        receivers = {mail["To"] for mail in sink.taken}
    assert told == len(receivers) == len(mails) == followers + 1
    assert sum(mails.values()) - len(mails) <= rounds


def tell_everybody() -> None:
    """Do all that comes before the mailing."""
    db.session.rollback()
    for row_id in db.session.scalars(select(OutboxRow.id).where(OutboxRow.task == FAN_OUT)).all():
        take(row_id)
    telling = db.session.scalars(select(Job.id).where(Job.kind == delivery.TELLING)).one()
    while _do_step(telling):
        pass


def wait_for_mail(sink: Sink, wanted: int) -> None:
    ends = time.monotonic() + SECONDS
    while len(sink.taken) < wanted:
        assert time.monotonic() < ends, f"{len(sink.taken)} mails in {SECONDS} seconds"
        time.sleep(0.02)


def forget_leases() -> None:
    """Let what a killed worker held be taken up at once."""
    with write_transaction():
        db.session.execute(
            update(OutboxRow).where(UNFINISHED).values(run_after=clock.now() - timedelta(seconds=1))
        )
