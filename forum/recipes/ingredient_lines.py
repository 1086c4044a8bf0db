"""Reading an ingredient line as somebody typed it: how much, of which unit, of what, and what else is said.

Nothing is ever lost: the line stays as it was typed, and what cannot be understood is the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.core.typed_text import clean_line
from forum.recipes.amounts import Amount, read_amount
from forum.recipes.units import UNITS, read_unit
from forum.recipes.wording import wording

LINE_LENGTH = 500

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
_BULLET = re.compile(r"^(?:[-–—*•·▢□☐●◦‣▪]+ +|[•·▢□☐●◦‣▪|]+|\[[ x]\] *)")
_OTHERWISE = re.compile(r" ?[/|] ?(?=[0-9½¼¾⅓⅔])")
_COMMA = re.compile(r"[,;](?![0-9])|(?<![0-9])[,;]")
_MULTIPLIED = re.compile(r" ?[x×] ?(?=[0-9])")
_EACH = re.compile(r" ?,? ?(?:à|á|a|je|of) (?:ca\. ?)?(?=[0-9])")
_PURPOSE = re.compile(r" (?:zum|zur|für die|für den|für das) \w{3,30}$")
_HEADING_MARK = re.compile(r"^#{1,6} +|^\*\*(?=[^*]+\*\*:?$)")


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One ingredient: the `line` as typed, and what was understood of it."""

    line: str
    amount: Amount | None = None
    unit: str | None = None
    name: str = ""
    note: str = ""


def parse_line(line: str, language: str = "en") -> Ingredient:
    """Return what `line` says. Raises `Invalid` if it is too long or begins with an impossible amount."""
    if len(line) > LINE_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=LINE_LENGTH))
    typed = clean_line(_INVISIBLE.sub("", line))
    text = _BULLET.sub("", typed) or typed
    first, colon, others = text.partition(":")
    if colon and others.strip() and first.lower() in wording(language).tastes:
        parsed = _parsed(others.strip(), language)
        return replace(parsed, line=typed, note=", ".join(filter(None, [first, parsed.note])))
    return replace(_parsed(text, language), line=typed)


def _parsed(text: str, language: str) -> Ingredient:
    return _amount_first(text, language) or _amount_last(text, language) or _without_amount(text, language)


def read_line(line: str, language: str = "en") -> Ingredient:
    """Return what `line` says, however odd it is: for recipes from elsewhere, where nobody can be asked."""
    try:
        return parse_line(line[:LINE_LENGTH], language)
    except Invalid:
        typed = clean_line(_INVISIBLE.sub("", line[:LINE_LENGTH]))
        return Ingredient(typed, name=typed)


def read_heading(line: str, language: str = "en") -> str | None:
    """Return the words of a line that names a part of the recipe ("Pour la pâte :"); None if it is an ingredient."""
    text = clean_line(_INVISIBLE.sub("", line[:LINE_LENGTH]))
    bare = _HEADING_MARK.sub("", text).rstrip("*")
    if bare != text.rstrip("*"):
        return bare.rstrip(": ")
    if len(bare) > 80 or bare[:1].isdigit():
        return None
    if bare.endswith(":"):
        return bare.rstrip(": ")
    words = wording(language)
    if bare.lower().startswith(words.for_parts[:3]) and bare.lower() not in words.tastes:
        return bare if "," not in bare and len(bare.split()) <= 6 else None
    return None


def _amount_first(text: str, language: str) -> Ingredient | None:
    start = _after_words(text, 0, wording(language).about)
    if _after_words(text, start, wording(language).vague) != start:
        return None
    found = read_amount(text[start:], language)
    if found is None:
        return None
    amount, end = found[0], start + found[1]
    pack = _read_pack(text, end, language)
    notes = [pack[0]] if pack else []
    end = pack[1] if pack else _blank(text, end)
    unit = read_unit(text, end, language)
    if unit is None:
        sized = _after_words(text, end, wording(language).sizes)
        unit = read_unit(text, sized, language) if sized != end else None
        if unit:
            notes.append(text[end:sized].strip())
    if unit is None and end < len(text) and text[end - 1] not in " )/":  # glued: "1st", "7up"
        return None
    rest = text[unit[1] :] if unit else text[end:]
    if unit:
        rest, also = _second_measure(rest, unit[0], language)
        notes += also
    name, note = _name_and_note(rest, language, linked=True)
    behind = None
    if unit is None:
        name, behind, size = _unit_after_name(name, language)
        notes.append(size)
    return Ingredient("", amount, unit[0] if unit else behind, name, ", ".join(filter(None, [*notes, note])))


def _amount_last(text: str, language: str) -> Ingredient | None:
    """Read "Butter: 125 g" and "Mehl 500 g": at the end only numbers with a unit are taken for an amount."""
    match = re.search(r"(?::| [-–]|) (?=[0-9½¼¾⅓⅔][^:]{0,30}$)", text)
    if match is None or not match.start():
        return None
    try:
        found = read_amount(text[match.end() :], language)
    except Invalid:
        return None
    if found is None:
        return None
    end = _blank(text, match.end() + found[1])
    unit = read_unit(text, end, language)
    if unit is None:
        return None
    rest = text[unit[1] :].strip(" |/()")
    name, note = _name_and_note(text[: match.start()].rstrip(" :"), language, linked=True)
    return Ingredient("", found[0], unit[0], name, ", ".join(filter(None, [note, rest])))


