"""Mails are readable in every brand's colours, by day and by night."""

from __future__ import annotations

import pytest

from forum.pages.colours import READABLE, contrast
from forum.pages.mail_look import MailColours, colours_of
from forum.pages.palette import WHITE, Colours, by_day, by_night, nearest_readable

BRANDS = [
    Colours(),
    Colours("#f7f3ff", "#241a3a", "#6a2fd0"),
    Colours("#fbf5ec", "#2a1a14", "#7a3b22"),
    *map(
        nearest_readable, (Colours("#ffe600", "#777777", "#ff8800"), Colours("#101010", "#eeeeee", "#00ff88"))
    ),
]


@pytest.mark.parametrize("brand", BRANDS)
def test_every_text_of_a_mail_is_readable_on_every_ground(brand: Colours) -> None:
    for colours in (colours_of(by_day(brand), raised=WHITE), colours_of(by_night(brand))):
        for text, ground in pairs(colours):
            assert contrast(text, ground) >= READABLE, (text, ground)


def pairs(colours: MailColours) -> list[tuple[str, str]]:
    """Return what `templates/mail/layout.html` prints on what."""
    grounds = (colours.ground, colours.card, colours.soft)
    texts = (colours.ink, colours.muted, colours.accent)
    return [(text, ground) for text in texts for ground in grounds] + [(colours.on_accent, colours.accent)]
