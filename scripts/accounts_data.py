"""Re-creates the two data files of the sign-in room from packages of public registries.

    python scripts/accounts_data.py CONFUSABLES.json PASSWORDS.json ZXCVBN.js

* CONFUSABLES.json is `confusable_homoglyphs/confusables.json` of the PyPI package confusable-homoglyphs 3.3.1 (MIT). It
  holds Unicode's confusables.txt (Unicode licence) with every pair written in both directions; each group of
  look-alikes is a star around its prototype, so the prototypes can be read back.
* PASSWORDS.json is `src/passwords.json` of the npm package @zxcvbn-ts/language-common 4.1.3 (MIT).
* ZXCVBN.js is `lib/frequency_lists.js` of the npm package zxcvbn 4.4.2 (MIT).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "forum" / "accounts" / "data"
SHORTEST_PASSWORD = 8


def confusables(source: Path) -> list[str]:
    """Return one line per prototype: itself, a tab, and every single character that looks like it."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for character, others in json.loads(source.read_text()).items():
        for other in others:
            one, two = (text.replace("\u200e", "") for text in (character, other["c"]))
            if one != two:
                neighbours[one].add(two)
                neighbours[two].add(one)
    lines = []
    for prototype, alike in neighbours.items():
        if len(alike) == 1 and len(neighbours[next(iter(alike))]) > 1:
            continue
        if len(alike) == 1 and prototype > next(iter(alike)):
            continue
        usable = sorted(other for other in alike if _can_stand_in_a_name(other))
        if usable:
            lines.append(f"{prototype}\t{''.join(usable)}")
    return sorted(lines)


def _can_stand_in_a_name(character: str) -> bool:
    stable = unicodedata.normalize("NFKC", character) == character
    return len(character) == 1 and stable and unicodedata.category(character)[0] in "LN"


def common_passwords(modern: Path, classic: Path) -> list[str]:
    """Return the most common passwords that are long enough to be accepted otherwise, most common first."""
    listed = json.loads(modern.read_text())
    found = re.search(r"passwords: '([^']*)'", classic.read_text()) or re.search(
        r'passwords: "([^"]*)"', classic.read_text()
    )
    listed += found.group(1).split(",") if found else []
    return list(dict.fromkeys(word.casefold() for word in listed if len(word) >= SHORTEST_PASSWORD))


if __name__ == "__main__":
    look_alikes, modern, classic = (Path(name) for name in sys.argv[1:4])
    DATA.joinpath("confusables.tsv").write_text("\n".join(confusables(look_alikes)) + "\n")
    DATA.joinpath("common_passwords.txt").write_text("\n".join(common_passwords(modern, classic)) + "\n")
