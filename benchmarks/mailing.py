"""What it takes to mail a hundred thousand, while the worker is killed (-9) at random moments.

`python -m benchmarks.mailing` makes so many followers of one topic who all want its mail at once, writes a post, tells
everybody, and lets a real worker mail them to a mail server on loopback that only counts. The worker is killed as often
as asked, at moments drawn by chance, and started again at once; what it held is taken up when its lease has run out, as
after any kill. At the end everybody has been mailed, and no more than one mail came twice for each kill.
"""

from __future__ import annotations

import random
import resource
import subprocess
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy import func, select

from config import Config
from forum.core.clock import clock
from forum.core.database import db
from forum.core.jobs import Job
from forum.core.notices import FAN_OUT, Pace
from forum.core.outbox import count_parked
from forum.core.outbox.models import OutboxRow
from forum.core.outbox.work import take
from forum.factory import create_app
from forum.notifications.delivery import MAILING, TELLING
from forum.notifications.models import Notification
from tests.conversations import answer
from tests.followers import followed_topic
from tests.processes import kill, start_python
from tests.smtp_sink import Sink, open_sink

LOOKED_EVERY = 2.0
SAID_EVERY = 5_000


class CountingSink(Sink):
    """A mail server that remembers of each mail its Message-ID only."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as the server is made
        self.seen: Counter[bytes] = Counter()

    def keep(self, mail: bytes) -> None:
        """Count it."""
        head = mail.partition(b"\r\n\r\n")[0]
        place = head.lower().index(b"message-id:")
        self.seen[head[place:].split(b">", 1)[0]] += 1


def tell(mails: int) -> float:
    """Write a post in a topic with so many followers and tell them all; answers the seconds it took to tell."""
    post, other = followed_topic(mails, clock.now(), pace=Pace.AT_ONCE)
    answer(post, other, now=clock.now())
    db.session.rollback()
    began = time.perf_counter()
    for row_id in db.session.scalars(select(OutboxRow.id).where(OutboxRow.task == FAN_OUT)).all():
        take(row_id)
    job_id = db.session.scalars(select(Job.id).where(Job.kind == TELLING)).one()
    for row_id in db.session.scalars(
        select(OutboxRow.id).where(OutboxRow.task == "job.run", OutboxRow.done_at.is_(None))
    ).all():
        while not db.session.get_one(Job, job_id, populate_existing=True).is_over:
            db.session.rollback()
            take(row_id)
            row_id = db.session.scalars(select(OutboxRow.id).order_by(OutboxRow.id.desc())).first() or row_id
    return time.perf_counter() - began


def mail_all(sink: CountingSink, environment: dict[str, str], folder: Path, mails: int, kills: int) -> int:
    """Have a worker mail everybody, killed at so many moments; answers how often it was killed."""
    chance = random.Random()
    moments = sorted(chance.randrange(1, mails) for _ in range(kills))
    worker = _start(environment, folder)
    killed = said = 0
    while not _is_over():
        count = len(sink.seen)
        if count >= said + SAID_EVERY:
            said = count
            click.echo(f"{count:,} mails", err=True)
        if moments and count >= moments[0]:
            moments.pop(0)
            time.sleep(chance.random() / 10)
            kill(worker)
            killed += 1
            worker = _start(environment, folder)
        time.sleep(LOOKED_EVERY if not moments else 0.05)
    worker.terminate()
    worker.wait()
    return killed


def _start(environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    return start_python(
        "-m", "flask", "--app", "wsgi", "worker", environment=environment, output=folder / "worker"
    )


def _is_over() -> bool:
    db.session.rollback()
    states = db.session.scalars(select(Job.state).where(Job.kind == MAILING)).all()
    return bool(states) and all(state in ("done", "failed") for state in states)


@click.command()
@click.option("--mails", default=100_000, show_default=True)
@click.option("--kills", default=10, show_default=True, help="How often the worker is killed.")
@click.option("--database", default="", help="A database other than a new SQLite file.")
def main(mails: int, kills: int, database: str) -> None:
    """Measure and print."""
    with TemporaryDirectory() as name, open_sink(CountingSink) as sink:
        assert isinstance(sink, CountingSink)
        folder = Path(name)
        environment = {"DATA_DIR": str(folder / "data"), "LOG_LEVEL": "ERROR", "DEMO": "0"}
        environment |= {"DATABASE_URL": database} if database else {}
        environment["MAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
        app = create_app(Config.from_environ(environment))
        with app.app_context():
            db.create_all()
            told_in = tell(mails)
            click.echo(f"| told {mails:,} followers | {told_in:.0f} s |", err=True)
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            killed = mail_all(sink, environment, folder, mails, kills)
            took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
            worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            left = db.session.scalar(select(func.count()).where(Notification.mailed_at.is_(None)))
            parked = count_parked()
        repeated = sink.seen.total() - len(sink.seen)
        click.echo(f"| mailed | {len(sink.seen):,} in {took:.0f} s, {1_000 * worked / mails:.1f} ms each |")
        click.echo(f"| killed (-9) | {killed} times, {repeated} mails came twice, {parked} given up |")
        click.echo(f"| memory of the worker | {after.ru_maxrss / 1024:.0f} MB |")
        if len(sink.seen) != mails + 1 or left or repeated > killed:
            raise SystemExit(f"{len(sink.seen)} of {mails + 1} mailed, {left} left, {repeated} repeated")


if __name__ == "__main__":
    main()
