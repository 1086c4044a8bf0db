"""Members write and like while processes of the house are killed (-9) again and again.

Who gets no answer sends the same form again, as a browser's "send again" does. In the end every text stands there
once, every like is as its member left it, and every counter is what a recount says.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from config import Config
from forum.accounts.models import Member
from forum.core import outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.outbox.models import UNFINISHED, OutboxRow
from forum.discussions.models import Post
from forum.factory import create_app
from forum.reactions.models import Like
from tests.cast import BRUNO, CAST, CHLOE, DANA, PASSWORD, Person
from tests.conversations import opening
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.parts import PARTS
from tests.people import invite_cast
from tests.running_house import RunningHouse, descendants, running_house
from tests.web_visitor import Visitor

WRITERS = (BRUNO, CHLOE, DANA)
ANSWERED = (200, 201, 303)
PAUSE = 0.8
"""Seconds between two texts of a member: slower than the limit on posts."""


class Writer(Thread):
    """Writes a text and changes a like, again and again, until told to stop.

    A form without an answer is sent again for as long as it takes: it may be stored. One that is refused when the time
    is over, for instance by a limit, was not, and ends it.
    """

    def __init__(self, handle: str, visitor: Visitor, topic_id: int, liked_id: int, over: Event) -> None:
        super().__init__(name=handle)
        self.visitor, self.topic_id, self.liked_id, self.over = visitor, topic_id, liked_id, over
        self.written: list[str] = []
        self.likes = False
        self.refused: Counter[int] = Counter()

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            form = self._until_done(self.visitor.form, f"/topics/{self.topic_id}/posts/new") or {}
            words = f"Text {len(self.written)} of {self.name}."
            if not self._until_done(self._send, f"/topics/{self.topic_id}/posts", {**form, "body": words}):
                return
            self.written.append(words)
            act = "likes/delete" if self.likes else "likes"
            if not self._until_done(self._send, f"/posts/{self.liked_id}/{act}", form):
                return
            self.likes = not self.likes

    def _send(self, path: str, fields: dict[str, str]) -> bool:
        status = self.visitor.send(path, fields)
        if status not in ANSWERED:
            self.refused[status] += 1
        return status in ANSWERED

    def _until_done(self, act: Callable[..., Any], *arguments: Any) -> Any:
        while True:
            with suppress(OSError, http.client.HTTPException):
                if (done := act(*arguments)) or self.over.is_set():
                    return done
            time.sleep(0.1)


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningHouse]:
    with ExitStack() as closing:
        environment = {"DEMO": "0", "LOG_LEVEL": "ERROR"}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        yield closing.enter_context(running_house(tmp_path / "data", **environment))


def test_a_storm_of_kills_loses_nothing_and_doubles_nothing(house: RunningHouse, kills: int) -> None:
    app = create_app(Config.from_environ({**house.environment, "PORT": str(house.port)}))
    with app.app_context():
        cast = invite_cast(CAST, clock.now())
        start = opening(cast.viewer("alice"), now=clock.now())
        topic_id, liked_id = start.topic_id, start.id
    over = Event()
    writers = [
        Writer(person.handle, signed_in(house, person), topic_id, liked_id, over) for person in WRITERS
    ]
    for writer in writers:
        writer.start()
    kill_again_and_again(house, kills)
    over.set()
    for writer in writers:
        writer.join(60)
    assert not [writer.name for writer in writers if writer.is_alive()]
    house.close()

    with app.app_context():
        finish_work()
        stored = Counter(db.session.scalars(select(Post.source).where(Post.id != liked_id)))
        sent = [words for writer in writers for words in writer.written]
        assert len(sent) >= 2 * kills, [writer.refused for writer in writers]
        assert stored == dict.fromkeys(sent, 1)
        likers = select(Member.handle).join(Like, Like.member_id == Member.id).where(Like.post_id == liked_id)
        assert set(db.session.scalars(likers)) == {writer.name for writer in writers if writer.likes}
        if house.environment.get("DATABASE_URL") is None:
            assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        checked = app.test_cli_runner().invoke(args=["forum", "check"])
        assert checked.exit_code == 0, checked.output


def signed_in(house: RunningHouse, person: Person) -> Visitor:
    """Return the browser of one of the cast, signed in."""
    visitor = Visitor(house.port)
    answer = visitor.send(
        "/sign-in", {**visitor.form("/sign-in"), "email": person.email, "password": PASSWORD}
    )
    assert answer in (302, 303)
    return visitor


def kill_again_and_again(house: RunningHouse, kills: int) -> None:
    chance = random.Random(17)
    for _ in range(kills):
        time.sleep(chance.uniform(0.8, 1.6))
        os.kill(chance.choice(sorted(descendants(house.process.pid))), signal.SIGKILL)
        house.seconds_until_it_answers()


def finish_work() -> None:
    """Let all leases and pauses run out, and do what was left behind."""
    while db.session.scalar(select(func.count()).where(UNFINISHED)):
        with write_transaction() as session:
            session.execute(
                update(OutboxRow).where(UNFINISHED).values(run_after=clock.now() - timedelta(seconds=1))
            )
        outbox.drain()
    assert outbox.find_unfinished(parked_only=True) == []
