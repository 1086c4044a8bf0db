"""Sets of documents as whole numbers: document N is in the set when bit N is set.

Python's integers do union, intersection, difference and counting of a hundred thousand documents in microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

_ONE = ord("1")
_TO_MASK = bytes.maketrans(b"01", b"\0\1")


def bits_of(ids: Iterable[int], size: int) -> int:
    """Return the set of `ids`, all below `size`."""
    digits = bytearray(b"0") * size
    for doc in ids:
        digits[doc] = _ONE
    digits.reverse()
    return int(digits, 2) if size else 0


def mask_of(bits: int, size: int) -> bytes:
    """Return one byte for each of `size` documents, 1 for those in the set."""
    return format(bits, f"0{size}b").encode()[::-1].translate(_TO_MASK) if size else b""


def ids_of(bits: int, size: int) -> Iterator[int]:
    """Return the documents in the set, in their order."""
    return compress(range(size), mask_of(bits, size))
