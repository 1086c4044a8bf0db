"""Members as pages show them beside what they wrote: few columns, no entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from forum.accounts.models import Member
from forum.accounts.pictures import picture_address
from forum.core.database import db

Columns = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name, as it stands beside a post. Without a handle it is nobody who is still here."""

    id: int
    handle: str
    name: str
    picture: str | None
    is_team: bool


NOBODY = Person(0, "", "", None, False)


def person_columns(member: Any = Member) -> Columns:
    """Return the columns of `Member`, or of an alias of it, from which `person_from` makes a person."""
    return (member.id, member.handle, member.name, member.picture_key, member.is_team, member.erased_at)


def person_from(*columns: Any) -> Person:
    """Return the person that `person_columns` describe; nobody for an erased account or for none at all."""
    id, handle, name, picture_key, is_team, erased_at = columns
    if id is None or erased_at is not None:
        return NOBODY
    return Person(id, handle, name, picture_address(picture_key), bool(is_team))


def handles(member_ids: Sequence[int]) -> dict[int, str]:
    """Return the handle of each member by their number."""
    found = db.session.execute(select(Member.id, Member.handle).where(Member.id.in_(member_ids)))
    return {id: handle for id, handle in found}
