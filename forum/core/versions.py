"""Numbers that say whether a cached page is still true.

A scope is a name such as `site`, `latest`, `category:3` or `topic:7`. A write bumps the scopes it changes, in its own
transaction; a reader compares one short list of numbers, in one statement, and sees every change that any process
made. Bumps are collected and written by the last statement before the commit, in one order, so that the row locks
are short and never cross.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import has_request_context, request
from sqlalchemy import bindparam, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from forum.core.database import Model, db
from forum.core.reading import fetch

SITE = "site"
LATEST = "latest"
OPENING = "opening:"
PENDING = "potluck.touched_scopes"
KNOWN = "potluck.versions"
DEPENDENCIES = "potluck.depends_on"


class ContentVersion(Model):
    """How often the content behind a scope has changed."""

    __tablename__ = "content_version"

    scope: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=1)


READ = select(ContentVersion.scope, ContentVersion.number).where(
    ContentVersion.scope.in_(bindparam("scopes", expanding=True))
)


def topic_scope(topic_id: int) -> str:
    """Return the scope of one topic's pages."""
    return f"topic:{topic_id}"


def opening_scope(topic_id: int) -> str:
    """Return the scope of what hangs on the post that opens a topic: no reply makes it anew."""
    return f"{OPENING}{topic_id}"


def category_scope(category_id: int) -> str:
    """Return the scope of one category's pages."""
    return f"category:{category_id}"


def touch(*scopes: str) -> None:
    """Say that what is behind `scopes` changes with the present transaction."""
    db.session().info.setdefault(PENDING, set()).update(scopes)


def read_versions(scopes: Iterable[str]) -> dict[str, int]:
    """Return the present number of each scope; 0 for one never touched.

    Within a request each number is read once, so that all of an answer is made from the same state.
    """
    wanted = list(scopes)
    known: dict[str, int] = request.environ.setdefault(KNOWN, {}) if has_request_context() else {}
    unknown = [scope for scope in wanted if scope not in known]
    if unknown:
        found = {scope: number for scope, number in fetch(READ, scopes=unknown)}
        known.update((scope, found.get(scope, 0)) for scope in unknown)
    return {scope: known[scope] for scope in wanted}


def depend_on(*scopes: str) -> dict[str, int]:
    """Say, before anything else is read, what the present page is made from; return the numbers as they stand.

    The site itself always belongs to it. A page that says so, and shows a guest nothing of their own, may be kept and
    given to other guests until one of the numbers moves: see `forum.core.page_cache`.
    """
    numbers = read_versions((SITE, *scopes))
    request.environ[DEPENDENCIES] = numbers
    return numbers


def _write_touched(session: Session) -> None:
    touched: set[str] = session.info.pop(PENDING, set())
    if not touched:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(ContentVersion).values([{"scope": scope, "number": 1} for scope in sorted(touched)])
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[ContentVersion.scope], set_={"number": ContentVersion.number + 1}
        )
    )
    if has_request_context():
        request.environ.pop(KNOWN, None)


def _forget_touched(session: Session) -> None:
    session.info.pop(PENDING, None)


event.listen(Session, "before_commit", _write_touched)
event.listen(Session, "after_rollback", _forget_touched)
