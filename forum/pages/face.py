"""The brand's face as data: name, colours, fonts, pictures, and the order of home page, menu and footer.

The published face and the one that is still being tried out are two settings. Of a draft only the team sees anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.i18n import current_language
from forum.core.policy import Audience, Viewer
from forum.core.settings import Setting, get_setting, register_setting
from forum.pages.palette import SHIPPED, Colours

PUBLISHED, DRAFT = "face.published", "face.draft"
SHIPPED_DISPLAY, SHIPPED_TEXT = "vollkorn", "figtree"
MAIN_BLOCKS = ("news", "live", "words", "latest", "liked")
SIDE_BLOCKS = ("questions", "newcomers", "categories")
PICTURES = ("logo", "icon", "hero")
BLOCKS = (*MAIN_BLOCKS, *SIDE_BLOCKS)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of menu or footer: a page of the house by its endpoint, or an address with the brand's own words."""

    to: str
    on: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Face:
    """Everything that a brand decides about how its community looks."""

    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the community is called in languages in which it is not called `name`."""
    colours: Colours = SHIPPED
    display: str = SHIPPED_DISPLAY
    text: str = SHIPPED_TEXT
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Fonts of the brand's own: under which name the storage keeps each, and what it is called."""
    logo: str = ""
    icon: str = ""
    hero: str = ""
    """Keys of uploads."""
    logo_width: int = 0
    """How wide the logo is where it is as high as the head of a page allows."""
    blocks: tuple[tuple[str, bool], ...] = tuple((block, True) for block in BLOCKS)
    words: Mapping[str, str] = field(default_factory=dict)
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()

    @property
    def shown_name(self) -> str:
        """What the community is called in the language of the present page."""
        return self.names.get(current_language()) or self.name

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the pictures that it shows."""
        return frozenset(filter(None, (self.logo, self.icon, self.hero)))

    def stored(self) -> dict[str, Any]:
        """Return it as a setting keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Face:
        """Return the face that a setting keeps, complete: blocks that came later stand at the end."""
        if not kept:
            return cls(name=get_setting("site.name"), names=get_setting("site.names"))
        blocks = [(name, bool(on)) for name, on in kept.get("blocks", ()) if name in BLOCKS]
        blocks += [(name, True) for name in BLOCKS if name not in dict(blocks)]
        known = {
            name: kept[name]
            for name in ("names", "display", "text", "fonts", *PICTURES, "logo_width", "words")
            if name in kept
        }
        return cls(
            name=kept.get("name") or get_setting("site.name"),
            colours=Colours(**kept.get("colours", {})),
            blocks=tuple(blocks),
            menu=tuple(Link(**each) for each in kept.get("menu", ())),
            footer=tuple(Link(**each) for each in kept.get("footer", ())),
            **known,
        )


def published_face() -> Face:
    """Return the face that everybody sees."""
    face = Face.of(get_setting(PUBLISHED))
    return replace(face, name=get_setting("site.name"), names=get_setting("site.names"))


def drafted_face() -> Face | None:
    """Return the face that is being tried out, if there is one."""
    kept = get_setting(DRAFT)
    return Face.of(kept) if kept else None


def sees_drafts(viewer: Viewer) -> bool:
    """Whether `viewer` belongs to the team, which looks at a new face before everybody does."""
    return viewer.clearance >= Audience.TEAM


def face_for(viewer: Viewer) -> Face:
    """Return the face that `viewer` sees: the team the draft, while there is one."""
    drafted = drafted_face() if sees_drafts(viewer) else None
    return drafted or published_face()


def init_app(app: Flask) -> None:
    """Enter both settings; they are set on pages of their own."""
    shown = _l("How the community looks.")
    for key, label in ((PUBLISHED, _l("Face")), (DRAFT, _l("Face being tried out"))):
        register_setting(app, Setting(key, "text", None, label, shown, group="internal"))
