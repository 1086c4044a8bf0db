"""Everything about a member as one file: JSON for programs, and a page that a person can read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template

from forum.core.personal_data import personal_data
from forum.core.personal_words import ToldSection, tell

FIRST = "accounts"
MANY = 12
"""From how many entries on a section is folded up."""


@dataclass(frozen=True)
class Chapter:
    """What one room keeps, as the page shows it."""

    key: str
    name: str
    sections: list[ToldSection]


def make_archive(gathered: Mapping[str, Any], *, name: str, now: datetime) -> bytes:
    """Return a ZIP file with one JSON file per room and `everything.html`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("everything.html", readable_page(gathered, name=name, now=now))
        for room, known in gathered.items():
            archive.writestr(f"{room}.json", json.dumps(known, ensure_ascii=False, indent=2))
    return packed.getvalue()


def readable_page(gathered: Mapping[str, Any], *, name: str, now: datetime) -> str:
    """Return everything that was gathered as a page in the reader's language."""
    chapters = [
        Chapter(room, str(keeping.words.name), tell(keeping.words, gathered[room]))
        for room, keeping in sorted(personal_data.items(), key=lambda each: each[0] != FIRST)
        if room in gathered
    ]
    return render_template(
        "accounts/archive.html",
        chapters=[chapter for chapter in chapters if chapter.sections],
        empty=[chapter.name for chapter in chapters if not chapter.sections],
        name=name,
        now=now,
        many=MANY,
    )
