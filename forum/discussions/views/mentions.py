"""Completing names while somebody writes."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from forum.accounts.views.guards import sign_in_required
from forum.core.http import private
from forum.core.limits import spend, who
from forum.core.viewing import current_viewer
from forum.discussions.queries.writers import members_like

blueprint = Blueprint("mentions", __name__)

LONGEST = 40


@blueprint.get("/mentions")
@sign_in_required
def mentions() -> ResponseReturnValue:
    """Answer the members whose handle or name begins with `q`, as JSON."""
    spend("search", who())
    found = members_like(current_viewer(), request.args.get("q", "")[:LONGEST].strip())
    people = [{"handle": each.handle, "name": each.name, "picture": each.picture} for each in found]
    return private(jsonify(people))
