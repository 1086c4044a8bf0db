"""What a brand decides about its desk."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.policy import Invalid
from forum.core.settings import Setting, get_setting, register_setting, set_setting

TARGET_HOURS = "desk.target_hours"
PROMISE_HOURS = "desk.promise_hours"
COMPLAINT_PHRASES = "desk.complaint_phrases"
EMOJI = "desk.emoji"
ANY = "desk.any_marks"
MOST_HOURS = 24 * 30
MOST_EMOJI = 24
USUAL_PHRASES = "refund\nmoney back\nremboursement\nréclamation\nReklamation\nGeld zurück"
USUAL_EMOJI = "❤️ 👏 🌟 😋 🤗 🍫 🥖 🍋"


def note_that_there_are_marks() -> None:
    """Have pages look for marks of the brand from now on: until there is one, they ask for none."""
    if not get_setting(ANY):
        set_setting(ANY, True)


def emoji_set() -> list[str]:
    """Return the emoji that the brand values with."""
    return str(get_setting(EMOJI)).split()


def complaint_phrases() -> list[str]:
    """Return the phrases that mark a post as a complaint, folded for comparing."""
    lines = str(get_setting(COMPLAINT_PHRASES)).splitlines()
    return [" ".join(line.split()).casefold() for line in lines if line.strip()]


def _check_hours(value: Any) -> int:
    try:
        hours = int(value)
    except (TypeError, ValueError):
        hours = 0
    if not 1 <= hours <= MOST_HOURS:
        raise Invalid(_("Choose a number from 1 to %(most)s.", most=MOST_HOURS))
    return hours


def _check_emoji(value: Any) -> str:
    chosen = str(value).split()
    if not 1 <= len(chosen) <= MOST_EMOJI or any(len(each) > 8 or each.isalnum() for each in chosen):
        raise Invalid(_("List up to %(most)s emoji with spaces between them.", most=MOST_EMOJI), field=EMOJI)
    return " ".join(chosen)


def _check_phrases(value: Any) -> str:
    lines = [" ".join(line.split())[:100] for line in str(value).splitlines()]
    return "\n".join(line for line in lines if len(line) >= 3)


def init_app(app: Flask) -> None:
    """Register the settings."""
    for setting in (
        Setting(
            ANY,
            "switch",
            False,
            _l("Marks of the brand"),
            _l("Pages look for marks of the brand on posts."),
            group="internal",
        ),
        Setting(
            TARGET_HOURS,
            "number",
            24,
            _l("Hours until something in the queue is looked at"),
            _l("Moderators see how old each entry is against this."),
            "community",
            check=_check_hours,
        ),
        Setting(
            PROMISE_HOURS,
            "number",
            24,
            _l("Hours until a question or a complaint gets a first answer"),
            _l("What waits longer comes into the moderators' queue."),
            "community",
            check=_check_hours,
        ),
        Setting(
            COMPLAINT_PHRASES,
            "long_text",
            USUAL_PHRASES,
            _l("Phrases that mark a complaint"),
            _l(
                "One in each line, in any language. A post that says one of them wants a first answer from you."
            ),
            "community",
            check=_check_phrases,
        ),
        Setting(
            EMOJI,
            "text",
            USUAL_EMOJI,
            _l("Emoji with which you value posts"),
            _l("With spaces between them. One of them stands beside your words."),
            "community",
            check=_check_emoji,
        ),
    ):
        register_setting(app, setting)
