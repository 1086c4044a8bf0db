"""The birthday greeting, for those who asked for it: once a year, on their day where they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select, tuple_

from forum.accounts.models import Member
from forum.accounts.time_zones import known_time_zone
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.notices import NoticeKind, Receiver, notify, register_notice_kind
from forum.core.site import site_name
from forum.notifications.models import Birthday

BIRTHDAY = "birthday"
AT_ONCE = 200


def _the_one(payload: dict[str, Any]) -> Iterable[Receiver]:
    yield Receiver(payload["member_id"])


KIND = NoticeKind(
    BIRTHDAY,
    _l("Your birthday"),
    _l("All of us at %(site)s wish you a happy birthday!"),
    _the_one,
    hint=_l("Only if you tell us the day, below."),
    icon="heart",
    order=180,
    fill=lambda _data: {"site": site_name()},
    address=lambda _data: "/",
)


def greet() -> None:
    """Greet everybody whose day has begun where they are; a chore that comes round several times a day."""
    while _greet_portion(clock.now()) == AT_ONCE:
        pass


def _greet_portion(now: datetime) -> int:
    """Greet some of those whose day it is; answers how many were greeted."""
    days = {(now + timedelta(days=offset)).date() for offset in (-1, 0, 1)}
    wanted = {pair for day in days for pair in days_meant(day)}
    greeted = 0
    with write_transaction():
        rows = db.session.execute(
            select(Birthday, Member.time_zone)
            .join(Member, Member.id == Birthday.member_id)
            .where(tuple_(Birthday.month, Birthday.day).in_(wanted), Member.active.is_(True))
            .where(or_(Birthday.greeted_in.is_(None), Birthday.greeted_in < max(days).year))
            .order_by(Birthday.member_id)
        ).all()
        for birthday, zone in rows:
            today = now.astimezone(ZoneInfo(known_time_zone(zone))).date()
            if (birthday.month, birthday.day) in days_meant(today) and birthday.greeted_in != today.year:
                birthday.greeted_in = today.year
                notify(BIRTHDAY, member_id=birthday.member_id)
                greeted += 1
            if greeted == AT_ONCE:
                break
    return greeted


def days_meant(day: date) -> set[tuple[int, int]]:
    """Return the birthdays that are kept on `day`: those of 29 February on the 28th in years without it."""
    kept = {(day.month, day.day)}
    if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
        kept.add((2, 29))
    return kept


def init_app(app: Flask) -> None:
    """Enter the kind."""
    register_notice_kind(app, KIND)
