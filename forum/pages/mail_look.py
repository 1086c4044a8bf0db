"""How mails look: the brand's published face in the little that every mail reader understands.

A mail reader has no tokens and mixes no colours: what `static/css/tokens.css` mixes is mixed here, for day and night.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from forum.core.settings import get_setting
from forum.pages.brand_css import STACKS
from forum.pages.colours import mix
from forum.pages.face import published_face
from forum.pages.icons import icon_address
from forum.pages.palette import WHITE, Scheme, by_day, by_night

SERIF, SANS = 'Georgia, "Times New Roman", serif', "Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class MailColours:
    """The colours of a mail by day or by night: `card` lies on `ground`, `soft` on `card`."""

    ground: str
    card: str
    soft: str
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str


@dataclass(frozen=True, slots=True)
class MailLook:
    """What the frame of a mail needs: colours, families of fonts, and the brand's pictures by absolute addresses."""

    day: MailColours
    night: MailColours
    display: str
    text: str
    logo: str | None
    logo_width: int
    icon: str | None
    site: str
    imprint: str | None


def mail_look() -> MailLook:
    """Return how mails look now; never like a face that is only being tried out."""
    face, site = published_face(), str(current_app.config["PUBLIC_URL"])
    return MailLook(
        day=colours_of(by_day(face.colours), raised=WHITE),
        night=colours_of(by_night(face.colours)),
        display=_family(face.display, SERIF),
        text=_family(face.text, SANS),
        logo=f"{site}/brand/logo.png?v={face.logo[:12]}" if face.logo else None,
        logo_width=face.logo_width,
        icon=site + icon_address(face, "180") if face.icon else None,
        site=site,
        imprint=f"{site}/imprint" if get_setting("site.imprint") else None,
    )


def colours_of(scheme: Scheme, *, raised: str | None = None) -> MailColours:
    """Return the colours that pages show with `scheme`; `raised` is what cards are made of by day."""
    return MailColours(
        ground=mix(scheme.ink, 0.05, scheme.paper) if raised else scheme.paper,
        card=raised or mix(scheme.ink, 0.06, scheme.paper),
        soft=scheme.paper,
        ink=scheme.ink,
        muted=mix(scheme.ink, 0.74, scheme.paper),
        line=mix(scheme.ink, 0.15, scheme.paper),
        accent=scheme.accent,
        on_accent=scheme.on_accent,
    )


def _family(chosen: str, otherwise: str) -> str:
    """Return families that devices have, for a mail brings no font: a serif stays one, the brand's own falls back."""
    if chosen not in STACKS:
        return otherwise
    return SERIF if STACKS[chosen].endswith(", serif") else SANS


def init_app(app: Flask) -> None:
    """Let the frame of mails ask for it."""
    app.jinja_env.globals["mail_look"] = mail_look
