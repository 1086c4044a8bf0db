"""What a new community begins with, so that it can talk at once: rules, a privacy notice, and one category.

All of it can be changed on the pages of the administration.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Audience
from forum.core.settings import set_setting
from forum.discussions.operations.categories import CategoryDescription, create_category

TEXTS = Path(__file__).parent / "texts"
CATEGORY = CategoryDescription(
    names={"en": "Around the table", "fr": "Autour de la table", "de": "Rund um den Tisch"},
    descriptions={
        "en": "Everything that has no place of its own yet.",
        "fr": "Tout ce qui n’a pas encore sa propre place.",
        "de": "Alles, was noch keinen eigenen Platz hat.",
    },
    colour="hue-0",
    parent_id=None,
    read_level=Audience.EVERYONE,
    reply_level=Audience.MEMBERS,
    start_level=Audience.MEMBERS,
)


def lay_the_table(*, actor: Actor, now: datetime) -> None:
    """Give a community its first rules, privacy notice and category, within the present transaction."""
    for name in ("charter", "privacy"):
        set_setting(f"site.{name}", first_text(name))
    create_category(CATEGORY, actor=actor, now=now)


def first_text(name: str) -> dict[str, str]:
    """Return the `charter` or the `privacy` notice that Potluck brings along, in every language."""
    return {language: (TEXTS / f"{name}.{language}.md").read_text("utf-8") for language in LANGUAGES}
