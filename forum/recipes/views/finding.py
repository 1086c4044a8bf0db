"""The index of recipes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.http import private
from forum.core.limits import spend, who
from forum.core.search import SearchUnavailable, topics_found
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.finding.asked import Asked, read_asked
from forum.recipes.finding.categories import categories_for
from forum.recipes.finding.filters import chosen_filters, filter_groups, order_choices, order_in_words
from forum.recipes.finding.listing import find_cards

blueprint = Blueprint("recipe_finding", __name__)


@blueprint.get("/recipes")
def index() -> ResponseReturnValue:
    """List recipes, narrowed and ordered as the address asks."""
    asked, viewer = read_asked(request.args), current_viewer()
    among: Sequence[int] | None = None
    unavailable = False
    if asked.q:
        spend("search", who())
        try:
            among = topics_found(asked.q, viewer, asked.kind)
        except SearchUnavailable:
            unavailable, among = True, ()
    else:
        depend_on(LATEST)
    mark = request.args.get("before")
    page = find_cards(asked, viewer, mark, among=among)
    categories = categories_for(asked.kind, viewer)
    here = asked.address()
    kind = creation_kind(asked.kind)
    answer = make_response(
        render_template(
            "recipes/index.html",
            asked=asked,
            kind=kind,
            cards=page.items,
            unavailable=unavailable,
            orders=order_choices(asked),
            order=order_in_words(asked),
            groups=filter_groups(asked, categories),
            chosen=chosen_filters(asked, categories),
            kept=_kept(asked),
            all_href=Asked(kind=asked.kind).address(),
            first_href=here if mark else None,
            older_href=f"{here}{'&' if '?' in here else '?'}before={page.older}" if page.older else None,
        )
    )
    if asked.is_narrowed or mark:
        answer.headers["X-Robots-Tag"] = "noindex"
    return private(answer) if viewer.is_authenticated or asked.q else answer


def _kept(asked: Asked) -> list[tuple[str, str]]:
    """Return what the form leaves as it is, as names and values of the address."""
    single = [("kind", asked.kind), ("category", asked.category), ("lang", asked.lang), ("sort", asked.sort)]
    numbers = [("time", asked.time), ("difficulty", asked.difficulty), ("stars", asked.stars)]
    usual = Asked()
    return [
        *((name, value) for name, value in single if value != getattr(usual, name)),
        *((name, str(number)) for name, number in numbers if number),
        *(("diet", each) for each in asked.diet),
        *(("free", each) for each in asked.free),
    ]