def _without_amount(text: str, language: str) -> Ingredient:
    words = wording(language)
    vague = _after_words(text, 0, words.vague)
    unit = read_unit(text, vague, language)
    if unit and len(text[vague : unit[1]]) > 2:
        after = _blank(text, unit[1])
        if _after_words(text, after, words.links) != after or (unit[0] in words.alone and after < len(text)):
            name, note = _name_and_note(text[after:], language, linked=True)
            return Ingredient("", None if vague else Amount(Fraction(1)), unit[0], name, note)
    name, note = _name_and_note(text[vague:], language, linked=language == "fr" or bool(vague))
    if not name:
        return Ingredient("", name=text)
    return Ingredient("", name=name, note=", ".join(filter(None, [text[:vague].strip(), note])))


def _read_pack(text: str, start: int, language: str) -> tuple[str, int] | None:
    """Read the size of a pack between the number and the pack: "(400 g) can", "x 400 g cans", "14-ounce can"."""
    begin = _blank(text, start)
    if text[begin : begin + 1] == "(":
        close = text.find(")", begin, begin + 40)
        return (text[begin + 1 : close].strip(), _blank(text, close + 1)) if close > 0 else None
    times = _MULTIPLIED.match(text, start)
    inner = times.end() if times else begin
    if inner == start or not text[inner : inner + 1].isdigit():
        return None
    try:
        found = read_amount(text[inner:], language)
    except Invalid:
        return None
    if found is None:
        return None
    end = inner + found[1]
    unit = read_unit(text, end + 1 if text[end : end + 1] in {" ", "-"} else end, language)
    if unit is None or UNITS[unit[0]].measure == "count":
        return None
    after = _blank(text, unit[1])
    return (text[inner : unit[1]], after) if times or read_unit(text, after, language) else None


def _second_measure(rest: str, unit: str, language: str) -> tuple[str, list[str]]:
    """Take off the same amount in another measure ("/ 9 oz"), and the unit said twice."""
    again = read_unit(rest, _blank(rest, 0), language)
    if again and again[0] == unit and rest[again[1] : again[1] + 1] == " ":
        rest = rest[again[1] :]
    match = _OTHERWISE.match(rest) or _EACH.match(rest)
    if match:
        try:
            found = read_amount(rest[match.end() :], language)
        except Invalid:
            return rest, []
        other = found and read_unit(rest, _blank(rest, match.end() + found[1]), language)
        if other:
            return rest[other[1] :], [rest[match.end() : other[1]]]
    return rest, []


def _name_and_note(rest: str, language: str, *, linked: bool) -> tuple[str, str]:
    words = wording(language)
    text = rest.strip(" ,.;")
    notes: list[str] = []
    if text.startswith("(") and ")" in text:
        inside, _mark, text = text[1:].partition(")")
        notes.append(inside)
        text = text.strip(" ,")
    if linked:
        text = text[_after_words(text, 0, words.links) :]
    opened = text.find(" (") + 1
    comma = _outside(text)
    if opened > 0 and (comma < 0 or opened < comma):
        close = text.rfind(")")
        inside = text[opened + 1 : close if close > opened else len(text)]
        behind = text[close + 1 :] if close > opened else ""
        notes += [inside, behind]
        text = text[:opened]
    elif comma > 0:
        notes.append(text[comma + 1 :])
        text = text[:comma]
    text = text.strip(" ,;*")
    purpose = _PURPOSE.search(text) if language == "de" else None
    if purpose:
        notes.insert(0, purpose[0].strip())
        text = text[: purpose.start()]
    lower = text.lower()
    for taste in words.tastes:
        if lower.endswith(" " + taste):
            notes.insert(0, text[-len(taste) :])
            text = text[: -len(taste)].rstrip(" ,-")
            break
    return text, ", ".join(filter(None, (_bare(note) for note in notes)))


def _bare(note: str) -> str:
    """Return a note without the marks around it: "(, minced)" is "minced"."""
    bare = note.strip(" ,;.*")
    if bare.startswith("(") or bare.count("(") != bare.count(")"):
        bare = bare.replace("(", "").replace(")", "").strip(" ,;.*")
    return bare


def _unit_after_name(name: str, language: str) -> tuple[str, str | None, str]:
    """Read "large garlic cloves" as cloves of garlic, and say that they are large."""
    before, blank, last = name.rpartition(" ")
    found = read_unit(last, 0, language) if blank else None
    if found and found[1] == len(last) and found[0] in wording(language).after_name:
        sized = _after_words(before, 0, wording(language).sizes)
        return before[sized:], found[0], before[:sized].strip()
    return name, None, ""


def _outside(text: str) -> int:
    """Return where the first comma or semicolon stands that is no decimal comma; -1 if nowhere."""
    for match in _COMMA.finditer(text):
        return match.start()
    return -1


def _blank(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \u00a0\u202f":
        start += 1
    return start


def _after_words(text: str, start: int, words: tuple[str, ...]) -> int:
    """Return where `text` goes on after one of `words` at `start` (the longest), or `start`."""
    beginning = text[start : start + 24].lower()
    for word in _longest_first(words):
        if beginning.startswith(word):
            end = start + len(word)
            if not word[-1].isalpha() or text[end : end + 1] in {" ", "\u00a0"}:
                return _blank(text, end)
    return start


@lru_cache(maxsize=64)
def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))
