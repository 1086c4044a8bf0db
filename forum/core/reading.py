"""Statements for pages: built once, with the viewer left open, and run on the session's connection past the ORM.

Building a SELECT costs three times what running it does, and the unit of work has nothing to do with rows that are
only shown. Measured for one small statement: built each time 326 µs, built once 116 µs, past the ORM 61 µs.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Boolean, CursorResult, Executable, Integer, bindparam

from forum.core.database import db
from forum.core.policy import Viewer

ASKING = cast(
    "Viewer",
    SimpleNamespace(
        own_id=bindparam("viewer_id", type_=Integer),
        clearance=bindparam("viewer_clearance", type_=Integer),
        may_moderate=bindparam("viewer_may_moderate", type_=Boolean),
    ),
)
"""Stands for whoever will ask, where a predicate such as `Post.visible_to(viewer)` becomes part of a statement."""


def fetch(
    statement: Executable, viewer: Viewer | None = None, /, **parameters: Any
) -> CursorResult[*tuple[Any, ...]]:
    """Run a SELECT of columns, asked by `viewer` where it contains `ASKING`.

    What an operation has not flushed yet is not seen: this is for pages.
    """
    if viewer is not None:
        parameters["viewer_id"] = viewer.own_id
        parameters["viewer_clearance"] = int(viewer.clearance)
        parameters["viewer_may_moderate"] = viewer.may_moderate
    return db.session.connection().execute(statement, parameters)
