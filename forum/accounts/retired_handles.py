"""Handles of members who left. Nobody takes them again, and what is kept of them tells nobody what they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import HASH_LENGTH
from forum.accounts.tokens import keyed_hash
from forum.core.database import Model, db
from forum.core.upsert import insert_missing


class RetiredHandle(Model):
    """That a handle was a former member's: a keyed hash of it."""

    __tablename__ = "retired_handle"

    handle_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)


def retire_handles(handles: Iterable[str]) -> None:
    """Have nobody take `handles` any more."""
    insert_missing(RetiredHandle, [{"handle_hash": _hash_of(handle)} for handle in handles])


def retired_among(handles: Collection[str]) -> set[str]:
    """Return those of `handles` that were a former member's."""
    by_hash = {_hash_of(handle): handle for handle in handles}
    kept = select(RetiredHandle.handle_hash).where(RetiredHandle.handle_hash.in_(by_hash))
    return {by_hash[each] for each in db.session.scalars(kept)}


def _hash_of(handle: str) -> str:
    return keyed_hash("retired handle", handle.lower())
