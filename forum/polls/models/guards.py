"""What the database itself refuses: changing the ledger, a sealed result, or the wording once somebody has voted."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

from forum.polls.models.ballot import BallotLedger
from forum.polls.models.poll import PollOption, PollQuestion
from forum.polls.models.result import PollResult

LEDGER = "the ledger is only ever added to"
WORDING = "the wording is fixed with the first vote"
RESULT = "a sealed result stays as it is"


def _sqlite(name: str, acts: str, table: str, why: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {acts} ON {table} {f'WHEN {when} ' if when else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def _postgresql(name: str, acts: str, table: str, why: str, when: str = "") -> tuple[str, str]:
    condition = f"IF {when} THEN RAISE EXCEPTION '{why}'; END IF; RETURN NEW;" if when else ""
    body = condition or f"RAISE EXCEPTION '{why}';"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER {name} BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


VOTED = "EXISTS (SELECT 1 FROM ballot WHERE ballot.poll_id = OLD.poll_id)"
"""No table of a question or an option lets its words be changed while a ballot speaks of them."""

REFUSALS: dict[str, dict[str, tuple[str, ...]]] = {
    "ballot_ledger": {
        "sqlite": (
            _sqlite("ballot_ledger_no_update", "UPDATE", "ballot_ledger", LEDGER),
            _sqlite("ballot_ledger_no_delete", "DELETE", "ballot_ledger", LEDGER),
        ),
        "postgresql": _postgresql("ballot_ledger_no_change", "UPDATE OR DELETE", "ballot_ledger", LEDGER),
    },
    "poll_result": {
        "sqlite": (_sqlite("poll_result_no_update", "UPDATE", "poll_result", RESULT),),
        "postgresql": _postgresql("poll_result_no_update", "UPDATE", "poll_result", RESULT),
    },
    **{
        table: {
            "sqlite": (_sqlite(f"{table}_fixed", "UPDATE", table, WORDING, VOTED),),
            "postgresql": _postgresql(f"{table}_fixed", "UPDATE", table, WORDING, VOTED),
        }
        for table in ("poll_question", "poll_option")
    },
}
"""What keeps these promises, by table and database. The migration carries the same statements."""

_GUARDED: tuple[Table, ...] = tuple(
    each.__table__  # type: ignore[misc]  # every model has a table
    for each in (BallotLedger, PollResult, PollQuestion, PollOption)
)

for _table in _GUARDED:
    for _dialect, _statements in REFUSALS[_table.name].items():
        for _statement in _statements:
            event.listen(
                _table,
                "after_create",
                DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
            )
