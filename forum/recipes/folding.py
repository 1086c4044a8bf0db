"""Words brought to a form in which they are compared: lower case, no accents, single spaces."""

from __future__ import annotations

import unicodedata

_SPELLED = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "’": "'", "\u00a0": " "})


def fold(text: str) -> str:
    """Return `text` folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())
