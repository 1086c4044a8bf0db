"""The record: who did what, when and why, for those who may read it; on a page, and as a table to take along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from sqlalchemy import select

from forum.accounts.models import Member
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.audit.models import AuditEntry
from forum.audit.queries import PER_PAGE, Narrowed, actions, actor_ids, all_entries, entries, month_span
from forum.core.database import db
from forum.core.http import private
from forum.core.policy import Permission
from forum.core.reasons import reason_name

HEAD = ("number", "at", "actor", "act", "subject", "subject number", "reason", "details", "digest", "link")
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry in print."""

    entry: AuditEntry
    actor: str
    reason: str
    changes: Sequence[tuple[str, str, str]]
    """What changed: its name, before, after."""
    rest: Sequence[tuple[str, str]]


@blueprint.get("/admin/record")
@login_required
def record() -> ResponseReturnValue:
    """Show a page of the record, the newest first."""
    whoever_may(Permission.READ_AUDIT)
    narrowed = _narrowed()
    found = entries(narrowed, before=request.args.get("before", type=int), count=PER_PAGE + 1)
    names = _names([*actor_ids(), *(entry.actor_id for entry in found if entry.actor_id)])
    page = render_template(
        "admin/record.html",
        narrowed=narrowed,
        rows=[_shown(entry, names) for entry in found[:PER_PAGE]],
        older=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        actions=actions(),
        names=names,
    )
    return private(make_response(page))


@blueprint.get("/admin/record.csv")
@login_required
def record_csv() -> ResponseReturnValue:
    """Hand over the record, as it is narrowed, as a table."""
    whoever_may(Permission.READ_AUDIT)
    answer = Response(_table(all_entries(_narrowed())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="record.csv"'
    return private(answer)


def _narrowed() -> Narrowed:
    asked = request.args
    month = asked.get("month")
    return Narrowed(
        action=asked.get("act") or None,
        actor_id=asked.get("by", type=int),
        subject_type=asked.get("kind") or None,
        subject_id=asked.get("about", type=int),
        month=month if month_span(month) else None,
    )


def _names(member_ids: Iterable[int]) -> Mapping[int, str]:
    found = select(Member.id, Member.name).where(Member.id.in_(set(member_ids)), Member.erased_at.is_(None))
    return {member_id: name for member_id, name in db.session.execute(found.order_by(Member.name))}


def _shown(entry: AuditEntry, names: Mapping[int, str]) -> Shown:
    details = entry.details
    before, after = details.pop("before", None), details.pop("after", None)
    changes: list[tuple[str, str, str]] = []
    if isinstance(before, dict) and isinstance(after, dict):
        changes = [(key, _word(before.get(key)), _word(after.get(key))) for key in sorted({*before, *after})]
    elif before is not None or after is not None:
        changes = [("", _word(before), _word(after))]
    return Shown(
        entry,
        names.get(entry.actor_id or 0, ""),
        reason_name(entry.reason),
        changes,
        [(key.replace("_", " "), _word(value)) for key, value in sorted(details.items())],
    )


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table(found: Iterable[AuditEntry]) -> str:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(HEAD)
    for entry in found:
        line = (
            entry.id,
            entry.at.isoformat(),
            entry.actor_id or "",
            entry.action,
            entry.subject_type,
            entry.subject_id or "",
            entry.reason or "",
            json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
            entry.digest,
            entry.link,
        )
        lines.writerow(_safe(value) for value in line)
    return "\ufeff" + out.getvalue()


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
