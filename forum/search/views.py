"""The results page, and the short list below the search field while one types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.guests import may_come
from forum.core.database import write_transaction
from forum.core.http import private, wants_fragment
from forum.core.limits import spend, who
from forum.core.search import Sort
from forum.core.viewing import current_viewer
from forum.search.asking import Asked
from forum.search.facets import PARAMETERS, address, facet_groups, kept_choices, sort_links
from forum.search.finding import LAST_PAGE, Found, Outcome, find
from forum.search.indexing import request_rebuild

SUGGESTED = 6

blueprint = Blueprint("search", __name__, url_prefix="/search")


@blueprint.get("")
def results() -> ResponseReturnValue:
    """Show what is found, page by page; to htmx, the part of the page that changes as one types."""
    is_fragment = wants_fragment()
    asked = _asked(unfinished=is_fragment and "typing" in request.args)
    found = _find(asked)
    answer = _answer(
        "search/_answer.html" if is_fragment else "search/results.html",
        found=found,
        is_fragment=is_fragment,
        facets=facet_groups(found, current_viewer()),
        sorts=sort_links(found),
        kept=kept_choices(asked),
        page_href=lambda page: address(asked, page=page),
        meant_href=address(asked, text=found.meant) if found.meant else None,
        wider_href=address(asked, chosen=()) if asked.chosen else None,
    )
    if is_fragment:
        answer.headers["HX-Replace-Url"] = address(asked, page=asked.page)
    return answer


@blueprint.get("/suggestions")
def suggestions() -> ResponseReturnValue:
    """Show the first few topics for a word that is still being typed."""
    asked = _asked(unfinished=True)
    found = _find(asked, limit=SUGGESTED, briefly=True)
    return _answer("search/_suggestions.html", found=found, all_href=address(asked))


def _asked(*, unfinished: bool) -> Asked:
    """Return what stands in the address; what makes no sense there counts as not said."""
    args = request.args
    text, sort, page = args.get("q", ""), args.get("sort"), args.get("page", 1, type=int)
    return Asked(
        text=text if unfinished else text.strip(),
        chosen=tuple((facet, args[name]) for facet, name in PARAMETERS.items() if args.get(name)),
        sort=Sort(sort) if sort in list(Sort) else None,
        page=min(max(1, page), LAST_PAGE),
        unfinished=unfinished,
    )


def _find(asked: Asked, **how: Any) -> Found:
    spend("search", who())
    found = find(asked, current_viewer(), **how)
    if found.outcome == Outcome.REBUILDING:
        with write_transaction():
            request_rebuild()
    return found


def _answer(template: str, **values: Any) -> Response:
    response = private(make_response(render_template(template, **values)))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def frame() -> dict[str, str | None]:
    """Return where the search field of every page leads; those who would only be led to the door have none."""
    if not may_come(current_viewer(), "search.results"):
        return {"search_href": None, "suggest_href": None}
    return {"search_href": url_for("search.results"), "suggest_href": url_for("search.suggestions")}


def init_app(app: Flask) -> None:
    """Register the pages, and the field in every page's head."""
    app.register_blueprint(blueprint)
    app.context_processor(frame)
