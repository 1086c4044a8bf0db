"""What can be said of a member in a word: how long a member, how active, in which language, in which role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, false
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.i18n import LANGUAGES
from forum.core.member_attributes import MemberAttribute, register_member_attribute

YEAR = timedelta(days=365)
SINCE: dict[str, tuple[timedelta, timedelta | None]] = {
    "under-a-month": (timedelta(0), timedelta(days=30)),
    "under-a-year": (timedelta(days=30), YEAR),
    "1-to-3-years": (YEAR, 3 * YEAR),
    "over-3-years": (3 * YEAR, None),
}
"""From which age of the membership to which."""
ACTIVITY: dict[str, tuple[int, int | None]] = {
    "reads": (0, 1),
    "writes-now-and-then": (1, 10),
    "writes-often": (10, 100),
    "writes-a-lot": (100, None),
}
"""From how many posts to how many."""
WHO = aliased(Member)


def _since_words() -> Mapping[str, str]:
    return {
        "under-a-month": _("Member for less than a month"),
        "under-a-year": _("Member for a month to a year"),
        "1-to-3-years": _("Member for one to three years"),
        "over-3-years": _("Member for more than three years"),
    }


def _since(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    if band not in SINCE:
        return false()
    youngest, oldest = SINCE[band]
    rules = [WHO.created_at <= now - youngest]
    if oldest is not None:
        rules.append(WHO.created_at > now - oldest)
    return _who(member_id, *rules)


def _activity_words() -> Mapping[str, str]:
    return {
        "reads": _("Reads only"),
        "writes-now-and-then": _("1 to 9 posts"),
        "writes-often": _("10 to 99 posts"),
        "writes-a-lot": _("100 posts and more"),
    }


def _activity(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    if band not in ACTIVITY:
        return false()
    least, most = ACTIVITY[band]
    rules = [WHO.post_count >= least]
    if most is not None:
        rules.append(WHO.post_count < most)
    return _who(member_id, *rules)


def _language_words() -> Mapping[str, str]:
    return dict(LANGUAGES)


def _language(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    return _who(member_id, WHO.language == band)


def _role_words() -> Mapping[str, str]:
    return {"moderator": _("Moderators"), "team": _("The team of the brand")}


def _role(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    if band == "moderator":
        return _who(member_id, WHO.is_moderator.is_(True))
    if band == "team":
        return _who(member_id, WHO.is_brand.is_(True) | WHO.is_administrator.is_(True))
    return false()


def _who(member_id: Any, *rules: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(WHO.id == member_id, *rules)


ATTRIBUTES = (
    MemberAttribute("member-since", _l("Member since"), _since_words, _since, for_rolls=False, order=10),
    MemberAttribute("activity", _l("Activity"), _activity_words, _activity, order=20),
    MemberAttribute("language", _l("Language"), _language_words, _language, order=30),
    MemberAttribute("role", _l("Role"), _role_words, _role, on_ballots=False, order=40),
)


def init_app(app: Flask) -> None:
    """Enter them."""
    for attribute in ATTRIBUTES:
        register_member_attribute(app, attribute)
