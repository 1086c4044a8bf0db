"""What the community is called and how it introduces itself: settings that every room may read."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, current_language
from forum.core.policy import Invalid
from forum.core.settings import Setting, get_setting, register_setting
from forum.core.typed_text import clean_line, clean_text

NAME_LENGTH = 60
LINE_LENGTH = 200
PARAGRAPH_LENGTH = 1_000
PAGE_LENGTH = 50_000
LANGUAGE_CHOICES = tuple((code, LazyString(str, name)) for code, name in LANGUAGES.items())


def site_name(language: str | None = None) -> str:
    """Return what the community is called in `language` (default: the page's); its one name where it has no other."""
    return str(get_setting("site.names").get(language or current_language()) or get_setting("site.name"))


def site_names() -> frozenset[str]:
    """Return everything that the community is called, in whatever language."""
    return frozenset({str(get_setting("site.name")), *get_setting("site.names").values()})


def _name(value: Any) -> str:
    name = clean_line(str(value))
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(_("A name has 1 to %(most)s letters.", most=NAME_LENGTH), field="site.name")
    return name


def _texts(longest: int, *, one_line: bool = False) -> Any:
    clean = clean_line if one_line else clean_text

    def check(value: Any) -> dict[str, str]:
        texts = {
            language: clean(str(text)) for language, text in dict(value).items() if language in LANGUAGES
        }
        if any(len(text) > longest for text in texts.values()):
            raise Invalid(_("This is too long: at most %(most)s characters.", most=longest))
        return {language: text for language, text in texts.items() if text}

    return check


def _languages(value: Any) -> list[str]:
    chosen = [code for code in LANGUAGES if code in set(value)]
    if not chosen:
        raise Invalid(_("Choose at least one language."), field="site.languages")
    return chosen


SETTINGS = (
    Setting(
        "site.name",
        "text",
        "Potluck",
        _l("Name"),
        _l("Stands at the top of every page and in every mail."),
        "site",
        check=_name,
    ),
    Setting(
        "site.names",
        "localized",
        {},
        _l("Name in each language"),
        _l(
            "Only where it differs. Takes the place of the name on pages, in mails and in feeds of that language."
        ),
        "site",
        check=_texts(NAME_LENGTH, one_line=True),
        one_line=True,
    ),
    Setting(
        "site.languages",
        "several",
        list(LANGUAGES),
        _l("Languages"),
        _l("The languages in which pages, buttons and mails speak."),
        "site",
        choices=LANGUAGE_CHOICES,
        check=_languages,
    ),
    Setting(
        "site.main_language",
        "choice",
        DEFAULT_LANGUAGE,
        _l("Main language"),
        _l("For those whose own language is not offered."),
        "site",
        choices=LANGUAGE_CHOICES,
    ),
    Setting(
        "site.tagline",
        "localized",
        {},
        _l("In one line"),
        _l("Stands large on the home page."),
        "site",
        check=_texts(LINE_LENGTH, one_line=True),
        one_line=True,
    ),
    Setting(
        "site.description",
        "localized",
        {},
        _l("In a few sentences"),
        _l("Tells visitors and search engines what this community is about."),
        "site",
        check=_texts(PARAGRAPH_LENGTH),
    ),
    Setting(
        "site.invitation",
        "localized",
        {},
        _l("Invitation to take part"),
        _l("Stands on the home page for those who are not members yet."),
        "site",
        check=_texts(PARAGRAPH_LENGTH),
    ),
    Setting(
        "site.charter",
        "localized",
        {},
        _l("Charter"),
        _l("The rules of the community, in Markdown. Whoever joins accepts them."),
        "legal",
        check=_texts(PAGE_LENGTH),
    ),
    Setting(
        "site.privacy",
        "localized",
        {},
        _l("Privacy notice"),
        _l("What is kept about members, why and how long, in Markdown."),
        "legal",
        check=_texts(PAGE_LENGTH),
    ),
    Setting(
        "site.imprint",
        "localized",
        {},
        _l("Imprint"),
        _l(
            "Who stands behind this community, with an address and a contact, in Markdown. Linked once it is written."
        ),
        "legal",
        check=_texts(PAGE_LENGTH),
    ),
)


def init_app(app: Flask) -> None:
    """Register the settings."""
    for setting in SETTINGS:
        register_setting(app, setting)
