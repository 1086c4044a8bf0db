"""Black bars over a passage (a posted telephone number), wherever it stands in a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

BAR = "█"
LONGEST_BAR = 24

_PIECE = re.compile(
    r"""(?P<noise>\]\([^()\s]*\)|\\?[*_~`|\[\]]|[\u00ad\u200b-\u200d\u2060\ufeff])
      | \\(?P<escaped>[!-/:-@\[-`{-~])
      | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
      | (?P<space>\s+(?:>[ \t]*)*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def blackout(source: str, passage: str) -> str:
    """Return `source` with every occurrence of `passage` under a bar.

    `passage` is text as a reader sees it: emphasis, links, escapes, entities, line breaks and upper or lower case
    between its characters do not hide it. It is looked for in link addresses as well. A source without it is
    returned as it is.
    """
    wanted = "".join(character for character, _, _ in _visible(passage)).strip()
    if not wanted:
        return source
    bar = BAR * min(len(passage.strip()), LONGEST_BAR)
    pieces = list(_visible(source))
    seen = "".join(character for character, _, _ in pieces)
    done, position, at = [], 0, seen.find(wanted)
    while at >= 0:
        done += [source[position : pieces[at][1]], bar]
        position = pieces[at + len(wanted) - 1][2]
        at = seen.find(wanted, at + len(wanted))
    return _in_addresses("".join([*done, source[position:]]), passage.strip(), bar)


def _visible(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield each character that a reader sees, folded, with the part of the source that it came from."""
    for match in _PIECE.finditer(source):
        if match["noise"]:
            continue
        if match["space"]:
            yield " ", match.start(), match.end()
            continue
        entity = match["entity"]
        character = unescape(entity) if entity else match["escaped"] or match["other"]
        if entity and character.isspace():
            character = " "
        for one in character:
            lowered = one.lower()
            yield (lowered if len(lowered) == 1 else one), match.start(), match.end()


def _in_addresses(source: str, passage: str, bar: str) -> str:
    """Cover what is left in link addresses and code, where spaces are absent or written as %20."""
    words = [re.escape(word) for word in passage.split()]
    return re.sub(r"(?:\s|%20|\+)?".join(words), bar, source, flags=re.IGNORECASE)
