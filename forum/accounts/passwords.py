"""Which passwords are accepted, and their hashes (argon2, through Flask-Security).

Length is the only rule of form: no composition, nothing trimmed or normalised. What anybody would try first is
refused: the most common passwords, and those made of the member's own name, address or the brand.
References: OWASP ASVS 5.0, 6.2.1 to 6.2.12.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from flask_babel import gettext as _
from flask_security.utils import hash_password, verify_password

from forum.core.policy import Invalid

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
SHORTEST_PERSONAL_WORD = 4
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$VmrN+f//n5NyLuU8B0DIuQ$jTT3hXUH1EO1Qy6PRfDvVyAtbRKEupSz0DYGBweC288"
)
"""The hash of a password that nobody knows: a check against it takes as long as one against a member's."""


def check_password(password: str, *, personal: Iterable[str] = ()) -> None:
    """Refuse a password that others would guess. `personal` are words that belong to the member or the brand.

    Raises:
        Invalid: with a sentence that says what to do.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            _("Please take at least %(count)s characters.", count=SHORTEST_PASSWORD), field="password"
        )
    if len(password) > LONGEST_PASSWORD:
        raise Invalid(
            _("Please take at most %(count)s characters.", count=LONGEST_PASSWORD), field="password"
        )
    folded = password.casefold()
    if folded in _common_passwords() or len(set(folded)) == 1:
        raise Invalid(_("Many people use this password. Please take another one."), field="password")
    if _core_of(folded) in {_core_of(word) for word in _personal_words(personal)}:
        raise Invalid(
            _("This is easy to guess for people who know you. Please take another one."), field="password"
        )


def hashed(password: str) -> str:
    """Return the hash to store. Takes a tenth of a second on purpose: call it outside the write transaction."""
    return str(hash_password(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether `password` belongs to the `stored` hash. Takes as long when there is none, and then answers False."""
    right = bool(verify_password(password[:LONGEST_PASSWORD], stored or NOBODYS_HASH))
    return right and stored is not None


def _personal_words(personal: Iterable[str]) -> set[str]:
    words = {part.casefold() for text in personal for part in (text, *re.split(r"[@\s._-]+", text))}
    return {word for word in words if len(word) >= SHORTEST_PERSONAL_WORD}


def _core_of(text: str) -> str:
    """Return `text` without what people hang on a word to make it longer: digits and signs, spaces inside."""
    return re.sub(r"\s+", "", text).strip("0123456789!?.,*#$+-_@")


@lru_cache
def _common_passwords() -> frozenset[str]:
    listed = Path(__file__).with_name("data").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(listed.split("\n"))
