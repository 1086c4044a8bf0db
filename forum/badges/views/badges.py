"""All badges, and one with its holders."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.badges.pictures import rule_picture
from forum.badges.queries.holders import every_badge, get_rule, page_of_holders
from forum.badges.words import conditions
from forum.core.pagination import decode_mark
from forum.core.viewing import current_viewer

blueprint = Blueprint("badges", __name__)


@blueprint.get("/badges")
def badges() -> ResponseReturnValue:
    """Show every badge, and what it is given for."""
    return render_template("badges/badges.html", shelf=every_badge())


@blueprint.get("/badges/<int:rule_id>")
def badge(rule_id: int) -> ResponseReturnValue:
    """Show one badge with its holders."""
    rule = get_rule(rule_id)
    page = page_of_holders(current_viewer(), rule, before=_mark())
    return render_template(
        "badges/badge.html",
        rule=rule,
        page=page,
        conditions=conditions(rule),
        picture=rule_picture(rule),
    )


def _mark() -> tuple[datetime, int] | None:
    key = decode_mark(request.args.get("before"), 2)
    if key is None:
        return None
    try:
        return datetime.fromisoformat(str(key[0])), int(key[1])
    except ValueError:
        return None
