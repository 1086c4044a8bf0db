"""Pictures that stand for a page where its link is shared: a title that everybody may read, in the brand's colours."""

from __future__ import annotations

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from forum.core.i18n import localized
from forum.core.kept import FOR_GOOD, Kept
from forum.core.kinds import kinds
from forum.core.policy import NotFound
from forum.core.settings import get_setting
from forum.core.site import site_name
from forum.core.storage import NoSuchFile, current_storage
from forum.core.versions import depend_on, topic_scope
from forum.pages.brand_css import version_of
from forum.pages.drawing import Card, card
from forum.pages.face import published_face
from forum.pages.feeds import topic_for_guests
from forum.pages.palette import by_day
from forum.pages.views.blueprint import blueprint
from forum.uploads.operations import file_name

KEPT_CARDS = "potluck.cards"
CAPACITY = 8 * 1024 * 1024


@blueprint.get("/card.png")
def site_card() -> ResponseReturnValue:
    """Give the card of the community itself."""
    depend_on()
    return _answer(localized(get_setting("site.tagline")) or site_name(), "")


@blueprint.get("/topics/<int:topic_id>/card.png")
def topic_card(topic_id: int) -> ResponseReturnValue:
    """Give the card of a topic whose title everybody may read; looked at anew at every request."""
    depend_on(topic_scope(topic_id))
    row = topic_for_guests(topic_id)
    if row is None:
        raise NotFound
    kind = kinds.get(row.kind)
    return _answer(row.title, f"{kind.name if kind else ''} · {row.category_name}".strip(" ·"))


def _answer(title: str, kicker: str) -> Response:
    face = published_face()
    key = version_of(f"{title}|{kicker}|{face.shown_name}|{face.colours}|{face.logo}")
    kept: Kept[bytes] = current_app.extensions.setdefault(KEPT_CARDS, Kept(CAPACITY, stands_for=FOR_GOOD))
    entry = kept.find(key)
    if entry is None:
        made = card(Card(title, kicker, face.shown_name, by_day(face.colours), _logo(face.logo)))
        entry = kept.keep(key, made, {}, len(made))
    answer = Response(entry.value, mimetype="image/png")
    answer.set_etag(key)
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)  # type: ignore[return-value]  # the same class


def _logo(key: str) -> bytes | None:
    try:
        return current_storage().get(file_name(key, "full")) if key else None
    except NoSuchFile:
        return None
