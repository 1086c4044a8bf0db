"""Holding statements at the top of pages in a time of crisis. Kept in a setting, so that nobody has to ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import select

from forum.core.database import db
from forum.core.i18n import localized
from forum.core.markup.render import render
from forum.core.policy import NotAllowed, NotFound, Viewer
from forum.core.settings import Setting, get_setting, register_setting, set_setting
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.topic_facts import topic_facts
from forum.gatekeeping.models import Crisis
from forum.gatekeeping.models.crises import WHOLE_SITE

KEY = "gatekeeping.statements"


def keep_statements() -> None:
    """Have the statements of the open crises stand on their pages, within the present transaction."""
    db.session.flush()
    rows = db.session.execute(select(Crisis.place, Crisis.statements).where(Crisis.closed_at.is_(None)))
    kept = {
        str(place): {language: render(text).html for language, text in texts.items()}
        for place, texts in rows
        if texts
    }
    set_setting(KEY, kept)


def load_on_topic(viewer: Viewer, topic_ids: Sequence[int]) -> Mapping[int, Markup]:
    """For topics: the statement of their category, or of the one above it."""
    kept = _kept()
    if not kept.keys() - {str(WHOLE_SITE)}:
        return {}
    shown = {id: _of_category(fact.category_id, kept) for id, fact in topic_facts(topic_ids).items()}
    return {id: statement for id, statement in shown.items() if statement}


def load_on_page(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Markup]:
    """For the top of any page: the statement for the whole site; on a category's page, its own."""
    kept = _kept()
    if not kept:
        return {}
    statement = _said(kept.get(str(WHOLE_SITE)))
    if request.endpoint == "discussions.category" and not statement:
        statement = _on_shelf(viewer, str((request.view_args or {}).get("slug", "")), kept)
    return {0: statement} if statement else {}


def _on_shelf(viewer: Viewer, slug: str, kept: Mapping[str, Any]) -> Markup:
    try:
        return _of_category(shelves().named(viewer, slug).id, kept)
    except (NotFound, NotAllowed):
        return Markup()


def _of_category(category_id: int, kept: Mapping[str, Any]) -> Markup:
    own = _said(kept.get(str(category_id)))
    if own or category_id not in shelves():
        return own
    above = shelves()[category_id].parent_id
    return _said(kept.get(str(above))) if above else own


def _said(texts: Mapping[str, str] | None) -> Markup:
    return Markup(localized(texts) if texts else "")  # noqa: S704 - sanitised by the markup room


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = get_setting(KEY)
    return kept


def init_app(app: Flask) -> None:
    """Enter the setting; nobody sets it by hand."""
    effect = _l("Stand at the top of pages in a time of crisis.")
    register_setting(app, Setting(KEY, "statements", {}, _l("Holding statements"), effect, group="internal"))
