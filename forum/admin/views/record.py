"""The record: who did what, when and why, for those who may read it; on a page, and as a table to take along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_required

from forum.admin.record_rows import Row, names_in, row_of
from forum.admin.views.blueprint import blueprint, whoever_may
from forum.audit.models import AuditEntry
from forum.audit.queries import (
    PER_PAGE,
    Narrowed,
    actions,
    actor_ids,
    entries,
    month_span,
    portions,
    subject_types,
)
from forum.audit.words import act_name, find_subject, room_of
from forum.core.http import private
from forum.core.policy import Permission

RISKY = ("=", "+", "-", "@", "\t", "\r")


@blueprint.get("/admin/record")
@login_required
def record() -> ResponseReturnValue:
    """Show a page of the record, the newest first."""
    whoever_may(Permission.READ_AUDIT)
    narrowed = _narrowed()
    found = entries(narrowed, before=request.args.get("before", type=int), count=PER_PAGE + 1)
    shown, actors = found[:PER_PAGE], actor_ids()
    names = names_in(shown, also=actors)
    page = render_template(
        "admin/record.html",
        narrowed=narrowed,
        rows=[row_of(entry, names) for entry in shown],
        older=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        acts=_acts(),
        actors={number: name for number, name in names.items() if number in set(actors)},
        kinds=sorted((str(find_subject(kind).name), kind) for kind in subject_types()),
    )
    return private(make_response(page))


@blueprint.get("/admin/record.csv")
@login_required
def record_csv() -> ResponseReturnValue:
    """Hand over the record, as it is narrowed, as a table in the reader's language."""
    whoever_may(Permission.READ_AUDIT)
    answer = Response(_table(portions(_narrowed())), content_type="text/csv; charset=utf-8")
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


def _acts() -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """Return the acts that there are, as (name, key) by their names, below the headings of their rooms."""
    rooms: dict[str, list[tuple[str, str]]] = {}
    for key in actions():
        rooms.setdefault(str(room_of(key).heading), []).append((act_name(key), key))
    return [(heading, sorted(rooms[heading])) for heading in sorted(rooms)]


def _table(found: Iterable[Sequence[AuditEntry]]) -> str:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(
        (
            _("Entry"),
            _("When"),
            _("Who"),
            _("Number of who"),
            _("Act"),
            _("About what"),
            _("Before"),
            _("After"),
            _("Why"),
            _("How"),
            _("Forgotten because"),
            _("Key of the act"),
            _("Key of what"),
            _("Number of what"),
            _("Details as stored"),
            _("Digest"),
            _("Link of the chain"),
        )
    )
    for portion in found:
        names = names_in(portion)
        lines.writerows(map(_safe, _line(row_of(entry, names))) for entry in portion)
    return "\ufeff" + out.getvalue()


def _line(row: Row) -> Sequence[object]:
    entry = row.entry
    return (
        entry.id,
        entry.at.isoformat(),
        row.actor,
        entry.actor_id or "",
        row.act,
        row.subject,
        "; ".join(f"{what}: {before}" for what, before, _after in row.changes),
        "; ".join(f"{what}: {after}" for what, _before, after in row.changes),
        row.reason,
        "; ".join(f"{name}: {value}" for name, value in row.rest),
        entry.payload.erased_because or "",
        entry.action,
        entry.subject_type,
        entry.subject_id or "",
        json.dumps(entry.details, ensure_ascii=False, sort_keys=True),
        entry.digest,
        entry.link,
    )


def _safe(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
