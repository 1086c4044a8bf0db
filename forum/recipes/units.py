"""Units: what each one measures and how much of it, and how it is written in every language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from forum.recipes.wording import wording

Measure = Literal["mass", "volume", "count"]
System = Literal["metric", "us"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `size` in grams or millilitres; counted things have none. `system` is None where all use it."""

    key: str
    measure: Measure
    size: Fraction = Fraction(0)
    system: System | None = None

    @property
    def is_metric_measure(self) -> bool:
        """Whether amounts are printed with decimals: 1.5 kg, but 1½ cups."""
        return self.system == "metric"


def _mass(key: str, size: str, system: System) -> Unit:
    return Unit(key, "mass", Fraction(size), system)


def _volume(key: str, size: str, system: System | None) -> Unit:
    return Unit(key, "volume", Fraction(size), system)


_COUNTED = (
    "drop dash knifepoint pinch handful clove piece bunch sprig leaf stalk head slice sheet stick knob can jar "
    "bottle packet tub cube scoop ball zest glass"
)

UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        _mass("mg", "0.001", "metric"),
        _mass("g", "1", "metric"),
        _mass("kg", "1000", "metric"),
        _mass("oz", "28.349523125", "us"),
        _mass("lb", "453.59237", "us"),
        _volume("ml", "1", "metric"),
        _volume("cl", "10", "metric"),
        _volume("dl", "100", "metric"),
        _volume("l", "1000", "metric"),
        _volume("tsp", "4.92892159375", None),
        _volume("dessertspoon", "10", None),
        _volume("tbsp", "14.78676478125", None),
        _volume("fl-oz", "29.5735295625", "us"),
        _volume("cup", "236.5882365", "us"),
        _volume("pint", "473.176473", "us"),
        _volume("quart", "946.352946", "us"),
        _volume("gallon", "3785.411784", "us"),
        *(Unit(key, "count") for key in _COUNTED.split()),
    )
}


def unit_label(key: str, number: Fraction, language: str) -> str:
    """Return how `number` of the unit is written in `language`: "cup" or "cups", "c. à s.", "EL"."""
    words = wording(language)
    names = words.units.get(key) or wording("en").units.get(key)
    if names is None:
        return key
    return names.many if words.is_plural(number) else names.one


def read_unit(text: str, start: int, language: str) -> tuple[str, int] | None:
    """Return the unit that stands in `text` at `start` and where it ends; None if there is none."""
    pattern, keys = _reader(language)
    match = pattern.match(text, start)
    if match is None:
        return None
    spelled = _plain(match[1])
    before = wording(language).only_before.get(spelled.removesuffix("s"))
    if before and not text[match.end() :].lstrip().lower().startswith(before):
        return None
    return keys[spelled], match.end()


def parse_unit(typed: str, language: str) -> str | None:
    """Return the key of the unit that `typed` is, all of it, by name or by key; None if nobody knows it."""
    text = " ".join(typed.split())
    found = read_unit(text, 0, language)
    if found and not text[found[1] :].strip(" ."):
        return found[0]
    return text if text in UNITS else None


def _plain(spelling: str) -> str:
    """Bring a spelling to the form that is looked up; T and t stay apart, the one is a spoon, the other a small one."""
    bare = re.sub(r"[.\s\u00a0-]+", " ", spelling.replace("a s", "à s").replace("a c", "à c")).strip()
    return bare if bare in {"T", "t"} else bare.lower()


@lru_cache(maxsize=8)
def _reader(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Build the pattern of all spellings, the longest first, and what each means."""
    keys: dict[str, str] = {}
    for key, names in wording(language).units.items():
        for spelling in (names.one, names.many, *names.spellings):
            keys[_plain(spelling)] = key
    for key in ("g", "kg", "mg", "ml", "cl", "dl", "l"):
        keys.setdefault(key, key)
    spellings = sorted(keys, key=len, reverse=True)
    pattern = "|".join(_loosely(spelling) for spelling in spellings)
    return re.compile(rf"({pattern})(?![^\W_])(?![-'’]\w)\.?(?:\((?:s|n|en|e)\))?"), keys


def _loosely(spelling: str) -> str:
    """Match a spelling with or without points, with blanks or hyphens; capitals do not matter but for T and t."""
    if spelling in {"T", "t"}:
        return spelling
    parts = [re.escape(part).replace("à", "[àa]") for part in spelling.split(" ")]
    return "(?i:" + r"\.?[ \u00a0-]?".join(parts) + ")"
