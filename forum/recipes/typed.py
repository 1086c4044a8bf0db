"""What stands in the form besides single fields: steps in their order, pictures, diets, allergens.

The page sends them as repeated fields, which works without a script. A draft keeps them in one field, `parts`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from forum.recipes.document import Document

MOST_ROWS = 120
COLUMNS = ("step_minutes", "step_picture", "step_uses", "step_part")
_ADDRESS = "/uploads/"


@dataclass
class StepRow:
    """One step as it is typed."""

    text: str = ""
    minutes: str = ""
    picture: str = ""
    uses: str = ""
    part: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not "".join((self.text, self.minutes, self.picture, self.uses, self.part)).strip()


@dataclass
class Parts:
    """Everything in the form that comes more than once. Pictures are addresses, as people see and copy them."""

    steps: list[StepRow] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    diets: list[str] = field(default_factory=list)
    allergens: list[str] = field(default_factory=list)
    declared: bool = False

    def shown_steps(self) -> list[StepRow]:
        """Return the rows that the form shows: at least one to write in."""
        return self.steps or [StepRow()]

    def arrange(self, wish: str) -> None:
        """Do what a button of the form asks for: `add`, `up-2`, `down-0`, `remove-1`. Anything else changes nothing."""
        act, _dash, number = wish.partition("-")
        place = int(number) if number.isdecimal() else -1
        rows = self.steps
        if act == "add" and len(rows) < MOST_ROWS:
            rows.append(StepRow())
        if not 0 <= place < len(rows):
            return
        if act == "remove":
            del rows[place]
        elif act == "up" and place > 0:
            rows.insert(place - 1, rows.pop(place))
        elif act == "down":
            rows.insert(place + 1, rows.pop(place))


def parts_from_request(sent: MultiDict[str, str]) -> Parts:
    """Return what the form sent."""
    texts = sent.getlist("step_text")[:MOST_ROWS]
    columns = [sent.getlist(name) for name in COLUMNS]
    rows = [
        StepRow(text, *(column[place] if place < len(column) else "" for column in columns))
        for place, text in enumerate(texts)
    ]
    photos = sent.get("photos", "").split()
    return Parts(rows, photos, sent.getlist("diets"), sent.getlist("allergens"), "declared" in sent)


def parts_from_draft(kept: str | None) -> Parts:
    """Return what a draft kept; nothing of it when it cannot be read."""
    try:
        stored = json.loads(kept or "{}")
        rows = [_row(each) for each in stored.get("steps", [])][:MOST_ROWS]
        photos, diets, allergens = (
            [str(each) for each in stored.get(name, [])] for name in ("photos", "diets", "allergens")
        )
        return Parts(rows, photos, diets, allergens, bool(stored.get("declared")))
    except (ValueError, TypeError, AttributeError):
        return Parts()


def parts_from_document(document: Document) -> Parts:
    """Return the parts of a document that is to be changed."""
    names = [each.name or each.line for each in document.ingredients]
    rows = [
        StepRow(
            step.text,
            "" if step.minutes is None else str(step.minutes),
            address_of(step.picture),
            ", ".join(names[place] for place in step.uses if place < len(names)),
            step.part,
        )
        for step in document.steps
    ]
    return Parts(
        rows,
        [address_of(key) for key in document.photos],
        list(document.diets),
        list(document.allergens or ()),
        document.allergens is not None,
    )


def as_draft(parts: Parts) -> str:
    """Return what a draft keeps."""
    return json.dumps(asdict(parts))


def address_of(key: str | None) -> str:
    """Return the address of a picture; "" for none."""
    return f"{_ADDRESS}{key}" if key else ""


def key_of(address: str) -> str | None:
    """Return the key of the picture at `address`, however much of the address was copied; None for none."""
    _before, found, after = address.strip().rpartition(_ADDRESS)
    key = (after if found else "").partition("/")[0].partition("?")[0].strip(") ")
    return key[:32] or None


def _row(stored: Any) -> StepRow:
    return StepRow(*(str(stored.get(name, "")) for name in ("text", "minutes", "picture", "uses", "part")))
