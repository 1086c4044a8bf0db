"""The cast as members, and their browsers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import SimpleNamespace
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member
from forum.accounts.operations.sign_ins import Origin, begin_sign_in
from forum.accounts.viewers import viewer_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.sessions import Sessions
from tests.cast import CAST, Person
from tests.hashes import password_hash
from tests.houses import House


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
    return _by_handle(members)


def cast_of(house: House, cast: Iterable[Person], now: datetime) -> SimpleNamespace:
    """Do as `invite_cast`, once per house; into an empty house their rows are put back later just as they were."""
    if house.rows.are_there():
        return invite_cast(cast, now)
    if "cast" not in house.kept:
        invited = invite_cast(cast, now)
        house.kept["cast"] = house.rows.take()
        return invited
    house.rows.put(house.kept["cast"])
    members = {member.handle: member for member in db.session.query(Member).order_by(Member.id)}
    db.session.commit()  # else the first who writes takes this read back, and with it what they know of themselves
    return _by_handle(members)


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
    kept = Sessions().get_signing_serializer(app)
    assert kept is not None
    client.set_cookie(
        app.config["SESSION_COOKIE_NAME"],
        str(kept.dumps({"_user_id": token, "_fresh": True})),
        domain=urlsplit(app.config["PUBLIC_URL"]).hostname or "",
        secure=app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return client


def _by_handle(members: Mapping[str, Member]) -> SimpleNamespace:
    return SimpleNamespace(**members, viewer=lambda handle: viewer_of(members[handle]))
