"""Acts that share a transaction: written at once, none is answered before that is committed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import event, insert, select

from forum.core import together as module
from forum.core.database import db, writers_take_turns
from forum.core.places import ENVIRON, Places
from forum.core.together import Together
from forum.core.versions import ContentVersion

MANY = 12
LONG = 5.0
BAD = "act-bad"
Notes = Together[str, str]


@pytest.fixture
def batches() -> list[list[str]]:
    """What was written together, in its order."""
    return []


@pytest.fixture
def notes(batches: list[list[str]]) -> Notes:
    """Where notes wait: rows like any other, and one that fails once it is half written."""

    def write(scopes: Sequence[str]) -> list[str]:
        batches.append(list(scopes))
        for scope in scopes:
            db.session.execute(insert(ContentVersion).values(scope=scope, number=1))
            if scope == BAD:
                raise ZeroDivisionError
        return [f"written: {scope}" for scope in scopes]

    return Together(write)


def written() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(ContentVersion.scope).where(ContentVersion.scope.like("act-%"))))


def until_gathered(notes: Notes, many: int) -> None:
    """Wait until so many acts wait."""
    ends = monotonic() + LONG
    while len(notes._waiting) < many:
        assert monotonic() < ends
        sleep(0.001)


def all_at_once(app: Flask, notes: Notes, acts: Sequence[tuple[object, str]]) -> list[object]:
    """Hold the turn until all have gathered, each a key and a note; answers results, and errors in their place."""

    def do(key: object, scope: str) -> object:
        with app.test_request_context(base_url=app.config["PUBLIC_URL"]):
            try:
                return notes.write(key, scope)
            except ArithmeticError as error:
                return error

    db.session.rollback()
    with ThreadPoolExecutor(len(acts)) as pool:
        with notes._turn:
            found = [pool.submit(do, key, scope) for key, scope in acts]
            until_gathered(notes, len(acts))
        return [each.result() for each in found]


def test_acts_that_wait_at_the_same_time_are_one_transaction(
    app: Flask, notes: Notes, batches: list[list[str]]
) -> None:
    commits: list[object] = []
    count: Callable[[object], None] = commits.append
    event.listen(db.engine, "commit", count)
    try:
        results = all_at_once(app, notes, [("poll", f"act-{place}") for place in range(MANY)])
    finally:
        event.remove(db.engine, "commit", count)
    assert results == [f"written: act-{place}" for place in range(MANY)]
    assert written() == {f"act-{place}" for place in range(MANY)}
    assert (len(commits), len(batches)) == (1, 1)


def test_acts_of_different_keys_are_not_mixed(app: Flask, notes: Notes, batches: list[list[str]]) -> None:
    acts = [(place % 2, f"act-{place}") for place in range(MANY)]
    assert all_at_once(app, notes, acts) == [f"written: {scope}" for _key, scope in acts]
    assert sorted(sorted(each) for each in batches) == sorted(
        sorted(scope for key, scope in acts if key == one) for one in (0, 1)
    )


def test_so_many_are_written_at_once_at_most(
    app: Flask, notes: Notes, batches: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 5)
    all_at_once(app, notes, [("poll", f"act-{place}") for place in range(MANY)])
    assert sorted(map(len, batches)) == [2, 5, 5]
    assert len(written()) == MANY


def test_where_one_was_written_a_moment_ago_and_nobody_waits_for_a_turn_the_next_waits_for_others(
    app: Flask, notes: Notes, batches: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(scope: str) -> str:
        with app.test_request_context(base_url=app.config["PUBLIC_URL"]):
            return notes.write("poll", scope)

    monkeypatch.setattr(module, "STORM", LONG)
    db.session.rollback()
    write("act-0")
    monkeypatch.setattr(module, "PAUSE", 0.5)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(write, "act-1")
        sleep(0.1)
        second = pool.submit(write, "act-2")
        assert [first.result(LONG), second.result(LONG)] == ["written: act-1", "written: act-2"]
    gathered = [["act-0"], ["act-1"], ["act-2"]] if writers_take_turns() else [["act-0"], ["act-1", "act-2"]]
    assert batches == gathered


def test_when_nothing_was_written_lately_nobody_waits(
    app: Flask, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STORM", 0.0)
    monkeypatch.setattr(module, "PAUSE", 10 * LONG)
    began = monotonic()
    with app.test_request_context(base_url=app.config["PUBLIC_URL"]):
        for place in range(2):
            notes.write("poll", f"act-{place}")
    assert monotonic() - began < LONG


def test_what_fails_takes_no_other_act_with_it_and_leaves_nothing(app: Flask, notes: Notes) -> None:
    results = all_at_once(app, notes, [("poll", "act-0"), ("poll", BAD), ("poll", "act-2")])
    assert isinstance(results[1], ZeroDivisionError)
    assert (results[0], results[2]) == ("written: act-0", "written: act-2")
    assert written() == {"act-0", "act-2"}


def test_nobody_is_answered_when_the_commit_fails(app: Flask, notes: Notes) -> None:
    def break_off(connection: object) -> None:
        raise ZeroDivisionError

    event.listen(db.engine, "commit", break_off)
    try:
        with pytest.raises(ZeroDivisionError):
            notes.write("poll", "act-1")
    finally:
        event.remove(db.engine, "commit", break_off)
    assert written() == set()


def test_who_waits_leaves_their_place_to_others(app: Flask, notes: Notes) -> None:
    """One place: the second can only gather because the first has stepped outside."""
    places = Places(1)

    def vote(scope: str) -> str:
        with places.inside():
            environ = {ENVIRON: places}
            with app.test_request_context(base_url=app.config["PUBLIC_URL"], environ_overrides=environ):
                return notes.write("poll", scope)

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        with notes._turn:
            waiting = [pool.submit(vote, f"act-{place}") for place in range(2)]
            until_gathered(notes, 2)
        assert [each.result(5) for each in waiting] == ["written: act-0", "written: act-1"]
