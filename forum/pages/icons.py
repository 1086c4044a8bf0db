"""Where the icons of the community are."""

from __future__ import annotations

from forum.core.assets import static_url
from forum.pages.brand_css import version_of
from forum.pages.face import Face
from forum.pages.palette import Colours

SIDES = {"32": 32, "180": 180, "192": 192, "512": 512, "mask": 512}
"""The icons there are, by name, and their sides in pixels; `mask` leaves room for devices that cut corners."""


def icon_version(face: Face) -> str:
    """Return what changes when the icons do."""
    return version_of(f"{face.icon or face.logo}|{face.name[:1]}|{face.colours}")


def icon_address(face: Face, name: str) -> str:
    """Return the address of one icon."""
    return f"/brand/icons/{name}.png?v={icon_version(face)}"


def favicon_address(face: Face) -> str:
    """Return the icon of browser tabs: the shipped drawing until the brand has a picture or colours of its own."""
    is_own = face.icon or face.logo or face.colours != Colours()
    return icon_address(face, "32") if is_own else static_url("favicon.svg")
