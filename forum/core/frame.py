"""What is one viewer's own on a page that is otherwise the same for many.

Templates print it by `{{ own("place", id) }}`. Usually it is made at once. On a page that is kept, `own` leaves a hole,
and the hole is filled at every request.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app, get_flashed_messages
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from forum.core.fragments import Fragment, hole, render_shared
from forum.core.i18n import current_language
from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.core.slots import slot
from forum.core.viewing import current_viewer

MENUS = "potluck.account_menus"
MENUS_CAPACITY = 4 * 1024 * 1024


def own(place: str, id: int = 0) -> Markup:
    """Return what is the viewer's own at `place`: a word of the frame, or what rooms put into the slot of that name."""
    if place == "token":
        return Markup(generate_csrf())  # noqa: S704 - letters, digits, dots and hyphens
    if place == "flashes":
        messages = get_flashed_messages(with_categories=True)
        return render_shared("frame/flashes.html", messages=messages) + slot("flashes")
    if place == "account":
        return _account_menu(current_viewer()).fill(own)
    return slot(place, id)


def page_with_holes(template: str, viewer: Viewer, **shown: Any) -> Fragment:
    """Return the page that `template` makes for all viewers of the class of `viewer`, with holes for what is their own.

    The template meets somebody without number, name or face: nothing of this viewer can get into what is kept.
    """
    somebody = SimpleNamespace(is_authenticated=viewer.is_authenticated, may_moderate=viewer.may_moderate)
    context: dict[str, Any] = {**shown, "own": hole, "viewer": somebody, "current_user": somebody}
    current_app.update_template_context(context)
    return Fragment.cut(current_app.jinja_env.get_template(template).render(context))


def _account_menu(viewer: Viewer) -> Fragment:
    menus: Kept[Fragment] = current_app.extensions[MENUS]
    key = (viewer.id, viewer.handle, viewer.name, viewer.picture, current_language())
    entry = menus.find(key)
    if entry is None:
        menu = Fragment.cut(render_shared("frame/account.html", viewer=viewer, own=hole))
        entry = menus.keep(key, menu, {}, menu.size)
    return entry.value


def init_app(app: Flask) -> None:
    """Let templates print what is the viewer's own."""
    app.extensions[MENUS] = Kept[Fragment](MENUS_CAPACITY)
    app.jinja_env.globals["own"] = own
