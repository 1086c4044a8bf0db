"""Words that stand nowhere but where they were planted, and the people whom they may reach."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from tests.cast import CAST

GUEST = "guest"
PEOPLE = frozenset({GUEST, *(person.handle for person in CAST)})
MEMBERS = PEOPLE - {GUEST}
TEAM = frozenset({"bruno", "dana", "emil"})
JUDGES = frozenset({"bruno", "emil"})
"""Those who moderate; administrators do, too."""
NOBODY: frozenset[str] = frozenset()
ARCHIVE = "accounts.download"
"""Where members fetch all that is kept about them."""
MAIL = "mail"
NEVER_PLANTED = "zqelsewhereqz"

_WORD = re.compile(r"zq[a-z]+?qz")
_HOST = "@example.org"
_ADDRESS = re.compile(r"[a-z0-9.]+@example\.org")
"""Looked for where the host stands only: it may begin with any letter, so it is tried at every one."""


def word(name: str) -> str:
    """Return the word that is planted as `name`: letters only, no part of another, and stemmed by no language."""
    return f"zq{name}qz"


def sentence(name: str) -> str:
    """Return a sentence with the word `name`, and with one that all planted sentences share, to search for."""
    return f"Porridge with {word(name)} for breakfast."


def canaries_in(text: str) -> frozenset[str]:
    """Return every planted word in `text`, however it is escaped."""
    plain = unescape(unquote(text)).lower()
    return frozenset([*_WORD.findall(plain), *(_ADDRESS.findall(plain) if _HOST in plain else ())])


def readable(content: bytes) -> str:
    """Return the text of an answer; of an archive, the names and texts in it."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    archive = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(
        [*archive.namelist(), *(archive.read(name).decode(errors="replace") for name in archive.namelist())]
    )


@dataclass(frozen=True)
class Canary:
    """A planted word.

    `readers` may meet it in pages, and do unless `is_shown` is False. `keeper` gets it, besides, in the archive of
    their own data and in mail, and whoever holds a secret link in the page `behind` it.
    """

    text: str
    readers: frozenset[str]
    keeper: str = ""
    behind: str = ""
    is_shown: bool = True

    def is_for(self, person: str, endpoint: str) -> bool:
        """Whether `person` may meet it in what `endpoint` answers."""
        is_kept = endpoint in (ARCHIVE, MAIL) and person == self.keeper
        return person in self.readers or is_kept or endpoint == self.behind


def canary(name: str, readers: frozenset[str], *, kept_by: str = "", is_shown: bool = True) -> Canary:
    """Return the canary that is planted as the word `name`."""
    return Canary(word(name), readers, keeper=kept_by, is_shown=is_shown)
