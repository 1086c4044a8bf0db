"""The readable part of an address. Addresses are found by number; the words only help people."""

from __future__ import annotations

import re
import unicodedata

SLUG_LENGTH = 80
_SPELLED_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def slug_of(title: str, *, otherwise: str = "topic") -> str:
    """Return `title` in lower case with hyphens, Latin letters without accents; `otherwise` when nothing is left."""
    folded = unicodedata.normalize("NFKD", title.lower().translate(_SPELLED_OUT))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.sub(r"[\W_]+", "-", letters).strip("-")
    return words[:SLUG_LENGTH].rstrip("-") or otherwise
