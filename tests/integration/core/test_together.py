"""Acts that share a transaction: each is done in its own request, none is answered before it is committed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from flask import Flask
from flask_babel import force_locale, gettext as _
from sqlalchemy import event, insert, select

from forum.core.database import db
from forum.core.policy import Invalid
from forum.core.together import EXTENSION, Together, write_together
from forum.core.versions import ContentVersion

MANY = 12


def note(scope: str) -> str:
    """Write a row; an act like any other."""
    db.session.execute(insert(ContentVersion).values(scope=scope, number=1))
    return scope


def written() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(ContentVersion.scope).where(ContentVersion.scope.like("act-%"))))


def all_at_once(app: Flask, acts: list[Callable[[], object]]) -> list[object]:
    """Let the first act wait until the others have gathered; answers results, and errors in their place."""
    together: Together = app.extensions[EXTENSION]
    begun = Event()

    def first() -> None:
        begun.set()
        while len(together._waiting) < len(acts):
            pass

    def do(place: int, act: Callable[[], object]) -> object:
        with app.test_request_context(base_url=app.config["PUBLIC_URL"]):
            try:
                return write_together(place, act)
            except (Invalid, ArithmeticError) as error:
                return error

    db.session.rollback()
    with ThreadPoolExecutor(MANY + 1) as pool:
        leading = pool.submit(do, -1, first)
        begun.wait()
        found = [pool.submit(do, place, act) for place, act in enumerate(acts)]
        assert leading.result() is None
        return [each.result() for each in found]


def test_acts_that_wait_at_the_same_time_are_one_transaction(app: Flask) -> None:
    commits: list[object] = []

    def count(connection: object) -> None:
        commits.append(connection)

    event.listen(db.engine, "commit", count)
    try:
        results = all_at_once(app, [lambda place=place: note(f"act-{place}") for place in range(MANY)])
    finally:
        event.remove(db.engine, "commit", count)
    assert results == [f"act-{place}" for place in range(MANY)]
    assert written() == set(results)
    assert len(commits) == 2


def test_a_refusal_is_told_to_the_one_who_asked_in_their_language(app: Flask) -> None:
    def refuse() -> None:
        with force_locale("de"):
            raise Invalid(_("This poll is not open."))

    refused, done = all_at_once(app, [refuse, lambda: note("act-1")])
    assert isinstance(refused, Invalid) and str(refused) == "Diese Umfrage ist nicht offen."
    assert (done, written()) == ("act-1", {"act-1"})


def test_what_fails_takes_no_other_act_with_it_and_leaves_nothing(app: Flask) -> None:
    def fail() -> None:
        note("act-half")
        raise ZeroDivisionError

    results = all_at_once(app, [lambda: note("act-0"), fail, lambda: note("act-2")])
    assert isinstance(results[1], ZeroDivisionError)
    assert (results[0], results[2]) == ("act-0", "act-2")
    assert written() == {"act-0", "act-2"}


def test_nobody_is_answered_when_the_commit_fails(app: Flask) -> None:
    def break_off(connection: object) -> None:
        raise ZeroDivisionError

    event.listen(db.engine, "commit", break_off)
    try:
        with pytest.raises(ZeroDivisionError):
            write_together(1, lambda: note("act-1"))
    finally:
        event.remove(db.engine, "commit", break_off)
    assert written() == set()
