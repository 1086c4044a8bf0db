"""Communities that many tests only look at: the first of them builds it, the others find it standing.

A test asks for one with `@pytest.mark.standing(by=build)`; the fixture `stands` gives what `build` returned: plain
values, because rows belong to the session that is over. Whoever writes is noticed; the next test has it built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from forum.core.database import db
from tests.houses import House

LOOKING = ("SELECT", "WITH", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
"""How statements begin that leave everything as it is."""


@contextmanager
def standing(house: House, by: Callable[[], Any]) -> Iterator[None]:
    """Have in `house` what `by` builds, and nothing kept in memory, as long as the block lasts."""
    if house.stands.built_by is not by:
        house.empty()
        house.stands.value = by()
        house.stands.built_by = by
        db.session.remove()
    house.forget_what_is_kept()

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(LOOKING):
            house.stands.built_by = None

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
