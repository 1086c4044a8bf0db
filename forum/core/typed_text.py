"""What people typed, made fit for a database and a page: no characters that break one or lie in the other."""

from __future__ import annotations

import re
import unicodedata

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Controls other than tab and line feed, and halves of characters. PostgreSQL refuses the first and the last."""

_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of reading: within one line, they make it show something else than it says."""

_SPACES = re.compile(r"((?<=«)[\u00a0\u202f](?=\S)|(?<=\S)[\u00a0\u202f](?=[?!;:»]))|\s+")
"""Spaces of a line; first those that hold a French sign to its word, as a careful writer or a telephone sets them."""


def clean_text(typed: str) -> str:
    """Return several lines as they may be stored: line feeds only, nothing unstorable, no blank end."""
    return _UNSTORABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).rstrip()


def clean_line(typed: str) -> str:
    """Return one line as it may be stored: composed (NFC), single spaces, nothing unstorable or turning."""
    spaced = _SPACES.sub(lambda space: space[1] or " ", _TURNING.sub("", typed))
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", spaced)).strip()
