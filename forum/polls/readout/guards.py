"""What the database itself refuses: another rule after the opening, another snapshot, other margins once given."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

from forum.polls.readout.models import PollMargins, PollRule, PollSnapshot

WHY = {
    "poll_rule": "the rule of the verdict is fixed at the opening",
    "poll_snapshot": "the snapshot is taken once",
    "poll_margins": "margins are given once",
}


def refusals(table: str, dialect: str) -> tuple[str, ...]:
    """Return the statements that let the database refuse changes of `table`. The migration carries the same."""
    name = f"{table}_no_update"
    if dialect == "sqlite":
        return (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{WHY[table]}'); END",
        )
    told = f"RAISE EXCEPTION '{WHY[table]}';"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {told} END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


_GUARDED: tuple[Table, ...] = tuple(
    each.__table__  # type: ignore[misc]  # every model has a table
    for each in (PollRule, PollSnapshot, PollMargins)
)

for _table in _GUARDED:
    for _dialect in ("sqlite", "postgresql"):
        for _statement in refusals(_table.name, _dialect):
            event.listen(
                _table,
                "after_create",
                DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
            )
