"""The pictures of badges: a set that is drawn for them, or one that the brand brings."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.accounts.pictures import picture_address
from forum.core.assets import static_url

UPLOADED = "upload:"
DRAWN: dict[str, LazyString] = {
    "cook": _l("Cook's hat"),
    "sprout": _l("Sprout"),
    "heart": _l("Heart"),
    "spoon": _l("Wooden spoon"),
    "lamp": _l("Lamp"),
    "tree": _l("Tree"),
    "door": _l("Open door"),
    "ballot": _l("Ballot box"),
    "cup": _l("Cup"),
    "medal": _l("Medal"),
}
"""Files of these names stand in static/img/badges."""


def picture_of(picture: str) -> str:
    """Return the address of a badge's picture."""
    if picture.startswith(UPLOADED):
        return picture_address(picture.removeprefix(UPLOADED)) or static_url("img/badges/medal.svg")
    return static_url(f"img/badges/{picture if picture in DRAWN else 'medal'}.svg")
