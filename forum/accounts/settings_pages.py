"""The pages on which a member settles things. Upper rooms enter theirs beside those of this room."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_babel.speaklater import LazyString

from forum.core.registries import Registry


@dataclass(frozen=True)
class SettingsPage:
    """One tab: its words and its endpoint. Its template extends `accounts/settings/layout.html`."""

    endpoint: str
    label: LazyString
    order: int = 100


settings_pages: Registry[SettingsPage] = Registry("settings pages")


def register_settings_page(app: Flask, endpoint: str, label: LazyString, *, order: int = 100) -> None:
    """Show the page at `endpoint` among a member's settings."""
    settings_pages.add(app, endpoint, SettingsPage(endpoint, label, order))


def settings_tabs() -> list[tuple[str, str, bool]]:
    """Return label and address of every page, and whether it is the present one."""
    pages = sorted(settings_pages, key=lambda page: page.order)
    return [(str(page.label), url_for(page.endpoint), page.endpoint == request.endpoint) for page in pages]
