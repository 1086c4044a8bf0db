"""Where creations are drafted: `create:recipe`, or `vary:12` for a variation of topic 12."""

from __future__ import annotations

import re

from flask import Flask
from flask_babel import gettext as _

from forum.discussions.operations.drafts import DraftPlace, draft_places
from forum.recipes.forms import DRAFT_FIELDS
from forum.recipes.kinds import compose_address
from forum.recipes.variation_drafts import is_variation_readable


def _href(place: str) -> str:
    act, _colon, what = place.partition(":")
    return f"/recipes/new?variation_of={what}" if act == "vary" else compose_address(what)


def _label(title: str) -> str:
    return str(_("New: “%(title)s”", title=title))


def init_app(app: Flask) -> None:
    """Let drafts be kept at these places."""
    places = re.compile(r"create:[a-z][a-z0-9-]{1,29}|vary:[0-9]{1,9}")
    draft_places.add(app, "creations", DraftPlace(places, DRAFT_FIELDS, _href, _label, is_variation_readable))
