"""The rules of trust for everybody, with where the reader stands."""

from __future__ import annotations

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from forum.core.clock import clock
from forum.core.http import private
from forum.core.versions import depend_on
from forum.core.viewing import current_viewer
from forum.gatekeeping import trust as levels
from forum.gatekeeping.privileges import given_at
from forum.gatekeeping.views.blueprint import blueprint


@blueprint.get("/trust")
def trust() -> ResponseReturnValue:
    """Say how trust grows, what each level may do, and where the reader stands."""
    depend_on()
    viewer = current_viewer()
    has_office = levels.has_office(viewer)
    standing = (
        levels.standing_of(viewer.id, now=clock.now()) if viewer.id is not None and not has_office else None
    )
    page = make_response(
        render_template(
            "gatekeeping/trust.html",
            names=levels.NAMES,
            limits=levels.LIMITS,
            rules=levels.rules(),
            given={level: given_at(level) for level in levels.Level},
            standing=standing,
            has_office=has_office,
            clean_days=levels.CLEAN_FOR.days,
        )
    )
    return private(page) if viewer.is_authenticated else page
