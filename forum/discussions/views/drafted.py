"""Bringing a draft back into the form in which it was begun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forum.core.markup.withholding import withhold_quotes
from forum.core.policy import Audience, Viewer
from forum.core.stamps import make_stamp
from forum.discussions.forms import WritingForm
from forum.discussions.operations.drafts import find_draft
from forum.discussions.operations.texts import withheld_quotes

NUMBERS = frozenset({"category", "reply_to", "revision"})


def fill_from_draft(form: WritingForm, viewer: Viewer, place: str) -> bool:
    """Fill `form` with what `viewer` had begun to write at `place`; answers whether there was something.

    Its stamp says since when they have been writing, so that a finished draft may be sent at once.
    """
    draft = find_draft(viewer, place) if viewer.id is not None else None
    if draft is None:
        return False
    for name, value in readable(draft.fields).items():
        if name in form and form[name].type != "SelectMultipleField":
            form[name].data = int(value) if name in NUMBERS else value
    form.draft_version.data = draft.version
    form.once.data = make_stamp(viewer.id, now=draft.updated_at)
    return True


def readable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a draft holds, without words that it quotes from posts which were hidden in the meantime."""
    shown = dict(fields)
    if body := shown.get("body"):
        shown["body"] = withhold_quotes(body, withheld_quotes([body], read_level=Audience.MEMBERS))
    return {name: value for name, value in shown.items() if name not in NUMBERS or str(value).isdecimal()}
