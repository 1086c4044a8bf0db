"""The home page: the life of the community, in the order that the brand chose."""

from __future__ import annotations

from flask import make_response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forum.accounts.pictures import picture_address
from forum.core.clock import clock
from forum.core.http import private
from forum.core.i18n import current_language, localized
from forum.core.markup.render import render
from forum.core.settings import get_setting
from forum.core.versions import LATEST, depend_on
from forum.core.viewing import current_viewer
from forum.discussions.queries.categories import shelves
from forum.discussions.queries.front_page import front_page
from forum.discussions.queries.reading import mark_unread
from forum.pages.face import MAIN_BLOCKS, SIDE_BLOCKS, Face, face_for, published_face
from forum.pages.queries.newest import newest_members
from forum.pages.structured_data import site_described
from forum.pages.tour import STEPS, step_for
from forum.pages.views.blueprint import blueprint

MEMBERS_SHOWN = 6


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Show the life of the community."""
    depend_on(LATEST)
    viewer = current_viewer()
    face = face_for(viewer)
    topics = front_page(viewer, clock.now(), current_language())
    mark_unread(viewer, topics.rows)
    answer = make_response(
        render_template(
            "pages/home.html",
            blocks=_chosen(face, MAIN_BLOCKS),
            side_blocks=_chosen(face, SIDE_BLOCKS),
            topics=topics,
            members=newest_members(MEMBERS_SHOWN),
            shelves=[shelf for shelf in shelves().for_viewer(viewer) if shelf.parent_id is None],
            described=site_described(published_face()),
            description=localized(get_setting("site.description")),
            invitation=localized(get_setting("site.invitation")),
            hero=picture_address(face.hero or None),
            words=_words(face),
            tour_step=step_for(viewer),
            tour_steps=STEPS,
        )
    )
    return private(answer) if viewer.is_authenticated else answer


def _chosen(face: Face, among: tuple[str, ...]) -> list[str]:
    """Return the blocks of the brand's home page, in its order."""
    return [name for name, on in face.blocks if on and name in among]


def _words(face: Face) -> Markup:
    """Return the brand's own block, as it is written in Markdown."""
    source = localized(face.words)
    return Markup(render(source).html if source else "")  # noqa: S704 - sanitised by the markup room
