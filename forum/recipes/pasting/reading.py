"""Whatever somebody pasted, read as what it looks like."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.language import detect
from forum.core.policy import Invalid
from forum.core.typed_text import clean_text
from forum.recipes.pasting.free_text import read_free_text
from forum.recipes.pasting.json_ld import find_recipe, parse_json_ld, read_recipe
from forum.recipes.pasting.pasted import Pasted
from forum.recipes.pasting.web_page import looks_like_page, read_page

PASTE_LENGTH = 3_000_000
WORDS_LENGTH = 60_000


def read_paste(text: str, language: str) -> Pasted:
    """Return the recipe that `text` holds: a schema.org block, a saved page, or plain words.

    `language` is that of the one who pastes; plain words say by themselves which they are in.

    Raises:
        Invalid: with a message about `text`, when there is no recipe in it.
    """
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        raise Invalid(_("Paste the recipe here first."))
    if len(text) > PASTE_LENGTH:
        raise Invalid(_("This is too long. Paste the words of the recipe alone."))
    if stripped[0] in "{[":
        return read_recipe(find_recipe(parse_json_ld(stripped)), language)
    if looks_like_page(stripped):
        return read_page(stripped, language)
    if len(text) > WORDS_LENGTH:
        raise Invalid(_("This is too long. Paste the words of the recipe alone."))
    return read_free_text(clean_text(stripped), detect(stripped, language))
