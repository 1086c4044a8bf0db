"""The filters of the index: each value is a plain link that chooses it, or gives it up when it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext as _, ngettext as _n

from forum.core.i18n import offered_languages
from forum.recipes.creation_kinds import creation_kinds
from forum.recipes.document import ALLERGENS, DIETS, DIFFICULTIES
from forum.recipes.finding.asked import ORDERS, STARS, TIMES, Asked
from forum.recipes.labels import allergen_name, diet_name, difficulty_name
from forum.recipes.queries.ratings import PRIOR_COUNT, PRIOR_STARS


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and where following it leads."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one filter, under its name; `note` is what to know before one trusts it."""

    name: str
    choices: Sequence[Choice]
    note: str = ""


def filter_groups(asked: Asked, categories: Iterable[tuple[str, str]]) -> list[Group]:
    """Return every filter that has something to choose."""
    groups = [
        Group(_("Kind"), _one(asked, "kind", [(kind.key, kind.word("names")) for kind in creation_kinds()])),
        Group(_("Category"), _one(asked, "category", categories)),
        Group(_("Time"), _one(asked, "time", [(minutes, up_to(minutes)) for minutes in TIMES])),
        Group(
            _("Difficulty"),
            _one(asked, "difficulty", [(level, difficulty_name(level)) for level in DIFFICULTIES]),
        ),
        Group(_("Rating"), _one(asked, "stars", [(stars, at_least(stars)) for stars in STARS])),
        Group(_("Language"), _one(asked, "lang", offered_languages().items())),
        Group(_("Diet"), _several(asked, "diet", [(diet, diet_name(diet)) for diet in DIETS])),
        Group(
            _("Declared without"),
            _several(asked, "free", [(each, allergen_name(each)) for each in ALLERGENS]),
            _(
                "Only recipes whose author named the allergens are shown. Read the labels of what you buy all the same."
            ),
        ),
    ]
    return [group for group in groups if len(group.choices) > 1]


def chosen_filters(asked: Asked, categories: Iterable[tuple[str, str]]) -> list[Choice]:
    """Return what narrows the list now; each leads to the list without it."""
    names = dict(categories)
    return [Choice(label, asked.address(**changes), True) for label, changes in _chosen(asked, names)]


def _chosen(asked: Asked, categories: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    single: list[tuple[str, Any, str]] = [
        ("q", asked.q, f"“{asked.q}”"),
        ("category", asked.category, categories.get(asked.category, asked.category)),
        ("time", asked.time, up_to(asked.time)),
        ("difficulty", asked.difficulty, difficulty_name(asked.difficulty) if asked.difficulty else ""),
        ("stars", asked.stars, at_least(asked.stars)),
        ("lang", asked.lang, offered_languages().get(asked.lang, asked.lang)),
    ]
    for name, value, label in single:
        if value:
            yield label, {name: getattr(Asked(), name)}
    several: list[tuple[str, tuple[str, ...], Callable[[str], str]]] = [
        ("diet", asked.diet, diet_name),
        ("free", asked.free, lambda each: _("declared without %(allergen)s", allergen=allergen_name(each))),
        ("has", asked.has, lambda word: _("with %(ingredient)s", ingredient=word)),
        ("no", asked.no, lambda word: _("without %(ingredient)s", ingredient=word)),
    ]
    for name, values, named in several:
        yield from ((named(value), {name: _without(values, value)}) for value in values)


def order_choices(asked: Asked) -> list[tuple[str, str, bool]]:
    """Return the orders one can choose among: label, address, whether it is the present one."""
    names = {"new": _("Newest"), "best": _("Best rated"), "liked": _("Most liked"), "quick": _("Quickest")}
    return [(names[order], asked.address(sort=order), order == asked.sort) for order in ORDERS]


def order_in_words(asked: Asked) -> str:
    """Return what the present order counts."""
    words: dict[str, str] = {
        "new": _("What was published last comes first."),
        "best": _(
            "By average stars, counted as if %(ratings)s more members had given %(stars)s stars each, so that one "
            "single rating does not decide.",
            ratings=PRIOR_COUNT,
            stars=format_decimal(PRIOR_STARS),
        ),
        "liked": _("Those with the most likes first. Nothing else counts."),
        "quick": _("Those that take the least time first; those that do not say come last."),
    }
    return words[asked.sort]


def up_to(minutes: int) -> str:
    """Return "up to 30 min", or hours where they are whole."""
    if minutes >= 60:
        return str(_n("up to %(num)s hour", "up to %(num)s hours", minutes // 60))
    return str(_("up to %(minutes)s min", minutes=minutes))


def at_least(stars: int) -> str:
    """Return "4 stars and more"."""
    return str(_("%(stars)s stars and more", stars=stars))


def _one(asked: Asked, name: str, values: Iterable[tuple[Any, str]]) -> list[Choice]:
    present = getattr(asked, name)
    given_up = getattr(Asked(), name)
    return [
        Choice(label, asked.address(**{name: given_up if value == present else value}), value == present)
        for value, label in values
    ]


def _several(asked: Asked, name: str, values: Iterable[tuple[str, str]]) -> list[Choice]:
    present: tuple[str, ...] = getattr(asked, name)
    return [
        Choice(
            label,
            asked.address(**{name: _without(present, value) if value in present else (*present, value)}),
            value in present,
        )
        for value, label in values
    ]


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)
