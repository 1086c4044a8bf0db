"""The shelves of the community: all of them, and what stands on one."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forum.core.http import private
from forum.core.kinds import kinds, kinds_in_order
from forum.core.policy import NotFound
from forum.core.versions import LATEST, category_scope, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries.categories import Shelf, ShelfCard, shelves
from forum.discussions.queries.reading import mark_unread
from forum.discussions.queries.topic_lists import topics_in_categories
from forum.discussions.views.blueprint import asked_mark, blueprint
from forum.discussions.views.lists import older_address


@blueprint.get("/categories")
def categories() -> ResponseReturnValue:
    """Show every category."""
    depend_on(LATEST)
    viewer = current_viewer()
    known = shelves()
    cards = [
        ShelfCard(shelf, known.within(viewer, shelf))
        for shelf in known.for_viewer(viewer)
        if shelf.parent_id is None
    ]
    answer = make_response(render_template("discussions/categories.html", categories=cards))
    return private(answer) if viewer.is_authenticated else answer


@blueprint.get("/categories/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """List the topics of a category and of those nested in it; pinned ones first."""
    viewer = current_viewer()
    known = shelves()
    shelf = known.named(viewer, slug)
    nested = known.within(viewer, shelf)
    ids = [shelf.id, *(each.id for each in nested)]
    depend_on(*map(category_scope, ids))
    kind = _asked_kind()
    page = topics_in_categories(viewer, ids, asked_mark(), kind=kind)
    mark_unread(viewer, page.items)
    here = _address(shelf, kind)
    answer = make_response(
        render_template(
            "discussions/category.html",
            shelf=shelf,
            parent=known.parent_of(shelf),
            nested=nested,
            kinds=_kind_tabs(shelf, kind),
            rows=page.items,
            first_href=here if asked_mark() else None,
            older_href=older_address(here, page.older),
        )
    )
    return private(answer) if viewer.is_authenticated else answer


def _asked_kind() -> str | None:
    kind = request.args.get("kind")
    if kind is not None and kinds.get(kind) is None:
        raise NotFound
    return kind


def _address(shelf: Shelf, kind: str | None) -> str:
    return url_for("discussions.category", slug=shelf.slug, kind=kind)


def _kind_tabs(shelf: Shelf, current: str | None) -> list[tuple[str, str, bool]]:
    everything = (_("Everything"), _address(shelf, None), current is None)
    by_kind = ((str(kind.name), _address(shelf, kind.key), kind.key == current) for kind in kinds_in_order())
    return [everything, *by_kind]
