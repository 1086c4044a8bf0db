"""What the database itself refuses: changing the ledger, a sealed result, or what is asked once somebody has voted."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import DDL, Table, event

from forum.polls.models.ballot import Ballot, BallotLedger
from forum.polls.models.poll import PollOption, PollQuestion
from forum.polls.models.result import PollResult

LEDGER = "the ledger is only ever added to"
WORDING = "the wording is fixed with the first vote"
CHOICE = "questions and options are fixed with the first vote"
RESULT = "a sealed result stays as it is"


def _sqlite(name: str, acts: str, table: str, why: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {acts} ON {table} {f'WHEN {when} ' if when else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def _postgresql(
    name: str, acts: str, table: str, why: str, when: str = "", row: str = "NEW"
) -> tuple[str, str]:
    condition = f"IF {when} THEN RAISE EXCEPTION '{why}'; END IF; RETURN {row};" if when else ""
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

ADDED = "EXISTS (SELECT 1 FROM ballot WHERE ballot.poll_id = NEW.poll_id)"
REMOVED = (
    "EXISTS (SELECT 1 FROM ballot WHERE ballot.poll_id = OLD.poll_id)"
    " AND EXISTS (SELECT 1 FROM poll WHERE poll.id = OLD.poll_id)"
)
"""A poll that goes as a whole takes its questions along: by then it is no longer there."""


def refusals_of_choice(table: str, dialect: str) -> tuple[str, ...]:
    """Return the statements that refuse to add to `table`, to bring over from another poll, and to take away."""
    if dialect == "sqlite":
        return (
            _sqlite(f"{table}_not_added", "INSERT", table, CHOICE, ADDED),
            _sqlite(f"{table}_not_brought", "UPDATE", table, CHOICE, ADDED),
            _sqlite(f"{table}_not_removed", "DELETE", table, CHOICE, REMOVED),
        )
    return (
        *_postgresql(f"{table}_not_added", "INSERT OR UPDATE", table, CHOICE, ADDED),
        *_postgresql(f"{table}_not_removed", "DELETE", table, CHOICE, REMOVED, "OLD"),
    )


ASKED: tuple[Table, ...] = (PollQuestion.__table__, PollOption.__table__)  # type: ignore[assignment]
_GUARDED: tuple[Table, ...] = tuple(
    each.__table__  # type: ignore[misc]  # every model has a table
    for each in (BallotLedger, PollResult)
)


def _when_made(table: Table, dialect: str, statements: Iterable[str]) -> None:
    for statement in statements:
        made = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", made.execute_if(dialect=dialect))


for _table in (*_GUARDED, *ASKED):
    for _dialect, _statements in REFUSALS[_table.name].items():
        _when_made(_table, _dialect, _statements)

for _table in ASKED:
    for _dialect in ("sqlite", "postgresql"):
        _when_made(_table, _dialect, refusals_of_choice(_table.name, _dialect))
    # Ballots speak of them: whoever deletes row by row begins with the ballots.
    Ballot.__table__.add_is_dependent_on(_table)  # type: ignore[attr-defined]
