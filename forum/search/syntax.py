"""The query language: what somebody typed, taken apart.

    chocolate cake            both words, in any order and form
    "melted butter"           side by side; “…”, „…“ and «…» do as well
    -walnut  -"egg white"     without
    author:alice  category:baking  tag:bread  kind:recipe  lang:fr
    after:2025  before:2025-06-01     from the beginning of 2025 on, earlier than that day
    -author:alice             every filter can be turned round

Filters are known by their French and German names too. What is no filter is a word, so nothing is an error that can be
understood; what cannot is told as a `Problem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from forum.core.search import Facet, Wanted
from forum.core.typed_text import clean_line
from forum.search.analysis import fold, words

LONGEST_QUERY = 300
MOST_PARTS = 24

AFTER, BEFORE = "after", "before"
FILTER_NAMES: dict[str, Facet | str] = {
    "author": Facet.AUTHOR,
    "auteur": Facet.AUTHOR,
    "autor": Facet.AUTHOR,
    "von": Facet.AUTHOR,
    "category": Facet.CATEGORY,
    "categorie": Facet.CATEGORY,
    "kategorie": Facet.CATEGORY,
    "tag": Facet.TAG,
    "etiquette": Facet.TAG,
    "schlagwort": Facet.TAG,
    "kind": Facet.KIND,
    "genre": Facet.KIND,
    "art": Facet.KIND,
    "lang": Facet.LANGUAGE,
    "language": Facet.LANGUAGE,
    "langue": Facet.LANGUAGE,
    "sprache": Facet.LANGUAGE,
    "after": AFTER,
    "apres": AFTER,
    "nach": AFTER,
    "before": BEFORE,
    "avant": BEFORE,
    "vor": BEFORE,
}

QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | {"’": "'"})
PART = re.compile(r'(?P<minus>-?)(?:(?P<name>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]*))')
DATES = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})"),
)


class ProblemKind(StrEnum):
    """Why a part of a query cannot be understood."""

    TOO_LONG = "too long"
    NO_VALUE = "no value"
    NO_DATE = "no date"
    ONLY_EXCLUDED = "only excluded"


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a query that cannot be understood."""

    kind: ProblemKind
    part: str = ""


@dataclass(frozen=True, slots=True)
class FilterText:
    """A filter as it was typed: which one, and the text that names its value."""

    facet: Facet
    value: str
    excluded: bool


@dataclass(slots=True)
class Parsed:
    """A query taken apart. With `problems` it should not be run."""

    wanted: list[Wanted] = field(default_factory=list)
    filters: list[FilterText] = field(default_factory=list)
    after: datetime | None = None
    before: datetime | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return not (self.wanted or self.filters or self.after or self.before or self.problems)


def parse(text: str, *, time_zone: tzinfo, unfinished: bool = False) -> Parsed:
    """Take the query `text` apart.

    Args:
        text: what was typed.
        time_zone: in which the days of `after:` and `before:` begin.
        unfinished: whether the last word is still being typed.
    """
    parsed = Parsed()
    ends_in_word = text[-1:].strip() != ""
    text = clean_line(text)
    if len(text) > LONGEST_QUERY:
        parsed.problems.append(Problem(ProblemKind.TOO_LONG))
        return parsed
    parts = [match for match in PART.finditer(text.translate(QUOTES)) if match.group()]
    if len(parts) > MOST_PARTS:
        parsed.problems.append(Problem(ProblemKind.TOO_LONG))
        return parsed
    for place, match in enumerate(parts):
        typing = unfinished and ends_in_word and place == len(parts) - 1
        _read_part(parsed, match, time_zone, typing)
    asks = [wanted for wanted in parsed.wanted if not wanted.excluded]
    filters = [each for each in parsed.filters if not each.excluded]
    if not (asks or filters or parsed.after or parsed.before or parsed.problems) and not parsed.is_empty:
        parsed.problems.append(Problem(ProblemKind.ONLY_EXCLUDED))
    return parsed


def _read_part(parsed: Parsed, match: re.Match[str], time_zone: tzinfo, typing: bool) -> None:
    excluded, name, quoted = bool(match["minus"]), match["name"], match["quoted"]
    value = quoted if quoted is not None else match["bare"]
    known = FILTER_NAMES.get(fold(name)) if name else None
    if known is None:
        whole = f"{name}:{value}" if name else value
        parsed.wanted.extend(_wanted(whole, quoted is not None and not name, excluded, typing))
    elif not value.strip():
        if not typing:
            parsed.problems.append(Problem(ProblemKind.NO_VALUE, match.group()))
    elif isinstance(known, Facet):
        parsed.filters.append(FilterText(known, value.strip(), excluded))
    elif (moment := _moment(value.strip(), time_zone)) is None:
        if not typing:
            parsed.problems.append(Problem(ProblemKind.NO_DATE, match.group()))
    elif (known == AFTER) != excluded:
        parsed.after = max(parsed.after or moment, moment)
    else:
        parsed.before = min(parsed.before or moment, moment)


def _wanted(text: str, is_phrase: bool, excluded: bool, typing: bool) -> Iterator[Wanted]:
    """Yield what `text` asks for. `dark-roast` is a phrase; `l'eau` is two words, because `d'eau` answers it too."""
    found = tuple(words(text))
    if is_phrase or (len(found) > 1 and "'" not in text):
        if found:
            yield Wanted(found, excluded)
        return
    for word in found:
        yield Wanted((word,), excluded, unfinished=typing and not excluded and word == found[-1])


def _moment(text: str, time_zone: tzinfo) -> datetime | None:
    """Return the beginning of the year, month or day that `text` names; None where it names none."""
    match = next(filter(None, (pattern.fullmatch(text) for pattern in DATES)), None)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
        return datetime.combine(day, time.min, time_zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
