"""What the page of a topic shows of its creation, in place of the words of its first post."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from forum.core.fragments import hole, render_shared
from forum.core.kinds import Detail
from forum.core.markup.outline import nest_headings
from forum.core.policy import Viewer
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead
from forum.recipes.creation_kinds import CreationKind, creation_kind
from forum.recipes.document import from_json
from forum.recipes.queries.one import StoredCreation, related_to, stored_creation
from forum.recipes.sheet import Sheet, Wanted, make_sheet
from forum.recipes.words import story_html


def creation_detail(viewer: Viewer, topic: TopicHead, post: PostRow) -> Detail | None:
    """Return what is shown of the creation of `topic` to a viewer who may read `post`, its first."""
    stored = stored_creation(topic.id)
    kind = creation_kind(stored.kind) if stored is not None else None
    if stored is None or kind is None:
        return None
    sheet = sheet_of(stored, kind, topic_id=topic.id, language=topic.language, html=post.html or "")
    related = related_to(viewer, topic.id, stored.variation_of_id)
    body = render_shared(
        "recipes/_creation.html",
        sheet=sheet,
        creation=stored,
        related=related,
        title=topic.title,
        href=topic.href(),
        to_members=viewer.is_authenticated,
        own=hole,
    )
    return Detail(body, None, sheet.cover.src + "/full.webp" if sheet.cover else None)


def sheet_of(
    stored: StoredCreation,
    kind: CreationKind,
    *,
    topic_id: int,
    language: str,
    html: str,
    wanted: Wanted | None = None,
) -> Sheet:
    """Return a stored creation as it is shown to somebody who wants to see it that way."""
    sizes: dict[str, Any] = stored.document.get("pictures", {})
    return make_sheet(
        topic_id,
        kind,
        from_json(stored.document),
        language=language,
        story=Markup(nest_headings(story_html(html), under=2)),  # noqa: S704 - see forum.core.markup
        wanted=wanted or Wanted(),
        sizes=sizes,
    )
