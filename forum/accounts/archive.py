"""Everything about a member as one file: JSON for machines, and a page that a person can read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from flask import render_template


def make_archive(gathered: Mapping[str, Any], *, name: str) -> bytes:
    """Return a ZIP file with one JSON file per room and `everything.html`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "everything.html", render_template("accounts/archive.html", gathered=gathered, name=name)
        )
        for room, known in gathered.items():
            archive.writestr(f"{room}.json", json.dumps(known, ensure_ascii=False, indent=2))
    return packed.getvalue()
