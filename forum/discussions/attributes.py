"""What discussions say of a member: which categories they may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, case, exists, false, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.i18n import localized
from forum.core.member_attributes import MemberAttribute, register_member_attribute
from forum.core.policy import Audience
from forum.discussions.models import Category

READER = aliased(Member)
CLEARANCE = case(
    (READER.is_administrator.is_(True), int(Audience.ADMINISTRATORS)),
    (READER.is_moderator.is_(True) | READER.is_brand.is_(True), int(Audience.TEAM)),
    else_=int(Audience.MEMBERS),
)
"""In SQL, what `accounts.viewers.clearance_of` says of a row."""


def _words() -> Mapping[str, str]:
    """Return the categories of the team: what members read is no condition, and what administrators read is untold."""
    found = select(Category.id, Category.names).where(Category.read_level == Audience.TEAM)
    return {
        str(row.id): localized(row.names) for row in db.session.execute(found.order_by(Category.position))
    }


def _holds(member_id: Any, band: str, now: datetime) -> ColumnElement[bool]:
    if not band.isdecimal():
        return false()
    level = select(Category.read_level).where(Category.id == int(band)).scalar_subquery()
    return exists().where(READER.id == member_id, level <= CLEARANCE)


def init_app(app: Flask) -> None:
    """Enter it."""
    register_member_attribute(
        app,
        MemberAttribute("reads", _l("Readers of a category"), _words, _holds, on_ballots=False, order=70),
    )
