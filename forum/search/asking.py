"""From what was typed and chosen to a query: names of categories, members, kinds and languages made out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.kinds import kinds
from forum.core.policy import Viewer
from forum.core.search import Facet, Filter, SearchQuery, Sort
from forum.discussions.queries.categories import Shelf, shelves
from forum.search.analysis import fold
from forum.search.syntax import LONGEST_QUERY, FilterText, Problem, ProblemKind, parse

CHOSEN = (Facet.CATEGORY, Facet.KIND, Facet.LANGUAGE, Facet.AUTHOR)
"""Facets that are chosen by a link beside the results; they stand in the address under their own name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for, as it stands in the address."""

    text: str = ""
    chosen: tuple[tuple[Facet, str], ...] = ()
    sort: Sort | None = None
    page: int = 1
    unfinished: bool = False


@dataclass(slots=True)
class Understood:
    """What it was understood as: a query, why it cannot be run, and what names nobody knows."""

    query: SearchQuery
    is_empty: bool
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand(asked: Asked, viewer: Viewer) -> Understood:
    """Return what `asked` means for `viewer`."""
    parsed = parse(asked.text, time_zone=_time_zone(viewer), unfinished=asked.unfinished)
    typed = [*parsed.filters, *(FilterText(facet, value, excluded=False) for facet, value in asked.chosen)]
    by_rank = asked.sort is None and any(not wanted.excluded for wanted in parsed.wanted)
    query = SearchQuery(
        wanted=tuple(parsed.wanted),
        after=parsed.after,
        before=parsed.before,
        sort=asked.sort or (Sort.RELEVANCE if by_rank else Sort.DATE),
    )
    understood = Understood(query, is_empty=parsed.is_empty and not typed)
    understood.problems = [_told(problem) for problem in parsed.problems]
    if not understood.problems:
        filters = list(_filters(typed, viewer, understood.notes))
        understood.query = SearchQuery(query.wanted, tuple(filters), query.after, query.before, query.sort)
    return understood


def _filters(typed: Iterable[FilterText], viewer: Viewer, notes: list[str]) -> Iterable[Filter]:
    """Return the filters that are meant. What nobody knows is noted, and as a filter lets nothing pass.

    A post has one category, kind, language and author, so several of these are alternatives; it can have many tags.
    """
    meant: dict[tuple[Facet, bool], set[str]] = {}
    for each in typed:
        values = _values(each, viewer)
        if values is None:
            notes.append(_unknown(each))
        if each.facet == Facet.TAG:
            yield Filter(each.facet, frozenset(values or ()), each.excluded)
        else:
            meant.setdefault((each.facet, each.excluded), set()).update(values or ())
    for (facet, excluded), alternatives in meant.items():
        yield Filter(facet, frozenset(alternatives), excluded)


def _values(each: FilterText, viewer: Viewer) -> set[str] | None:
    name = fold(each.value)
    if each.facet == Facet.CATEGORY:
        found = [shelf for shelf in shelves().for_viewer(viewer) if name in _names(shelf)]
        nested = [child for shelf in found for child in shelves().within(viewer, shelf)]
        return {str(shelf.id) for shelf in (*found, *nested)} or None
    if each.facet == Facet.KIND:
        return {kind.key for kind in kinds if name in (kind.key, fold(str(kind.name)))} or None
    if each.facet == Facet.LANGUAGE:
        return {code for code, own_name in LANGUAGES.items() if name in (code, fold(own_name))} or None
    if each.facet == Facet.AUTHOR:
        return _members_named(each.value)
    return {"-".join(name.split())}


def _names(shelf: Shelf) -> set[str]:
    return {shelf.slug, *(fold(name) for name in shelf.names.values())}


def _members_named(value: str) -> set[str] | None:
    """Return the members with this handle, or else with this name, in any case."""
    name = value.removeprefix("@").lower()
    same = or_(func.lower(Member.handle) == name, func.lower(Member.name) == name)
    found = db.session.execute(select(Member.id, Member.handle).where(same, Member.erased_at.is_(None))).all()
    by_handle = {str(row.id) for row in found if row.handle.lower() == name}
    return by_handle or {str(row.id) for row in found} or None


def _told(problem: Problem) -> str:
    match problem.kind:
        case ProblemKind.TOO_LONG:
            return str(_("This is too long. Use at most %(max)s letters and a few words.", max=LONGEST_QUERY))
        case ProblemKind.NO_VALUE:
            return str(_("Something is missing after “%(part)s”.", part=problem.part))
        case ProblemKind.NO_DATE:
            return str(
                _(
                    "“%(part)s” is not a date. Write a day like 2026-03-14, a month or a year.",
                    part=problem.part,
                )
            )
        case ProblemKind.ONLY_EXCLUDED:
            return str(_("Add at least one word that you are looking for."))


def _unknown(each: FilterText) -> str:
    match each.facet:
        case Facet.CATEGORY:
            return str(_("There is no category “%(name)s”.", name=each.value))
        case Facet.KIND:
            return str(_("There are no topics of the kind “%(name)s”.", name=each.value))
        case Facet.LANGUAGE:
            return str(_("The community does not speak “%(name)s”.", name=each.value))
        case _:
            return str(_("There is no member called “%(name)s”.", name=each.value))


def _time_zone(viewer: Viewer) -> tzinfo:
    return ZoneInfo(viewer.time_zone)
