"""What is to be known about a language to read and print its ingredient lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class UnitWords:
    """One unit in one language: how it is printed for one and for several, and how else people write it."""

    one: str
    many: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words.

    `numbers` are number words, the longest first found; `ranges` stand between two amounts; `about` before one.
    `links` join unit and name ("of", "de"); `vague` begins a line that has no amount ("a little"), `tastes` ends
    one; `for_parts` begin a heading ("For the"); `sizes` may stand between amount and unit ("heaped"), and are kept
    in the note. `after_name` are units that also follow the name ("2 garlic cloves"), `alone` those that need
    neither number nor link ("Prise Salz"); a spelling in `only_before` is a unit only where such words follow.
    `thousands` and `decimal` are the marks in printed numbers; `plural_from` is the smallest number printed with a
    plural, if not above one.
    """

    numbers: Mapping[str, Fraction]
    ranges: tuple[str, ...]
    about: tuple[str, ...]
    links: tuple[str, ...]
    vague: tuple[str, ...]
    tastes: tuple[str, ...]
    for_parts: tuple[str, ...]
    sizes: tuple[str, ...]
    units: Mapping[str, UnitWords]
    thousands: str
    decimal: str
    after_name: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    only_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural_from: Fraction | None = None

    def is_plural(self, number: Fraction) -> bool:
        """Whether `number` of something is printed in the plural."""
        return number >= self.plural_from if self.plural_from is not None else number > 1
