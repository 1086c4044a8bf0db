"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from forum.core.personal_words import AT_TOPIC, Part, PersonalWords, Section, moment
from forum.recipes.document import from_json


def _creation(value: dict[str, Any]) -> str:
    """Return ingredients, steps and tips as lines; the title and the story stand among the posts."""
    document = from_json(value)
    lines = [ingredient.line for group in document.groups for ingredient in group.ingredients]
    steps = [f"{number}. {step.text}" for number, step in enumerate(document.steps, 1)]
    return "\n".join([*lines, "", *steps, "", document.tips]).strip()


CREATION = {"topic_id": Part(_l("Where"), AT_TOPIC), "document": Part(_l("Text"), _creation)}

WORDS = PersonalWords(
    _l("Recipes"),
    {
        "ratings": Section(
            _l("Your ratings"),
            {
                "topic_id": Part(_l("Where"), AT_TOPIC),
                "stars": Part(_l("Stars")),
                "at": Part(_l("When"), moment),
            },
        ),
        "creations": Section(_l("What you made"), CREATION),
        "earlier_versions": Section(
            _l("Earlier versions"), {**CREATION, "until": Part(_l("Replaced"), moment)}
        ),
    },
)
