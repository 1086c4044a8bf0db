"""Finding a setting by what it is called, what it does, or a word that people use for it."""

from __future__ import annotations

import re
import unicodedata


def folded(text: str) -> str:
    """Return `text` in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


LONG_ENOUGH = 4
"""Letters from which a word is also found within another: German puts words together."""


def says(asked: str, *texts: object) -> bool:
    """Whether every word of `asked` begins a word in `texts`, or, when it is long enough, stands within one."""
    words = re.findall(r"\w+", folded(" ".join(map(str, texts))))
    return all(
        any(word.startswith(part) or (len(part) >= LONG_ENOUGH and part in word) for word in words)
        for part in folded(asked).split()
    )
