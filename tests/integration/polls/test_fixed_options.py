"""What can be chosen is fixed with the first vote: the database takes no question and no option more or less."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from config import Config
from forum.core.database import db, write_transaction
from forum.demo.corpus import Corpus, Size
from forum.factory import create_app
from forum.polls.models import Ballot, Poll, PollOption, PollQuestion
from forum.polls.words import State
from tests.conversations import NOON
from tests.houses import POSTGRESQL, SQLITE, temporary_database
from tests.integration.polls.ballots import a_poll, asking, question, vote
from tests.parts import PARTS

ANOTHER_OPTION = (
    "INSERT INTO poll_option (poll_id, question_id, number, title, text) VALUES (:id, :id, 9, 'Fig', '')"
)
ANOTHER_QUESTION = (
    "INSERT INTO poll_question (poll_id, position, kind, method, text, least, most, allows_none, allows_unknown)"
    " VALUES (:id, 9, 'one', 'plurality', 'When?', 1, 1, FALSE, FALSE)"
)
CHANGES = {
    "an option more": ANOTHER_OPTION,
    "an option less": "DELETE FROM poll_option WHERE poll_id = :id AND number = 3",
    "a question more": ANOTHER_QUESTION,
    "a question less": "DELETE FROM poll_question WHERE poll_id = :id",
    "an option of another poll": "UPDATE poll_option SET poll_id = :id WHERE poll_id = 2",
    "a question of another poll": "UPDATE poll_question SET poll_id = :id, position = 7 WHERE poll_id = 2",
}
FIXED = "fixed with the first vote"


def asked() -> list[tuple[int, ...]]:
    """Return which questions and options belong to which poll."""
    db.session.rollback()
    return [
        (row.poll_id, row.id)
        for each in (PollQuestion, PollOption)
        for row in db.session.query(each.poll_id, each.id).order_by(each.poll_id, each.id)
    ]


def run(statement: str) -> None:
    with write_transaction():
        db.session.execute(text(statement), {"id": 1} if ":id" in statement else {})


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_with_the_first_vote_no_question_and_no_option_comes_or_goes(
    cast: SimpleNamespace, statement: str
) -> None:
    a_poll(cast.viewer("alice"))
    a_poll(cast.viewer("alice"), asking(questions=[question()]))
    vote(cast.viewer("chloe"), 1, q1="1")
    with pytest.raises(DBAPIError, match=FIXED):
        run(statement)


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_before_the_first_vote_it_can_still_be_mended(cast: SimpleNamespace, statement: str) -> None:
    a_poll(cast.viewer("alice"))
    a_poll(cast.viewer("alice"))
    before = asked()
    run(statement)
    assert asked() != before


def test_a_poll_that_goes_as_a_whole_takes_its_questions_along(cast: SimpleNamespace) -> None:
    poll_id = a_poll(cast.viewer("alice"))
    vote(cast.viewer("chloe"), poll_id, q1="1")
    run("DELETE FROM poll WHERE id = :id")
    assert [db.session.query(model).count() for model in (PollQuestion, PollOption, Ballot)] == [0, 0, 0]


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def community(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A community whose tables were made by migrations, with a poll in which somebody voted."""
    with ExitStack() as closing:
        environment = {"DATA_DIR": str(tmp_path)}
        if request.param == POSTGRESQL:
            PARTS["PostgreSQL"].require()
            environment["DATABASE_URL"] = closing.enter_context(temporary_database())
        app = create_app(Config.from_environ(environment))
        with app.app_context():
            flask_migrate.upgrade()
            with write_transaction() as session:
                list(Corpus(Size(1, 2, 2, 2), NOON).write())
                session.add(Poll(topic_id=1, state=State.OPEN, seed="0", created_at=NOON, opened_at=NOON))
                session.flush()
                session.add(
                    PollQuestion(poll_id=1, position=1, kind="one", method="plurality", text="Which?")
                )
                session.flush()
                session.add_all(
                    PollOption(poll_id=1, question_id=1, number=each, title="x") for each in (1, 2, 3)
                )
                session.flush()
                session.add(Ballot(poll_id=1, voter_key="1", choices="[[1]]"))
            yield app
            db.session.remove()
            db.engine.dispose()


def test_the_migration_fixes_what_is_there_and_its_way_back_frees_it(community: Flask) -> None:
    with pytest.raises(DBAPIError, match=FIXED):
        run(ANOTHER_OPTION)
    flask_migrate.downgrade(revision="0022")
    run(ANOTHER_OPTION)
    run("DELETE FROM poll_option WHERE number = 3")
    flask_migrate.upgrade()
    for statement in (
        ANOTHER_QUESTION,
        CHANGES["a question less"],
        "DELETE FROM poll_option WHERE number = 9",
    ):
        with pytest.raises(DBAPIError, match=FIXED):
            run(statement)
    assert db.session.query(PollOption.number).order_by(PollOption.number).all() == [(1,), (2,), (9,)]
