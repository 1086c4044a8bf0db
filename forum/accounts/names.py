"""Display names: which are accepted, which look alike, and the handle made from each.

Look-alikes are found by the skeleton of Unicode Technical Standard 39, section 4 ("Confusable Detection"), taken
further: letter case, accents, spaces and punctuation do not tell two names apart either. Scripts are mixed only as
its "highly restrictive" level (section 5.2) allows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from flask_babel import gettext as _

from forum.accounts.models import HANDLE_LENGTH, NAME_LENGTH
from forum.core.policy import Invalid

SHORTEST_NAME = 2
SHORTEST_BRAND_KEY = 4
MARKS_IN_A_ROW = 3
PUNCTUATION = frozenset(" .-_'’·&")
MIXED_SCRIPTS = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
SMALL_CAPITAL = "LETTER SMALL CAPITAL "
TEAM_WORDS = (
    "admin administrator administrateur administratrice administratorin moderator moderateur moderatrice moderatorin "
    "mod mods modo team equipe staff support helpdesk official officiel officielle offiziell kundenservice "
    "kundendienst system sysadmin webmaster root potluck"
).split()


def clean_name(typed: str) -> str:
    """Return `typed` as a display name: composed, without spaces around it or repeated in it.

    Raises:
        Invalid: when it is too short or too long, or holds what does not belong into a name.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(name) < SHORTEST_NAME:
        raise Invalid(_("A name has at least two letters."), field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid(_("A name has at most %(count)s letters.", count=NAME_LENGTH), field="name")
    if unicodedata.normalize("NFKC", name) != name or not all(_belongs(character) for character in name):
        raise Invalid(_("Please use letters, digits, spaces and . - _ ' only."), field="name")
    if not any(unicodedata.category(character)[0] == "L" for character in name):
        raise Invalid(_("A name needs at least one letter."), field="name")
    if _longest_row_of_marks(name) > MARKS_IN_A_ROW:
        raise Invalid(_("Too many accents stand on one letter."), field="name")
    if _mixes_scripts(name):
        raise Invalid(_("Please write your name in one alphabet."), field="name")
    return name


def name_key(name: str) -> str:
    """Return the skeleton of `name`: equal for any two names that a reader could take for one another."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    mapped = "".join(_prototypes().get(character, character) for character in folded)
    plain = unicodedata.normalize("NFKD", mapped.casefold()).translate(LETTERS_WITHOUT_DECOMPOSITION)
    letters = "".join(character for character in plain if unicodedata.category(character)[0] in "LN")
    return letters.replace("i", "l").replace("vv", "w")


def passes_for_team(name: str, brand_names: Iterable[str] = ()) -> bool:
    """Whether a reader could take `name` for the brand, its team or the system."""
    key = name_key(name)
    if any(name_key(word) in _team_keys() for word in [*re.split(r"[^\w]|_", name), name]):
        return True
    brands = [name_key(brand) for brand in brand_names]
    return any(
        key == brand or (len(brand) >= SHORTEST_BRAND_KEY and brand in key) for brand in brands if brand
    )


def handle_from(name: str) -> str:
    """Return the handle that `name` suggests: small Latin letters, digits and single hyphens; "member" when none."""
    latin = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS_WITHOUT_DECOMPOSITION))
    words = "".join(
        character for character in latin if not unicodedata.combining(character) and character not in "'’"
    )
    handle = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[: HANDLE_LENGTH - 8].strip("-")
    return handle if len(handle) >= SHORTEST_NAME and not handle.startswith("former") else "member"


def _belongs(character: str) -> bool:
    if character in PUNCTUATION:
        return True
    letter = unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Mn", "Mc", "Nd"}
    return letter and SMALL_CAPITAL not in unicodedata.name(character, "")


def _longest_row_of_marks(name: str) -> int:
    decomposed = unicodedata.normalize("NFD", name)
    kinds = "".join("M" if unicodedata.combining(character) else " " for character in decomposed)
    return max(len(row) for row in kinds.split(" "))


def _script(character: str) -> str:
    """Return the script of a letter, which Unicode puts first in its name; Python's tables have no Script property."""
    return unicodedata.name(character, "UNKNOWN").split()[0]


def _mixes_scripts(name: str) -> bool:
    scripts = {_script(character) for character in name if unicodedata.category(character)[0] == "L"}
    return len(scripts) > 1 and not any(scripts <= allowed for allowed in MIXED_SCRIPTS)


@lru_cache
def _team_keys() -> frozenset[str]:
    return frozenset(name_key(word) for word in TEAM_WORDS)


@lru_cache
def _prototypes() -> dict[str, str]:
    """Return for each character the one that stands for all its look-alikes."""
    lines = (
        Path(__file__).with_name("data").joinpath("confusables.tsv").read_text(encoding="utf-8").splitlines()
    )
    pairs = (line.split("\t") for line in lines)
    return {
        character: _without_small_capitals(prototype) for prototype, alike in pairs for character in alike
    }


def _without_small_capitals(prototype: str) -> str:
    """Return the letter of a small capital, which Unicode does not count among the look-alikes of its letter."""
    letter = unicodedata.name(prototype, "").partition(SMALL_CAPITAL)[2] if len(prototype) == 1 else ""
    return letter.lower() if len(letter) == 1 else prototype
