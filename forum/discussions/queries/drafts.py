"""What a member has begun to write, and where it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import case, select
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.database import db
from forum.core.markup.plain import beginning
from forum.core.policy import Viewer
from forum.discussions.models import Draft, Post, Topic
from forum.discussions.operations.drafts import draft_place, is_readable

WORDS_SHOWN = 180
TEXTS = ("body", "ingredients")
"""What a draft is known again by, the first that has words."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as its list shows it. `href` is the editor in which it goes on, `words` how it begins."""

    place: str
    href: str
    label: str
    words: str
    version: int
    updated_at: datetime


def drafts_of(viewer: Viewer) -> list[DraftRow]:
    """Return the drafts of `viewer`, the latest first; those for places that are gone have no words left to show."""
    drafts = db.session.scalars(
        select(Draft).where(Draft.member_id == viewer.id).order_by(Draft.updated_at.desc(), Draft.id.desc())
    ).all()
    replied = {int(draft.place[6:]) for draft in drafts if draft.place.startswith("reply:")}
    edited = {int(draft.place[5:]) for draft in drafts if draft.place.startswith("edit:")}
    titles = _titles(viewer, Topic.id, replied)
    edited_titles = _titles(viewer, Post.id, edited)
    return [_row(draft, titles, edited_titles) for draft in drafts]


def _titles(viewer: Viewer, by: InstrumentedAttribute[int], ids: set[int]) -> Mapping[int, str]:
    """Return the titles that `viewer` may read of topics, by the number of the topic or of one of its posts."""
    if not ids:
        return {}
    title = case((Topic.title_visible_to(viewer), Topic.title), else_=_("A topic that was hidden"))
    found = select(by, title).select_from(Topic).where(Topic.visible_to(viewer), by.in_(ids))
    if by is Post.id:
        found = found.join(Post, Post.topic_id == Topic.id)
    return {id: shown for id, shown in db.session.execute(found)}


def _row(draft: Draft, titles: Mapping[int, str], edited_titles: Mapping[int, str]) -> DraftRow:
    kind, _colon, number = draft.place.partition(":")
    elsewhere = draft_place(draft.place)
    if elsewhere is not None:
        title = draft.fields.get("title") if is_readable(draft.place) else _("A topic that was hidden")
        label, href = elsewhere.label(title or "…"), elsewhere.href(draft.place)
    elif kind == "reply":
        label = _("Reply in “%(title)s”", title=titles.get(int(number), "…"))
        href = f"/topics/{number}/posts/new"
    elif kind == "edit":
        label = _("Change in “%(title)s”", title=edited_titles.get(int(number), "…"))
        href = f"/posts/{number}/edit"
    else:
        label = _("New topic: “%(title)s”", title=draft.fields.get("title") or "…")
        href = "/topics/new"
    return DraftRow(draft.place, href, label, _words(draft), draft.version, draft.updated_at)


def _words(draft: Draft) -> str:
    """Return how the text begins. Words of others that it quotes stay out: they may have been hidden since."""
    if not is_readable(draft.place):
        return ""
    begun = (beginning(draft.fields.get(name, ""), WORDS_SHOWN) for name in TEXTS)
    return next((words for words in begun if words), "")
