"""The blueprint of polls, and what its pages have in common."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, url_for
from flask_babel import gettext as _

from forum.accounts.forms import RoomForm
from forum.core.http import private, wants_fragment
from forum.core.kinds import kinds
from forum.core.policy import NotAllowed, Viewer
from forum.core.viewing import current_viewer
from forum.discussions.policy import get_topic_for
from forum.polls.panel import NOTHING, Attempt, panel_of
from forum.polls.policy import get_poll_for, may_see_results
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.thanks import is_the_same_for_all, thanks

blueprint = Blueprint("polls", __name__)


def topic_words(viewer: Viewer, sheet: Sheet) -> dict[str, str]:
    """Return title and address of the topic to which a poll belongs, for the head of a page."""
    topic = get_topic_for(viewer, sheet.topic_id)
    title = topic.title if topic.title_visible_to(viewer) else _("A topic that was hidden")
    return {
        "topic_title": title,
        "topic_href": address_of(topic.id, topic.kind) + f"#poll-{sheet.id}",
    }


def address_of(topic_id: int, kind_key: str) -> str:
    """Return where the topic of a poll is looked after: on a page of its kind's own, or where its posts stand."""
    kind = kinds.get(kind_key)
    own = kind.page if kind is not None else None
    return own(topic_id) if own is not None else url_for("discussions.topic", topic_id=topic_id)


def poll_page(
    viewer: Viewer, poll_id: int, attempt: Attempt = NOTHING, *, changing: bool = False, status: int = 200
) -> Response:
    """Return the poll as `viewer` sees it now: for htmx the poll alone, which it puts in place whatever it says."""
    return panel_page(viewer, *get_poll_for(viewer, poll_id), attempt, changing=changing, status=status)


def panel_page(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    attempt: Attempt = NOTHING,
    *,
    changing: bool = False,
    status: int = 200,
) -> Response:
    """Return the same for a poll that was just fetched through the viewer."""
    if wants_fragment() and is_the_same_for_all(sheet, standing, attempt):
        return private(make_response(thanks(viewer, sheet, standing, attempt)))
    panel = panel_of(viewer, sheet, standing, attempt, changing=changing)
    if wants_fragment():
        panel_alone = current_app.jinja_env.get_template("polls/_panel.html")
        return private(make_response(panel_alone.render(item=panel, viewer=viewer)))
    words = topic_words(viewer, sheet)
    return private(make_response(render_template("polls/poll.html", item=panel, **words), status))


def with_result(poll_id: int) -> tuple[Sheet, Standing]:
    """Return a poll whose result the viewer may see, and how they stand to it.

    Raises:
        NotFound, NotAllowed: when they may not.
    """
    viewer = current_viewer()
    sheet, standing = get_poll_for(viewer, poll_id)
    if not may_see_results(viewer, sheet, has_voted=standing.has_voted):
        raise NotAllowed(_("The result of this poll is not shown to you now."))
    return sheet, standing


def words_page(template: str, sheet: Sheet, **shown: Any) -> Response:
    """Return a page on which something of a poll is read."""
    words = topic_words(current_viewer(), sheet)
    return private(make_response(render_template(template, sheet=sheet, **words, **shown)))


def care_page(template: str, form: RoomForm, sheet: Sheet, **shown: Any) -> Response:
    """Return a page on which something is done to a poll, or looked up in it."""
    words = topic_words(current_viewer(), sheet)
    page = render_template(template, form=form, sheet=sheet, href=f"/polls/{sheet.id}", **words, **shown)
    return private(make_response(page, 422 if form.errors else 200))
