"""Entries of the record as people read them: acts, subjects, what changed, why and how in words, members by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_datetime
from sqlalchemy import select

from forum.accounts.models import Member
from forum.audit.models import AuditEntry
from forum.audit.words import MEMBER, NOTHING, Detail, RoomWords, act_name, find_subject, room_of
from forum.core.database import db
from forum.core.reasons import reason_name

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words."""

    entry: AuditEntry
    at: str
    act: str
    actor: str
    subject: str
    href: str
    """Where the subject is looked at; "" where nowhere."""
    reason: str
    changes: Sequence[tuple[str, str, str]]
    """What changed: what it is called, before, after."""
    rest: Sequence[tuple[str, str]]


def row_of(entry: AuditEntry, names: Names) -> Row:
    """Return an entry in words."""
    words, details = room_of(entry.action), entry.details
    before, after = details.pop("before", None), details.pop("after", None)
    return Row(
        entry,
        str(format_datetime(entry.at, "medium")),
        act_name(entry.action),
        names.get(entry.actor_id or 0, ""),
        *_subject(entry, names),
        reason_name(entry.reason),
        list(_changes(words, before, after, names)),
        [
            (str(detail.name), said)
            for detail, value in ((words.detail(key), value) for key, value in sorted(details.items()))
            if (said := _said(detail, value, names)) != NOTHING
        ],
    )


def names_in(entries: Iterable[AuditEntry], also: Iterable[int] = ()) -> Names:
    """Return the names of all members in entries, and of others, who have not left: one statement."""
    numbers = {*_member_ids(entries), *also}
    found = select(Member.id, Member.name).where(Member.id.in_(numbers), Member.erased_at.is_(None))
    return {member_id: name for member_id, name in db.session.execute(found.order_by(Member.name))}


def _member_ids(entries: Iterable[AuditEntry]) -> Iterator[int]:
    for entry in entries:
        words = room_of(entry.action)
        noted = [value for key, value in entry.details.items() if words.detail(key).is_member]
        for side in map(entry.details.get, ("before", "after")):
            parts = side.items() if isinstance(side, dict) else ()
            noted += [value for part, value in parts if words.change(part).is_member]
        about = entry.subject_id if entry.subject_type == MEMBER else None
        yield from (each for each in (entry.actor_id, about, *noted) if isinstance(each, int))


def _subject(entry: AuditEntry, names: Names) -> tuple[str, str]:
    known, number = find_subject(entry.subject_type), entry.subject_id
    if number is None:
        return str(known.name), ""
    called = names.get(number, str(number)) if entry.subject_type == MEMBER else str(number)
    return f"{known.name} {called}", known.address(number) if known.address else ""


def _changes(words: RoomWords, before: Any, after: Any, names: Names) -> Iterator[tuple[str, str, str]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for part in sorted({*before, *after}):
            detail = words.change(part)
            was, became = (_said(detail, side.get(part), names) for side in (before, after))
            yield str(detail.name), was, became
    elif before is not None or after is not None:
        detail = words.change("")
        yield str(detail.name), detail.say(before), detail.say(after)


def _said(detail: Detail, value: Any, names: Names) -> str:
    return names.get(value, str(value)) if detail.is_member and value is not None else detail.say(value)
