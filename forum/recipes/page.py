"""What the page of a topic shows of its creation, in place of the words of its first post."""

from __future__ import annotations

from typing import Any

from flask import current_app
from markupsafe import Markup

from forum.core.fragments import hole, render_shared
from forum.core.kinds import Detail
from forum.core.markup.outline import nest_headings
from forum.core.policy import Viewer
from forum.discussions.addresses import member_address
from forum.discussions.models import PostState
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead
from forum.recipes.creation_kinds import CreationKind, creation_kind
from forum.recipes.document import from_json
from forum.recipes.queries.one import CreationPage, StoredCreation, creation_page
from forum.recipes.queries.ratings import RatingState, remember_rating
from forum.recipes.sheet import Sheet, Wanted, make_sheet
from forum.recipes.structured_data import About, creation_as_schema
from forum.recipes.words import story_html


def creation_detail(viewer: Viewer, topic: TopicHead, post: PostRow) -> Detail | None:
    """Return what is shown of the creation of `topic` to a viewer who may read `post`, its first."""
    page = creation_page(viewer, topic.id)
    kind = creation_kind(page.stored.kind) if page is not None else None
    if page is None or kind is None:
        return None
    stored = page.stored
    remember_rating(_rating(viewer, topic, post, page))
    sheet = sheet_of(stored, kind, topic_id=topic.id, language=topic.language, html=post.html or "")
    body = render_shared(
        "recipes/_creation.html",
        sheet=sheet,
        creation=stored,
        related=page.related,
        title=topic.title,
        href=topic.href(),
        to_members=viewer.is_authenticated,
        own=hole,
    )
    described = creation_as_schema(from_json(stored.document), _about(stored, kind, topic, post))
    return Detail(body, described, sheet.cover.src + "/full.webp" if sheet.cover else None)


def _about(stored: StoredCreation, kind: CreationKind, topic: TopicHead, post: PostRow) -> About:
    """Return what search engines are told of a creation beside its document."""
    house = current_app.config["PUBLIC_URL"]
    document = from_json(stored.document)
    at_origin = document.source.author
    return About(
        title=topic.title or "",
        url=f"{house}{topic.href()}",
        author=at_origin or topic.author.name,
        author_url=f"{house}{member_address(topic.author.handle)}"
        if topic.author.handle and not at_origin
        else None,
        published_at=topic.created_at,
        language=topic.language,
        description=Markup(story_html(post.html or "")).striptags(),  # noqa: S704 - its tags are taken away
        images=[f"{house}/uploads/{key}/full.webp" for key in document.pictures]
        or [f"{house}/topics/{topic.id}/card.png"],
        rating_sum=stored.rating_sum,
        rating_count=stored.rating_count,
        is_food=kind.is_food,
    )


def _rating(viewer: Viewer, topic: TopicHead, post: PostRow, page: CreationPage) -> RatingState:
    return RatingState(
        topic.id,
        page.stored.rating_count,
        page.stored.rating_sum,
        page.own_stars,
        post.author_id == viewer.own_id,
        post.state == PostState.VISIBLE,
    )


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
