"""Amounts as people write and say them: 2½, 1/3, 0,5, 2–3, half a. Exact inside, never 0.333333 outside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.recipes.wording import Wording, wording

MOST = 100_000
"""Nobody cooks more of anything, in any unit."""

FINEST = 1000
"""The largest denominator, and the finest part that is kept: decimals beyond thousandths are rounded."""

_VULGAR = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅐": Fraction(1, 7), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8), "⅑": Fraction(1, 9), "⅒": Fraction(1, 10),
}  # fmt: skip
_SIGNS = "".join(_VULGAR)
_PRINTED = {part: sign for sign, part in _VULGAR.items()}

_WHOLE = r"[0-9]{1,3}(?:[\u00a0\u202f\u2009'’][0-9]{3})+|[0-9]{1,12}"
_NUMBER = re.compile(
    rf"(?P<top>[0-9]{{1,12}})[ ]?[/⁄∕][ ]?(?P<under>[0-9]{{1,12}})"
    rf"|(?P<whole>{_WHOLE})"
    rf"(?:[ \u00a0\u202f]?(?P<sign>[{_SIGNS}])"
    r"|(?:[ ]|-|[ ](?:and|et|und|&)[ ])(?P<top2>[0-9]{1,4})[ ]?[/⁄∕][ ]?(?P<under2>[0-9]{1,4})"
    r"|(?P<point>[.,])(?P<decimals>[0-9]{1,12}))?"
    rf"|(?P<alone>[{_SIGNS}])"
    r"|[.,](?P<bare>[0-9]{1,12})"
)
_TYPED_FRACTION = re.compile(
    r"(?:(?<![0-9/.,])(?P<whole>[0-9]{1,3}) )?(?<![0-9/.,])(?P<top>[1-9])/(?P<under>[2-9])(?![0-9/])"
)
_SPACED_THOUSANDS = re.compile(r"([1-9][0-9]{0,2})((?: [0-9]{3})+)(?![0-9/⁄.,])")
_THIRDS = re.compile(r"3{2,}|6+[67]")
_DASH = re.compile(r" ?[-–—] ?")
_NOT_AFTER = re.compile(rf"[0-9{_SIGNS}/⁄]|[eE][0-9+]")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: `low`, or anything from `low` to `high`."""

    low: Fraction
    high: Fraction | None = None

    def __mul__(self, factor: Fraction) -> Amount:
        """Return `factor` times as much."""
        return Amount(self.low * factor, self.high * factor if self.high is not None else None)

    @property
    def most(self) -> Fraction:
        """The larger end."""
        return self.high if self.high is not None else self.low


def parse_amount(typed: str, language: str = "en") -> Amount:
    """Return the amount that `typed` is, all of it. Raises `Invalid` with a clear message if it is none."""
    text = " ".join(typed.split())
    found = read_amount(text, language)
    if found is None or text[found[1] :].strip(" ."):
        raise Invalid(
            _("“%(typed)s” is not an amount. Write it like 2, ½, 1 1/2, 0.5 or 2-3.", typed=typed[:40])
        )
    return found[0]


def read_amount(text: str, language: str = "en") -> tuple[Amount, int] | None:
    """Return the amount at the beginning of `text` and where it ends. Raises `Invalid` for an impossible one."""
    words = wording(language)
    first = _read_number(text, 0, words, language)
    if first is None:
        return None
    low, end = first
    after = _range_mark(text, end, words)
    second = _read_number(text, after, words, language, worded=False) if after else None
    if second is None or second[0] <= low:
        return Amount(low), end
    return Amount(low, second[0]), second[1]


def _range_mark(text: str, start: int, words: Wording) -> int | None:
    """Return where the second number of a range begins, if a range goes on at `start`."""
    dash = _DASH.match(text, start)
    if dash:
        return dash.end()
    for word in words.ranges:
        if text[start : start + len(word) + 2].lower() == f" {word} ":
            return start + len(word) + 2
    return None


