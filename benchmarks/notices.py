"""What it takes to tell and mail many, and to answer the pages that stay open.

`python -m benchmarks.notices` prints a table for each database. Fan-out: a post in a topic with so many followers, from
the write to the last stored notice; its memory is by how much the process grew. Mailing: so many of the mails, each to
a folder with fsync, killed in between as often as asked. Open pages: what one question costs in each of its three ways,
in processor time of this process, and what a thousand pages that ask every half minute take of one processor.
"""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from contextvars import Context
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from flask import Flask
from sqlalchemy import func, select, update

from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.jobs.running import _do_step
from forum.core.mail.backends import FolderPost
from forum.core.notices import FAN_OUT, Pace
from forum.core.outbox.models import OutboxRow
from forum.core.outbox.work import take
from forum.core.versions import touch
from forum.notifications import open_pages
from forum.notifications.delivery import MAILING, TELLING, UNREAD_SCOPE
from forum.notifications.models import Notification
from tests.conversations import answer
from tests.followers import followed_topic
from tests.houses import build_house
from tests.people import client_of

QUESTIONS = 2_000
ASKED_EVERY = 30


class Killed(BaseException):
    """Ends a step between sending and noting, as a kill would."""


class MortalPost(FolderPost):
    """Writes mails, counts them, and dies after some of them."""

    def __init__(self, folder: Path, dies_after: set[int]) -> None:
        super().__init__(folder)
        self.sent: Counter[str] = Counter()
        self._dies_after = dies_after

    def send(self, message: EmailMessage) -> None:
        """Write it; die if it is time."""
        super().send(message)
        self.sent[message["Message-ID"]] += 1
        if self.sent.total() in self._dies_after:
            raise Killed


def fan_out(followers: int) -> list[str]:
    """Tell so many of one post; answers cells of the table."""
    post, other = followed_topic(followers, clock.now(), pace=Pace.AT_ONCE)
    began = time.perf_counter()
    answer(post, other, now=clock.now())
    request = time.perf_counter() - began
    before, began, worked = _memory(), time.perf_counter(), time.process_time()
    db.session.rollback()
    for row_id in db.session.scalars(select(OutboxRow.id).where(OutboxRow.task == FAN_OUT)).all():
        take(row_id)
    _do_all(TELLING)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    told = db.session.scalar(select(func.count()).select_from(Notification)) or 0
    if told != followers + 1:
        raise RuntimeError(f"{told} were told")
    return [
        f"fan-out to {followers:,} followers",
        f"{took:.0f} s, {worked:.0f} s of a processor",
        f"{1_000 * request:.0f} ms in the request; {_memory() - before:.0f} MB of memory more",
    ]


def mail_some(app: Flask, folder: Path, wanted: int, kills: int) -> list[str]:
    """Mail so many of what was told; answers cells of the table."""
    many = Notification.mailing.is_not(None)
    last = db.session.scalar(
        select(Notification.id).where(many).order_by(Notification.id).offset(wanted).limit(1)
    )
    with write_transaction():
        db.session.execute(
            update(Notification).where(Notification.id >= (last or 2**31)).values(mailing=None)
        )
    waiting = db.session.scalar(select(func.count()).where(many)) or 0
    dies_after = {(number + 1) * waiting // (kills + 1) for number in range(kills)}
    post = app.extensions["potluck.mail"] = MortalPost(folder / "mails", dies_after)
    before, began, worked = _memory(), time.perf_counter(), time.process_time()
    died = 0
    while True:
        try:
            _do_all(MAILING)
            break
        except Killed:
            died += 1
            db.session.rollback()
    took, worked = time.perf_counter() - began, time.process_time() - worked
    repeated = post.sent.total() - len(post.sent)
    if len(post.sent) != waiting or repeated > died:
        raise RuntimeError(f"{len(post.sent)} of {waiting} mails, {repeated} repeated after {died} kills")
    return [
        f"{waiting:,} mails by a job",
        f"{took:.0f} s, {1_000 * worked / waiting:.0f} ms of a processor for each",
        f"killed {died} times, {repeated} mails repeated; {_memory() - before:.0f} MB of memory more",
    ]


def questions(app: Flask) -> list[list[str]]:
    """Ask as open pages do, in each of the three ways; answers rows of the table."""
    browser = client_of(app, "fan-0")
    first = browser.get(open_pages.PATH)
    headers = {"Host": app.config["PUBLIC_URL"].partition("://")[2], "If-None-Match": first.headers["ETag"]}
    cookie = browser.get_cookie("session", domain="127.0.0.1")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": open_pages.PATH, "QUERY_STRING": "", "HTTP_HOST": headers["Host"],
        "HTTP_COOKIE": f"session={cookie.value if cookie else ''}", "HTTP_IF_NONE_MATCH": headers["If-None-Match"],
        "wsgi.url_scheme": "http", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": None, "wsgi.errors": None, "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    pages = open_pages.open_pages_of(app)
    rows = [_asked(app, environ, "nothing changed: from memory", lambda: None)]

    def changed() -> None:
        with write_transaction():
            touch(UNREAD_SCOPE)
        pages._read_at = float("-inf")

    rows.append(_asked(app, environ, "others' notices changed: one count", changed, 300))
    rows.append(_asked(app, environ, "asked of Flask", pages.forget, 300))
    return rows


def _asked(
    app: Flask, environ: dict[str, Any], name: str, before: Callable[[], None], times: int = QUESTIONS
) -> list[str]:
    spent, answers = 0.0, Counter[str]()

    def start(status: str, headers: object, *_: object) -> None:
        answers[status] += 1

    for _ in range(times):
        before()
        began = time.process_time()
        body = Context().run(app.wsgi_app, dict(environ), start)  # type: ignore[arg-type]  # nobody writes by it
        list(body)
        spent += time.process_time() - began
        close = getattr(body, "close", None)
        if close is not None:
            close()
    if len(answers) != 1 or not next(iter(answers)).startswith("304"):
        raise RuntimeError(f"{name}: {answers}")
    each = spent / times
    share = 1_000 / ASKED_EVERY * each
    return [
        f"open page, {name}",
        f"{1_000 * each:.3f} ms",
        f"1,000 open pages: {100 * share:.2f} % of a processor",
    ]


def _do_all(kind: str) -> None:
    for job_id in db.session.scalars(select(Job.id).where(Job.kind == kind)).all():
        db.session.rollback()
        while _do_step(job_id):
            pass


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@click.command()
@click.option("--followers", default=50_000, show_default=True)
@click.option("--mails", default=2_000, show_default=True, help="How many of them are mailed.")
@click.option("--kills", default=20, show_default=True, help="How often the mailing is killed.")
@click.option("--database", default="sqlite,postgresql", show_default=True)
def main(followers: int, mails: int, kills: int, database: str) -> None:
    """Measure and print."""
    for kind in database.split(","):
        click.echo(f"\n### {kind}\n\n| what | | |\n|---|--:|---|")
        with (
            TemporaryDirectory() as folder,
            build_house(kind, Path(folder)) as house,
            house.app.app_context(),
        ):
            rows = [
                fan_out(followers),
                mail_some(house.app, Path(folder), mails, kills),
                *questions(house.app),
            ]
            click.echo("\n".join(f"| {' | '.join(row)} |" for row in rows))


if __name__ == "__main__":
    main()
