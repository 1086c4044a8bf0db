"""Editions of the charter, and who has still to accept the present one.

An edition *binds* unless it only corrects words. A member's yes holds until an edition is published that binds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, func, select

from forum.accounts.models import Consent, ConsentKind, Member
from forum.core.database import AnyRow, db
from forum.core.i18n import localized
from forum.core.news import register_news
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.gatekeeping.models import CharterEdition

NAME = "charter"
AT_ONCE = 500


def editions() -> Sequence[AnyRow]:
    """Return number, day and nature of every edition, the present one first."""
    columns = (CharterEdition.number, CharterEdition.published_at, CharterEdition.is_editorial)
    return db.session.execute(select(*columns).order_by(CharterEdition.number.desc()).limit(100)).all()


def load_charter_news(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
    """For the top of a page: the edition that this member has not accepted yet; asks nothing where there is none."""
    return {0: newest_edition()} if NAME in viewer.news else {}


def newest_edition() -> dict[str, Any]:
    """Return the number of the present edition, and what the last one that binds has changed."""
    found = select(CharterEdition.number, CharterEdition.changes, CharterEdition.is_editorial)
    rows = fetch(found.order_by(CharterEdition.number.desc()).limit(100)).all()
    binding = next((row for row in rows if not row.is_editorial), rows[0])
    return {"number": rows[0].number, "changes": localized(binding.changes)}


def has_to_accept(member_id: int) -> bool:
    """Whether an edition that binds waits for the yes of a member, in one statement."""
    waits = select(Member.charter_version < _binding()).where(Member.id == member_id)
    return bool(fetch(waits).scalar())


def accepted_by_number() -> Mapping[int, int]:
    """Return how many members of today said yes to each edition, as the last they said yes to."""
    counted = select(Member.charter_version, func.count()).where(Member.erased_at.is_(None))
    return {number: count for number, count in db.session.execute(counted.group_by(Member.charter_version))}


def acceptances(number: int) -> Iterator[AnyRow]:
    """Yield who said yes to an edition and when, the first first, with memory for a portion at a time."""
    found = (
        select(Member.handle, Member.name, Consent.at)
        .join(Member, Member.id == Consent.member_id)
        .where(Consent.kind == ConsentKind.CHARTER, Consent.given.is_(True), Consent.version == number)
        .order_by(Consent.id)
        .execution_options(yield_per=AT_ONCE)
    )
    yield from db.session.execute(found)


def _binding() -> Any:
    return select(func.max(CharterEdition.number)).where(_binds()).scalar_subquery()


def _binds() -> ColumnElement[bool]:
    return CharterEdition.is_editorial.is_(False)


def _waits(member_id: Any) -> ColumnElement[bool]:
    waits: ColumnElement[bool] = member_id.class_.charter_version < _binding()
    return waits


def init_app(app: Flask) -> None:
    """Have the viewer's statement say whether an edition waits for their yes."""
    register_news(app, NAME, _waits)
