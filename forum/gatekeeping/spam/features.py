"""A text as a set of hashed features: words, pairs of words, pieces of words, and what its links look like.

Hashed means that nobody reads words out of a trained model. Addresses and numbers count by their shape, not by where
they lead: those of spam change by the day.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from zlib import crc32

BITS = 18
SIZE = 1 << BITS
LONGEST = 2_000
"""So many characters are looked at: advertising says early what it wants, and a long text must not cost more."""

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"')\]]{1,300}"
    r"|\b[a-z0-9-]{2,40}\.(?:com|net|org|info|biz|ru|top|xyz|shop|site|online|club|link|ly|gl|me|co|tv)\b"
    r"(?:/[^\s]{0,200})?"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_NUMBER = re.compile(r"\+?\d[\d .,()/-]{5,40}\d|\d+")
_REPEAT = re.compile(r"(.)\1{3,}")
_TOKEN = re.compile(r"\x01[a-z0-9]+|[^\W_]+|[£$€%!?<>#@]")
_LONGEST_WORD = 20
_PIECES = (3, 4, 5)


def features_of(text: str) -> list[int]:
    """Return the features of `text`, each once, as numbers below `SIZE`."""
    mask = SIZE - 1
    return list({crc32(name.encode("utf-8", "surrogatepass")) & mask for name in names_of(text)})


def names_of(text: str) -> set[str]:
    """Return the features of `text` by name, as they are before hashing."""
    whole = unicodedata.normalize("NFKC", text[:LONGEST])
    if not whole.strip():
        return set()
    plain = whole.casefold()
    links = _LINK.findall(plain)
    plain = _LINK.sub(" \x01l ", plain)
    plain = _EMAIL.sub(" \x01e ", plain)
    plain = _NUMBER.sub(_length_of_number, plain)
    plain = _REPEAT.sub(r"\1\1\1", plain)
    words = _TOKEN.findall(plain)
    names = {f"w{word}" for word in words}
    names.update(f"b{one} {other}" for one, other in pairwise(words))
    for word in set(words):
        if len(word) > 2 and word[0] != "\x01":
            padded = f"<{word[:_LONGEST_WORD]}>"
            names.update(
                f"c{padded[at : at + size]}" for size in _PIECES for at in range(len(padded) - size + 1)
            )
    names.update(_shape(whole, words, links))
    return names


def _length_of_number(match: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, match[0]))
    return f" \x01n{min(digits, 12)} "


def _shape(whole: str, words: list[str], links: list[str]) -> set[str]:
    """Return what the text looks like from afar, in coarse steps: links, capitals, digits, signs, length."""
    characters = len(whole) or 1
    letters = sum(map(str.isalpha, whole)) or 1
    shape = {
        f"s:links{min(len(links), 4)}",
        f"s:caps{min(9, 10 * sum(map(str.isupper, whole)) // letters)}",
        f"s:long{len(words).bit_length()}",
        f"s:bang{min(whole.count('!'), 4)}",
        f"s:digits{min(9, 20 * sum(map(str.isdigit, whole)) // characters)}",
        f"s:wordlen{min(12, letters // (len(words) or 1))}",
    }
    if links:
        shape.add(f"s:linkshare{min(9, 10 * sum(map(len, links)) // characters)}")
    return shape