def _read_number(
    text: str, start: int, words: Wording, language: str, *, worded: bool = True
) -> tuple[Fraction, int] | None:
    spaced = _SPACED_THOUSANDS.match(text, start)
    if spaced and (language == "fr" or set(spaced[2]) == {" ", "0"}):
        return _possible(Fraction(spaced[1] + spaced[2].replace(" ", "")), text), spaced.end()
    match = _NUMBER.match(text, start)
    if match is None:
        return _read_word(text, start, words) if worded else None
    if _NOT_AFTER.match(text, match.end()):
        raise _impossible(text)
    return _possible(_value(match, words, text), text), match.end()


def _value(match: re.Match[str], words: Wording, text: str) -> Fraction:
    if match["top"]:
        return _ratio(match["top"], match["under"], text)
    if match["alone"]:
        return _VULGAR[match["alone"]]
    if match["bare"]:
        return _decimal("0", match["bare"])
    digits = re.sub(r"[^0-9]", "", match["whole"])
    if match["sign"]:
        return Fraction(digits) + _VULGAR[match["sign"]]
    if match["top2"]:
        return Fraction(digits) + _ratio(match["top2"], match["under2"], text)
    if match["decimals"]:
        if match["point"] == words.thousands and len(match["decimals"]) == 3 and not digits.startswith("0"):
            return Fraction(digits + match["decimals"])
        return _decimal(digits, match["decimals"])
    return Fraction(digits)


def _decimal(whole: str, decimals: str) -> Fraction:
    """Return a decimal number; one that was written for thirds (0.33, 0.667) is thirds."""
    if _THIRDS.fullmatch(decimals):
        part = Fraction(1, 3) if decimals[0] == "3" else Fraction(2, 3)
    else:
        part = Fraction(int(decimals), 10 ** len(decimals)).limit_denominator(FINEST)
    return Fraction(int(whole)) + part


def _ratio(top: str, under: str, text: str) -> Fraction:
    if int(under) == 0 or int(under) > FINEST:
        raise _impossible(text)
    return Fraction(int(top), int(under))


def _possible(number: Fraction, text: str) -> Fraction:
    if number <= 0:
        raise _impossible(text)
    if number > MOST:
        raise Invalid(_("That is too much: at most %(most)s.", most=MOST))
    return number


def _impossible(text: str) -> Invalid:
    return Invalid(_("There is no such amount as “%(typed)s”.", typed=text[:20]))


def _read_word(text: str, start: int, words: Wording) -> tuple[Fraction, int] | None:
    beginning = text[start : start + 24].lower()
    for word, number in words.numbers.items():
        if beginning.startswith(word) and not beginning[len(word) : len(word) + 1].isalnum():
            following = beginning[len(word) : len(word) + 1]
            if following not in {"'", "’", "-", ","}:
                return number, start + len(word)
    return None


def print_amount(amount: Amount, language: str = "en", *, decimal: bool = False) -> str:
    """Return the amount as people write it in `language`; with decimals rather than fractions if `decimal`."""
    words = wording(language)
    low = _print_number(amount.low, words, decimal=decimal)
    if amount.high is None:
        return low
    high = _print_number(amount.high, words, decimal=decimal)
    return low if high == low else f"{low}–{high}"


def with_fraction_signs(text: str) -> str:
    """Return a quantity as it was typed, with fractions as people write them: 1 1/2 is 1½."""
    return _TYPED_FRACTION.sub(_signed, text)


def _signed(match: re.Match[str]) -> str:
    sign = _PRINTED.get(Fraction(int(match["top"]), int(match["under"])))
    return f"{match['whole'] or ''}{sign}" if sign else match[0]


def _print_number(number: Fraction, words: Wording, *, decimal: bool) -> str:
    whole, part = divmod(number, 1)
    sign = _PRINTED.get(part)
    if not decimal and sign and part.denominator in {2, 3, 4, 6, 8}:
        return f"{_grouped(whole, words)}{sign}" if whole else sign
    digits = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= Fraction(1, 10) else 3
    rounded = round(number, digits)
    whole, part = divmod(rounded, 1)
    if not part:
        return _grouped(whole, words)
    decimals = f"{int(part * 10**digits):0{digits}d}".rstrip("0")
    return f"{_grouped(whole, words)}{words.decimal}{decimals}"


def _grouped(whole: int, words: Wording) -> str:
    return f"{whole:,}".replace(",", words.thousands)
