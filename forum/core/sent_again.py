"""A form that came too often: what was typed in it stays on the page that says so, and can be sent from there.

A browser shows the form empty when one goes back to it, and a link to try again asks for the form anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

SECRET = ("password", "code", "credential")
"""Parts of names of fields that no page repeats."""


@dataclass(frozen=True)
class SentForm:
    """What a form said: its fields in order, and whether files came with it, which no page can give back."""

    address: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def sent_form() -> SentForm | None:
    """Return the form that the present request has sent; None where there is none or it holds a secret."""
    fields = tuple(request.form.items(multi=True))
    if request.method != "POST" or not fields or any(part in name for name, _ in fields for part in SECRET):
        return None
    had_files = any(file.filename for file in request.files.values())
    return SentForm(request.full_path.rstrip("?"), fields, had_files)
