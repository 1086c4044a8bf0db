"""What comes round and what takes long: the spam check learns once a week, the answer to a cause goes out."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from forum.core.chores import chore
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.jobs import Progress, job_kind
from forum.core.jobs.kinds import Step
from forum.core.policy import SYSTEM
from forum.gatekeeping.models import Cause, CauseAnswer, Way
from forum.gatekeeping.operations.cause_answers import finish_answer, reply_in
from forum.gatekeeping.operations.causes import ANSWERING
from forum.gatekeeping.operations.spam import Trained, store_model
from forum.gatekeeping.queries.cause_answers import next_topic, topic_count
from forum.gatekeeping.queries.spam import decided_examples, ordinary_examples
from forum.gatekeeping.spam.kept import present_model

FEWEST_DECISIONS = 10


def learn_anew() -> None:
    """Train on what was decided, once there are enough decisions to learn from."""
    now = clock.now()
    decided, ordinary = decided_examples(), ordinary_examples(now=now)
    start = present_model()
    db.session.rollback()
    if len(decided) < FEWEST_DECISIONS:
        return
    trained = Trained(start, decided, ordinary)
    with write_transaction():
        store_model(trained, actor=SYSTEM, now=now)


def send_answer(step: Step) -> Progress:
    """Answer in the next topic, or tell the others when there is none. All of it is one transaction with its mark."""
    now, after = clock.now(), int(step.cursor.get("after", 0))
    cause = db.session.get_one(Cause, step.params["cause_id"], populate_existing=True)
    answer = db.session.get_one(CauseAnswer, cause.id)
    done, total = int(step.cursor.get("done", 0)), int(step.cursor.get("total", topic_count(cause.id)))
    topic_id = next_topic(cause.id, after) if answer.way == Way.REPLY else None
    if topic_id is None:
        finish_answer(cause, now=now)
        return Progress(total, total, finished=True)
    reply_in(cause, topic_id, now=now)
    return Progress(done + 1, total, {"after": topic_id, "done": done + 1, "total": total})


def init_app(app: Flask) -> None:
    """Have it done."""
    job_kind(app, ANSWERING, send_answer)
    chore(app, "gatekeeping.learn", learn_anew, every=timedelta(days=7))
