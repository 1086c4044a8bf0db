"""The pages on which a member settles things. Upper rooms enter theirs beside those of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel.speaklater import LazyString

from forum.core.registries import Registry


@dataclass(frozen=True)
class SettingsPage:
    """One tab: its words and its endpoint. Its template extends `accounts/settings/layout.html`.

    `is_wanted` says whether there is anything to settle on it now; without it there always is.
    """

    endpoint: str
    label: LazyString
    order: int = 100
    is_wanted: Callable[[], bool] | None = None


settings_pages: Registry[SettingsPage] = Registry("settings pages")


def register_settings_page(
    app: Flask,
    endpoint: str,
    label: LazyString,
    *,
    order: int = 100,
    is_wanted: Callable[[], bool] | None = None,
) -> None:
    """Show the page at `endpoint` among a member's settings."""
    settings_pages.add(app, endpoint, SettingsPage(endpoint, label, order, is_wanted))


def wanted_pages() -> list[SettingsPage]:
    """Return the pages on which there is something to settle now, in order."""
    pages = sorted(settings_pages, key=lambda page: page.order)
    return [page for page in pages if page.is_wanted is None or page.is_wanted()]


def settings_tabs() -> list[tuple[str, str, bool]]:
    """Return label and address of every page, and whether it is the present one."""
    return [
        (str(page.label), url_for(page.endpoint), page.endpoint == request.endpoint)
        for page in wanted_pages()
    ]
