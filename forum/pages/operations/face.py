"""Trying a new face out, publishing it, dropping it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid
from forum.core.settings import set_setting
from forum.core.site import NAME_LENGTH, PARAGRAPH_LENGTH
from forum.core.typed_text import clean_line, clean_text
from forum.pages.brand_css import STACKS
from forum.pages.colours import is_colour
from forum.pages.face import BLOCKS, DRAFT, PUBLISHED, Face, Link, drafted_face
from forum.pages.palette import Colours, faint_colours

MOST_LINKS = 20
LABEL_LENGTH = 40
ADDRESS_LENGTH = 300
_ENDPOINT = re.compile(r"[a-z_]+\.[a-z_]+")
_ADDRESS = re.compile(r"https://[^\s/\\]+\.[^\s\\]+|/(?![/\\])[^\s\\]*")


def try_out(face: Face, *, actor: Actor, now: datetime) -> None:
    """Show `face` to the team, and to nobody else.

    Raises:
        Invalid: with one message for each part that cannot be accepted (`name`, `paper`, `ink`, `accent`, …).
    """
    errors = {**_wrong_name(face), **wrong_colours(face.colours), **_wrong_fonts(face), **_wrong_links(face)}
    if sorted(name for name, _on in face.blocks) != sorted(BLOCKS):
        errors[""] = _("Please try again.")
    if any(len(clean_text(text)) > PARAGRAPH_LENGTH for text in face.words.values()):
        errors["words"] = _("This is too long: at most %(most)s characters.", most=PARAGRAPH_LENGTH)
    if errors:
        raise Invalid(errors=errors)
    set_setting(DRAFT, face.stored())


def publish_face(*, actor: Actor, now: datetime) -> None:
    """Show everybody what the team has tried out.

    Raises:
        Invalid: when there is nothing that was tried out.
    """
    face = drafted_face()
    if face is None:
        raise Invalid(_("There is no draft of the look any more."))
    set_setting(PUBLISHED, face.stored())
    set_setting("site.name", face.name)
    set_setting("site.names", dict(face.names))
    set_setting(DRAFT, None)
    record_act("face.published", actor=actor, subject_type="settings", subject_id=None, now=now)


def discard_face() -> None:
    """Forget what the team has tried out; harmless when there is nothing."""
    set_setting(DRAFT, None)


def wrong_colours(colours: Colours) -> dict[str, str]:
    """Return a sentence for each colour that is none or that reads too faintly, with the nearest that passes."""
    chosen = {"paper": colours.paper, "ink": colours.ink, "accent": colours.accent}
    wrong = {name: _("Choose a colour.") for name, colour in chosen.items() if not is_colour(colour)}
    return wrong or {
        each.name: _(
            "Too faint: %(contrast)s to 1 where 4.5 is needed. The nearest that passes is %(offered)s.",
            contrast=f"{each.contrast:.1f}",
            offered=each.offered,
        )
        for each in faint_colours(colours)
    }


def clean_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links with their words on one line, without those that say nothing."""
    cleaned = (
        Link(
            each.to.strip(),
            each.on,
            {
                code: clean_line(text)
                for code, text in each.labels.items()
                if code in LANGUAGES and text.strip()
            },
        )
        for each in links
    )
    return tuple(each for each in cleaned if each.to)


def is_address(text: str) -> bool:
    """Whether `text` leads to a page of this house or, safely, to one elsewhere."""
    return len(text) <= ADDRESS_LENGTH and text.isprintable() and bool(_ADDRESS.fullmatch(text))


def _wrong_name(face: Face) -> dict[str, str]:
    wrong = [] if 1 <= len(clean_line(face.name)) <= NAME_LENGTH else ["name"]
    wrong += [f"name_{code}" for code, name in face.names.items() if len(clean_line(name)) > NAME_LENGTH]
    return {field: _("A name has 1 to %(most)s letters.", most=NAME_LENGTH) for field in wrong}


def _wrong_fonts(face: Face) -> dict[str, str]:
    known = {*STACKS, *face.fonts}
    chosen = {"display": face.display, "text": face.text}
    return {place: _("Please choose.") for place, font in chosen.items() if font not in known}


def _wrong_links(face: Face) -> dict[str, str]:
    """Return what is wrong with the entries of menu and footer; a page of the house is named by its endpoint."""
    errors = {}
    for place, links in (("menu", face.menu), ("footer", face.footer)):
        own = [each for each in links if not _ENDPOINT.fullmatch(each.to)]
        if len(links) > MOST_LINKS:
            errors[place] = _("At most %(most)s entries.", most=MOST_LINKS)
        elif not all(is_address(each.to) for each in own):
            errors[place] = _("An address begins with https:// or, within this community, with a slash.")
        elif not all(each.labels for each in own):
            errors[place] = _("Give each address its words in at least one language.")
        elif any(len(text) > LABEL_LENGTH for each in links for text in each.labels.values()):
            errors[place] = _("This is too long: at most %(most)s characters.", most=LABEL_LENGTH)
    return errors
