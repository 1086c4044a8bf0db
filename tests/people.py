"""The cast as members, and their browsers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member
from forum.accounts.operations.sign_ins import Origin, begin_sign_in
from forum.accounts.viewers import viewer_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from tests.cast import CAST, Person
from tests.hashes import password_hash


def invite(person: Person, now: datetime) -> Member:
    """Make one of the cast a member, within the present transaction."""
    roles = [role for role in ("moderator", "brand", "administrator") if getattr(person, f"is_{role}")]
    return create_member(
        name=person.name,
        handle=person.handle,
        email=person.email,
        password_hash=password_hash(),
        now=now,
        first_name=person.first_name,
        language="en",
        charter_version=1,
        roles=roles,
    )


def invite_cast(cast: Iterable[Person], now: datetime) -> SimpleNamespace:
    """Make all of them members; gives each under their handle, and `viewer(handle)` for each as a viewer."""
    with write_transaction():
        members = {person.handle: invite(person, now) for person in cast}
    return SimpleNamespace(**members, viewer=lambda handle: viewer_of(members[handle]))


def signed_in_client(app: Flask, handle: str) -> FlaskClient:
    """Return the browser of one of the cast, signed in."""
    assert handle in {person.handle for person in CAST}
    return client_of(app, handle)


def client_of(app: Flask, handle: str) -> FlaskClient:
    """Return the browser of a member, signed in."""
    return client_with(app, sign_in(handle))


def sign_in(handle: str) -> str:
    """Sign a member in; returns what their browser is to keep."""
    with write_transaction():
        member = db.session.query(Member).filter_by(handle=handle).one()
        return begin_sign_in(member, method="password", origin=Origin("127.0.0.1", "a test"), now=clock.now())


def client_with(app: Flask, token: str) -> FlaskClient:
    """Return a browser that keeps what `sign_in` gave."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client
