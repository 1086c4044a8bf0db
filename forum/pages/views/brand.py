"""The brand's own files: style sheet, fonts, icons, and what makes the community installable."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.assets import static_url
from forum.core.http import private
from forum.core.i18n import current_language, localized
from forum.core.kept import FOR_GOOD, Kept
from forum.core.policy import NotFound
from forum.core.settings import get_setting
from forum.core.storage import NoSuchFile, current_storage
from forum.core.versions import depend_on
from forum.core.viewing import current_viewer
from forum.pages.brand_css import brand_css, version_of
from forum.pages.drawing import as_png, icon
from forum.pages.face import Face, drafted_face, face_for, published_face, sees_drafts
from forum.pages.icons import SIDES, icon_address, icon_version
from forum.pages.operations.fonts import font_file, is_font_name
from forum.pages.palette import by_day
from forum.pages.views.blueprint import blueprint
from forum.uploads.operations import file_name

FOR_EVER = "public, max-age=31536000, immutable"
ONLY_THEIRS = "private, max-age=31536000, immutable"
KEPT_ICONS = "potluck.icons"
ICONS_CAPACITY = 2 * 1024 * 1024
LOGO_SIZE = (640, 88)
"""Twice as large as mails show it, for fine screens."""
SHOWN_ELSEWHERE = ("Cross-Origin-Resource-Policy", "cross-origin")
"""Mails that are read in a browser stand on pages of others."""
SHORT = 12
"""Letters that devices show below an icon: https://www.w3.org/TR/appmanifest/#short_name-member leaves it to them."""


@blueprint.get("/brand.css")
def style_sheet() -> ResponseReturnValue:
    """Give the tokens of the brand; the team gets those that are being tried out."""
    viewer = current_viewer()
    css = brand_css(face_for(viewer))
    answer = Response(css, mimetype="text/css")
    is_asked = request.args.get("v") == version_of(css)
    lasting = ONLY_THEIRS if sees_drafts(viewer) else FOR_EVER
    answer.headers["Cache-Control"] = lasting if is_asked else "no-cache"
    return answer


@blueprint.get("/brand/fonts/<name>.woff2")
def font(name: str) -> ResponseReturnValue:
    """Give a font of the brand's own."""
    drafted = drafted_face() if sees_drafts(current_viewer()) else None
    named = {*published_face().fonts, *(drafted.fonts if drafted else ())}
    if not is_font_name(name) or name not in named:
        raise NotFound
    try:
        data = current_storage().get(font_file(name))
    except NoSuchFile as error:
        raise NotFound from error
    answer = Response(data, content_type="font/woff2")
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@blueprint.get("/brand/icons/<name>.png")
def brand_icon(name: str) -> ResponseReturnValue:
    """Give the icon of the community in one of its sizes."""
    if name not in SIDES:
        raise NotFound
    viewer = current_viewer()
    face = face_for(viewer)
    answer = Response(_drawn(face, name), mimetype="image/png")
    lasting = ONLY_THEIRS if sees_drafts(viewer) else FOR_EVER
    is_asked = request.args.get("v") == icon_version(face)
    answer.headers["Cache-Control"] = lasting if is_asked else "no-cache"
    answer.headers[SHOWN_ELSEWHERE[0]] = SHOWN_ELSEWHERE[1]
    return answer


@blueprint.get("/brand/logo.png")
def brand_logo() -> ResponseReturnValue:
    """Give the published logo as mail readers know pictures, which may show it beside pages of their own."""
    depend_on()
    face = published_face()
    data = _stored(face.logo)
    if data is None:
        raise NotFound
    answer = Response(
        _kept_picture(f"logo|{face.logo}", lambda: as_png(data, LOGO_SIZE)), mimetype="image/png"
    )
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers[SHOWN_ELSEWHERE[0]] = SHOWN_ELSEWHERE[1]
    return answer


@blueprint.get("/manifest.webmanifest")
def manifest() -> ResponseReturnValue:
    """Tell a device how the community looks among its applications: https://www.w3.org/TR/appmanifest/."""
    depend_on()
    face = published_face()
    scheme = by_day(face.colours)
    told = {
        "id": "/",
        "name": face.shown_name,
        "short_name": _short(face.shown_name),
        "description": localized(get_setting("site.description")),
        "lang": current_language(),
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": scheme.paper,
        "theme_color": scheme.paper,
        "icons": [
            {"src": icon_address(face, name), "sizes": f"{side}x{side}", "type": "image/png", "purpose": use}
            for name, side, use in (("192", 192, "any"), ("512", 512, "any"), ("mask", 512, "maskable"))
        ],
    }
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


def _short(name: str) -> str:
    """Return as many whole words of `name` as stand below an icon, or the beginning of the first."""
    line = ""
    for word in name.split():
        longer = f"{line} {word}".strip()
        if len(longer) > SHORT:
            break
        line = longer
    return line or name[:SHORT]


@blueprint.get("/sw.js")
def service_worker() -> ResponseReturnValue:
    """Give the script that keeps the last pages readable without a connection; it stands for the whole site."""
    answer = current_app.send_static_file("js/service-worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/offline")
def offline() -> ResponseReturnValue:
    """Say that there is no connection, and which pages can be read all the same."""
    depend_on()
    answer = Response(render_template("pages/offline.html", script=static_url("js/offline.js")))
    return private(answer) if current_viewer().is_authenticated else answer


def _drawn(face: Face, name: str) -> bytes:
    """Return an icon, drawn once for each face."""
    return _kept_picture(
        f"{name}|{icon_version(face)}",
        lambda: icon(
            _stored(face.icon or face.logo), face.name[:1].upper(), by_day(face.colours), SIDES[name],
            masked=name == "mask",
        ),
    )  # fmt: skip


def _kept_picture(key: str, draw: Callable[[], bytes]) -> bytes:
    kept: Kept[bytes] = current_app.extensions.setdefault(
        KEPT_ICONS, Kept(ICONS_CAPACITY, stands_for=FOR_GOOD)
    )
    entry = kept.find(key)
    if entry is None:
        made = draw()
        entry = kept.keep(key, made, {}, len(made))
    return entry.value


def _stored(key: str) -> bytes | None:
    try:
        return current_storage().get(file_name(key, "full")) if key else None
    except NoSuchFile:
        return None
