"""Editions of the charter, and who has still to accept the present one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, func, select

from forum.core.database import AnyRow, db
from forum.core.i18n import localized
from forum.core.news import register_news
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.gatekeeping.models import CharterEdition

NAME = "charter"


def editions() -> Sequence[AnyRow]:
    """Return number and day of every edition, the present one first."""
    columns = (CharterEdition.number, CharterEdition.published_at)
    return db.session.execute(select(*columns).order_by(CharterEdition.number.desc()).limit(100)).all()


def load_charter_news(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    """For the top of a page: the edition that this member has not accepted yet; asks nothing where there is none."""
    if NAME not in viewer.news:
        return {}
    newest = select(CharterEdition.number, CharterEdition.changes).order_by(CharterEdition.number.desc())
    row = fetch(newest.limit(1)).one_or_none()
    return {0: {"number": row.number, "changes": localized(row.changes)}} if row else {}


def _waits(member_id: Any) -> ColumnElement[bool]:
    newest = select(func.max(CharterEdition.number)).scalar_subquery()
    waits: ColumnElement[bool] = member_id.class_.charter_version < newest
    return waits


def init_app(app: Flask) -> None:
    """Have the viewer's statement say whether an edition waits for their yes."""
    register_news(app, NAME, _waits)
