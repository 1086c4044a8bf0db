"""The browsers on which members want messages: switched on, listed, switched off; and what is to be sent to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from forum.accounts.models import SignIn
from forum.core import outbox
from forum.core.database import AnySelect, db
from forum.core.policy import Invalid, NotFound, Viewer
from forum.core.push import Browser, push_post
from forum.notifications.models import KEY_LENGTH, SECRET_LENGTH, Device

PUSH = "notifications.push"
MOST_DEVICES = 10


def switch_on(*, endpoint: str, p256dh: str, auth: str, name: str, actor: Viewer, now: datetime) -> Device:
    """Have messages sent to the browser in which `actor` is signed in. It takes those of one member only.

    Raises:
        Invalid: when its push service is not allowed, its keys are none, or there are too many devices.
    """
    _require_reachable(endpoint, p256dh, auth)
    same = (Device.endpoint == endpoint) | (Device.sign_in_id == actor.sign_in_id)
    db.session.execute(delete(Device).where(same))
    if (db.session.scalar(select(func.count()).where(Device.member_id == actor.own_id)) or 0) >= MOST_DEVICES:
        raise Invalid(_("These are too many devices. Remove one first."))
    device = Device(
        member_id=actor.own_id,
        sign_in_id=actor.sign_in_id,
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        name=name,
        created_at=now,
    )
    db.session.add(device)
    db.session.flush()
    return device


def renew(former: str, *, endpoint: str, p256dh: str, auth: str, actor: Viewer) -> None:
    """Go on reaching the browser in which `actor` is signed in, and which was reached at `former`, at `endpoint`.

    Raises:
        NotFound: when nothing is sent to `former`, or it belongs to another sign-in.
        Invalid: when its push service is not allowed, or its keys are none.
    """
    device = db.session.scalar(
        select(Device).where(Device.endpoint == former, Device.sign_in_id == actor.sign_in_id)
    )
    if device is None:
        raise NotFound
    _require_reachable(endpoint, p256dh, auth)
    db.session.execute(delete(Device).where(Device.endpoint == endpoint, Device.id != device.id))
    device.endpoint, device.p256dh, device.auth = endpoint, p256dh, auth
    db.session.flush()


def switch_off(device_id: int, *, actor: Viewer) -> None:
    """Send nothing more to one of the actor's own devices.

    Raises:
        NotFound: when it is not there, or somebody else's.
    """
    own = Device.id == device_id, Device.member_id == actor.own_id
    if db.session.execute(delete(Device).where(*own).returning(Device.id)).scalar_one_or_none() is None:
        raise NotFound


def forget_device(device_id: int) -> None:
    """Forget a browser that takes no messages any more."""
    db.session.execute(delete(Device).where(Device.id == device_id))


def devices_of(viewer: Viewer) -> list[Device]:
    """Return the devices of `viewer` that are signed in, the one they look from first."""
    found = db.session.scalars(
        select(Device)
        .join(SignIn, SignIn.id == Device.sign_in_id)
        .where(Device.member_id == viewer.own_id, SignIn.ended_at.is_(None))
        .order_by(Device.created_at, Device.id)
    )
    return sorted(found, key=lambda device: device.sign_in_id != viewer.sign_in_id)


def push_later(notices: Mapping[int, int], waits: Mapping[int, datetime | None]) -> None:
    """Have each member's notice sent to their devices once the present transaction is committed, or when quiet ends.

    `notices` and `waits` are by member. One statement, however many members.
    """
    if not notices or not push_post().services:
        return
    for device_id, member_id in db.session.execute(_reached().where(Device.member_id.in_(notices))):
        payload = {"notification_id": notices[member_id], "device_id": device_id}
        outbox.enqueue(PUSH, payload, run_after=waits.get(member_id))


def _require_reachable(endpoint: str, p256dh: str, auth: str) -> None:
    if not push_post().takes(endpoint):
        raise Invalid(_("This browser is reached by a service to which we send nothing."))
    try:
        if len(p256dh) > KEY_LENGTH or len(auth) > SECRET_LENGTH:
            raise ValueError
        Browser.from_text(p256dh, auth)
    except ValueError as error:
        raise Invalid(_("Your browser gave no keys that we can use. Please try again.")) from error


def _reached() -> AnySelect:
    signed_in = SignIn.id == Device.sign_in_id, SignIn.ended_at.is_(None)
    return select(Device.id, Device.member_id).join(SignIn, signed_in[0]).where(signed_in[1])
