"""Languages: which one a page speaks, and texts that a brand writes in several."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale, get_translations
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from forum.core.amounts_in_words import WithAmounts
from forum.core.settings import get_setting
from forum.core.viewing import current_viewer

LANGUAGES = {"en": "English", "fr": "Français", "de": "Deutsch"}
DEFAULT_LANGUAGE = "en"
LANGUAGE_COOKIE = "language"
LANGUAGE_ARGUMENT = "hl"
"""In an address: the page in this language, whoever looks. Search engines are given one address for each."""

babel = Babel()


def select_language() -> str:
    """Return the page's language: the member's own, else the one chosen on this device, else the browser's.

    One that this community does not offer gives way to its main language. Commands and jobs speak English, unless
    they say otherwise.
    """
    if not has_request_context():
        return DEFAULT_LANGUAGE
    offered = offered_languages()
    named = request.args.get(LANGUAGE_ARGUMENT)
    if named in offered:
        return str(named)
    own = current_viewer().language
    if own in offered:
        return own
    accepted = request.headers.get("Accept-Language", "")
    asked = language_of_browser(request.cookies.get(LANGUAGE_COOKIE), accepted)
    return asked if asked in offered else next(iter(offered))


def offered_languages() -> dict[str, str]:
    """Return the languages that this community offers, code to name, its main language first."""
    chosen = get_setting("site.languages")
    main = get_setting("site.main_language")
    codes = [main, *(code for code in LANGUAGES if code != main)]
    return {code: LANGUAGES[code] for code in codes if code in chosen} or LANGUAGES


@lru_cache(maxsize=1024)
def language_of_browser(chosen: str | None, accepted: str) -> str:
    """Return the language for a guest who has `chosen` one on this device and whose browser says it accepts some."""
    if chosen in LANGUAGES:
        return chosen
    languages = parse_accept_header(accepted[:200], LanguageAccept)
    return languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def select_time_zone() -> str:
    """Return the time zone in which this viewer reads times."""
    return current_viewer().time_zone


def current_language() -> str:
    """Return the language of the present page, mail or command, one of `LANGUAGES`."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else DEFAULT_LANGUAGE


def localized(texts: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in `language` (default: the page's), else in English, else in whichever there is."""
    wanted = language or current_language()
    return (
        texts.get(wanted)
        or texts.get(DEFAULT_LANGUAGE)
        or next((text for text in texts.values() if text), "")
    )


def init_app(app: Flask) -> None:
    """Let Flask-Babel choose by viewer, and let templates print localized texts."""
    babel.init_app(app, locale_selector=select_language, timezone_selector=select_time_zone)
    babel.domain_instance = WithAmounts()
    _translate_quickly(app)
    app.add_template_filter(localized, "localized")
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES, offered_languages=offered_languages, current_language=current_language
    )


def _translate_quickly(app: Flask) -> None:
    """Let templates find their texts with one look at the locale; Flask-Babel takes seven for each text."""
    known: dict[str, Any] = {}

    def texts() -> Any:
        locale = get_locale()
        language = locale.language if locale else ""
        if language not in known:
            known[language] = get_translations()
        return known[language]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext=lambda text: texts().ugettext(text),
        ngettext=lambda one, many, number: texts().ungettext(one, many, number),
        newstyle=True,
    )
