"""What results can be narrowed by, with counts and links: a link narrows, and on what is chosen it widens again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.kinds import kinds
from forum.core.policy import Viewer
from forum.core.search import Facet, Sort
from forum.discussions.queries.categories import shelves
from forum.search.asking import Asked
from forum.search.finding import Found

MOST_SHOWN = 8
PARAMETERS = {
    Facet.CATEGORY: "category",
    Facet.KIND: "kind",
    Facet.LANGUAGE: "lang",
    Facet.AUTHOR: "author",
}


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value of a facet. Following it chooses the value, or gives it up when it is `current`."""

    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """The values of one facet that stand among the results."""

    name: str
    links: Sequence[FacetLink]


def address(asked: Asked, **changes: Any) -> str:
    """Return the address of a search like `asked` but for `changes`, on its first page unless they say otherwise."""
    other = replace(asked, **{"page": 1, **changes})
    chosen: dict[str, Any] = {PARAMETERS[facet]: value for facet, value in other.chosen}
    page = other.page if other.page > 1 else None
    return url_for("search.results", q=other.text, **chosen, sort=other.sort, page=page)


def facet_groups(found: Found, viewer: Viewer) -> list[FacetGroup]:
    """Return the facets worth showing: those with several values, and those that are chosen."""
    counts, chosen = found.results.facets, dict(found.asked.chosen)
    named: dict[Facet, tuple[str, Mapping[str, tuple[str, str]]]] = {
        Facet.CATEGORY: (_("Category"), _categories(viewer)),
        Facet.KIND: (_("Kind"), {kind.key: (kind.key, str(kind.name)) for kind in kinds}),
        Facet.LANGUAGE: (_("Language"), {code: (code, name) for code, name in LANGUAGES.items()}),
        Facet.AUTHOR: (_("Written by"), _authors(list(counts.get(Facet.AUTHOR, {}))[:MOST_SHOWN])),
    }
    groups = []
    for facet, (name, names) in named.items():
        links = [
            _link(found.asked, facet, names[value], count)
            for value, count in list(counts.get(facet, {}).items())[:MOST_SHOWN]
            if value in names
        ]
        if len(links) > 1 or (links and facet in chosen):
            groups.append(FacetGroup(name, links))
    return groups


def sort_links(found: Found) -> list[tuple[str, str, bool]]:
    """Return the orders one can choose among: label, address, whether it is the present one."""
    names = {Sort.RELEVANCE: _("Best match"), Sort.DATE: _("Newest")}
    return [
        (label, address(found.asked, sort=sort), sort == found.understood.query.sort)
        for sort, label in names.items()
    ]


def kept_choices(asked: Asked) -> list[tuple[str, str]]:
    """Return what a new word in the search field leaves as it is, as names and values of the address."""
    sort = [("sort", str(asked.sort))] if asked.sort else []
    return [*((PARAMETERS[facet], value) for facet, value in asked.chosen), *sort]


def _link(asked: Asked, facet: Facet, names: tuple[str, str], count: int) -> FacetLink:
    value, label = names
    current = (facet, value) in asked.chosen
    others = tuple(each for each in asked.chosen if each[0] != facet)
    href = address(asked, chosen=others if current else (*others, (facet, value)))
    return FacetLink(label, count, href, current)


def _categories(viewer: Viewer) -> dict[str, tuple[str, str]]:
    return {str(shelf.id): (shelf.slug, shelf.name) for shelf in shelves().for_viewer(viewer)}


def _authors(member_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    if not member_ids:
        return {}
    found = select(Member.id, Member.handle, Member.name).where(
        Member.id.in_([int(member_id) for member_id in member_ids]), Member.erased_at.is_(None)
    )
    return {str(row.id): (row.handle, row.name) for row in db.session.execute(found)}
