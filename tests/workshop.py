"""A small application with nothing but the ground floor, for tests of what must survive kills and failures.

As a program it is a process to be killed: `python -m tests.workshop worker` works, `… writer` writes until killed and
prints what was committed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Request
from flask_babel import Babel
from flask_login import LoginManager
from sqlalchemy import text

from config import Config
from forum.core import cache, chores, database, jobs, limits, mail, outbox, queue
from forum.core.chores import ChoreTime
from forum.core.database import db, write_transaction
from forum.core.jobs import Job, Progress
from forum.core.jobs.kinds import Step
from forum.core.mail import Mail
from forum.core.mail.models import StoppedAddress
from forum.core.outbox.models import OutboxRow
from forum.core.policy import GUEST, Viewer
from forum.core.versions import ContentVersion
from forum.core.worker import run_worker

TABLES = [model.__table__ for model in (OutboxRow, Job, ChoreTime, ContentVersion, StoppedAddress)]
BREATH = 0.02
"""Seconds between two acts, so that a worker that is killed all the time can nearly follow."""
EFFECTS = "CREATE TABLE IF NOT EXISTS effect (what TEXT NOT NULL, number INTEGER NOT NULL)"


def build_workshop(config: Config) -> Flask:
    """Return an application with tables of its own, and handlers whose effects can be counted."""
    app = Flask("workshop")
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 12, "max_overflow": 0, "pool_timeout": 3},
        MIGRATIONS_DIR="migrations",
        PUBLIC_URL=config.public_url,
    )
    app.extensions["potluck.config"] = config
    Babel(app)
    database.init_app(app)
    cache.init_app(app, config)
    limits.init_app(app, config)
    outbox.init_app(app, config)
    mail.init_app(app, config)
    jobs.init_app(app)
    chores.init_app(app)
    outbox.handler(app, "note", note)
    outbox.handler(app, "note many", note_many, batch=20)
    outbox.handler(app, "stamp", stamp_in(config.data_dir), external=True)
    outbox.handler(app, "fail", fail, attempts=3)
    outbox.handler(app, "give up", give_up)
    jobs.job_kind(app, "count", count)
    jobs.job_kind(app, "overtaken", be_overtaken, external=True)
    _open_doors(app)
    with app.app_context():
        db.metadata.create_all(db.engine, tables=TABLES)
        with write_transaction() as session:
            session.execute(text(EFFECTS))
    return app


def _open_doors(app: Flask) -> None:
    """Give the workshop two ways to the same act, and visitors who say by a header who they are."""
    login_manager = LoginManager(app)
    login_manager.anonymous_user = lambda: GUEST

    @login_manager.request_loader
    def load_viewer(request: Request) -> Viewer | None:
        return Viewer(id=int(request.headers["X-Member"])) if "X-Member" in request.headers else None

    def write() -> str:
        return "written"

    app.add_url_rule("/write/", "page", limits.limit_write("report")(write), methods=["GET", "POST"])
    app.add_url_rule("/api/write", "api", limits.limit_write("report")(write), methods=["POST", "PUT"])


def empty_workshop(app: Flask) -> None:
    """Forget every row, effect, message and file."""
    with write_transaction() as session:
        for name in (*(table.name for table in TABLES), "effect"):
            session.execute(text(f"DELETE FROM {name}"))
    queue.huey_of(app).flush()
    (app.extensions["potluck.config"].data_dir / "stamps").unlink(missing_ok=True)
    for forget in app.extensions["potluck.forget"]:
        forget()


def note(payload: Mapping[str, Any]) -> None:
    """Leave an effect in the database; fail after it when told to."""
    db.session.execute(text("INSERT INTO effect VALUES ('note', :number)"), {"number": payload["number"]})
    if payload.get("fails"):
        raise RuntimeError("told to fail")


def note_many(payloads: list[Mapping[str, Any]]) -> None:
    """Leave one effect for each payload, and one that tells how many came together."""
    for payload in payloads:
        note(payload)
    db.session.execute(text("INSERT INTO effect VALUES ('together', :number)"), {"number": len(payloads)})


def stamp_in(folder: Path) -> Any:
    """Return a handler that leaves an effect outside the database."""

    def stamp(payload: Mapping[str, Any]) -> None:
        with (folder / "stamps").open("a") as file:
            file.write(f"{payload['number']}\n")

    return stamp


def fail(payload: Mapping[str, Any]) -> None:
    """Always fail."""
    raise RuntimeError(f"cannot do {payload['number']}")


def give_up(payload: Mapping[str, Any]) -> None:
    """Say that it can never be done."""
    raise outbox.Hopeless("never")


def count(step: Step) -> Progress:
    """Count up to `upto`, one effect a step; fail at `fails_at` when told to."""
    number = step.cursor.get("number", 0) + 1
    note({"number": number, "fails": number == step.params.get("fails_at")})
    upto = step.params["upto"]
    return Progress(number, upto, {"number": number}, number == upto, {"counted": number})


def be_overtaken(step: Step) -> Progress:
    """Do a step while another worker, which thought this one lost, does five."""
    with write_transaction() as session:
        job = session.get_one(Job, step.job_id)
        job.done, job.total, job.cursor = 5, 9, {"number": 5}
    return Progress(1, 9, {"number": 1})


def effects(what: str = "note") -> list[int]:
    """Return the numbers of all effects of one kind, in order."""
    db.session.rollback()
    rows = db.session.execute(
        text("SELECT number FROM effect WHERE what = :what ORDER BY number"), {"what": what}
    )
    return [row.number for row in rows]


def write_until_killed(app: Flask, first: int) -> None:
    """Commit an act with three pieces of work to follow, print its number, and go on until killed."""
    with app.app_context():
        for number in range(first, first + 1_000_000):
            with write_transaction() as session:
                session.execute(text("INSERT INTO effect VALUES ('act', :number)"), {"number": number})
                outbox.enqueue("note", {"number": number})
                outbox.enqueue("note many", {"number": -number})
                if number % 10 == 0:
                    mail.send_mail(Mail(f"m{number}@example.org", str(number), "text", "<p>text</p>"))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            time.sleep(BREATH)


if __name__ == "__main__":
    workshop = build_workshop(Config.from_environ(os.environ))
    if sys.argv[1] == "worker":
        run_worker(workshop)
    else:
        write_until_killed(workshop, int(sys.argv[2]))
