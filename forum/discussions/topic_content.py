"""A page of a topic as all viewers of one class see it: made once a change, and filled for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request
from flask_babel import get_timezone, gettext as _

from forum.core.fragments import Fragment
from forum.core.frame import page_with_holes
from forum.core.i18n import current_language
from forum.core.kept import Kept, Versions
from forum.core.kinds import kinds
from forum.core.pagination import NumberedPages
from forum.core.policy import Viewer
from forum.core.slots import load_slots
from forum.discussions.details import detail_of, with_body
from forum.discussions.models import PostState
from forum.discussions.post_fragments import post_fragment
from forum.discussions.queries.categories import Shelf, shelf_of, shelves
from forum.discussions.queries.post_facts import PostFact, remember_facts
from forum.discussions.queries.topic_page import posts_of_page, topic_head
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead
from forum.discussions.structured_data import structured_data_of

EXTENSION = "potluck.topic_contents"
CAPACITY = 32 * 1024 * 1024


class TopicMerged(Exception):
    """The topic has become part of another."""

    def __init__(self, into_id: int) -> None:
        self.into_id = into_id
        super().__init__(into_id)


@dataclass(frozen=True, slots=True)
class TopicContent:
    """A page of a topic, ready but for what is one viewer's own."""

    head: TopicHead
    pages: NumberedPages
    page: Fragment
    posts: tuple[PostFact, ...]
    withheld_authors: frozenset[int]
    """Members who read more on this page than others of their class: the authors of what is hidden or held on it."""

    @property
    def last_shown(self) -> int:
        """The highest number that somebody who has read this page has seen."""
        return self.pages.last if self.pages.page < self.pages.pages else self.head.last_number


def topic_content(viewer: Viewer, topic_id: int, page: int, versions: Versions) -> TopicContent:
    """Return page number `page` of a topic as viewers like `viewer` see it, as it stood at `versions`.

    Raises:
        NotFound, NotAllowed: when `viewer` may not open the topic, or it has no such page.
        TopicMerged: when its posts stand in another topic now.
    """
    kept = _kept()
    key = (
        topic_id,
        page,
        viewer.clearance,
        viewer.may_moderate,
        viewer.is_authenticated,
        current_language(),
        str(get_timezone()),
        request.cookies.get("theme"),
    )
    content = _current(kept, key, versions)
    if content is None:
        with kept.building(key):
            content = _current(kept, key, versions)
            if content is None:
                content = _build(viewer, topic_id, page)
                if viewer.own_id not in content.withheld_authors:
                    kept.keep(key, content, versions, content.page.size + 2_000)
    if viewer.own_id in content.withheld_authors:
        return _build(viewer, topic_id, page)
    return content


def _current(kept: Kept[TopicContent], key: Any, versions: Versions) -> TopicContent | None:
    entry = kept.find(key)
    return entry.value if entry is not None and entry.versions == versions else None


def _build(viewer: Viewer, topic_id: int, page: int) -> TopicContent:
    head = topic_head(viewer, topic_id)
    if head.merged_into_id is not None:
        raise TopicMerged(head.merged_into_id)
    pages = head.page(page)
    rows = posts_of_page(viewer, head, pages)
    readable = [row for row in rows if row.state != PostState.HELD or row.html is not None]
    posts = [row for row in readable if pages.first <= row.number <= pages.last]
    answer = next((row for row in readable if row.id == head.answer_post_id), None)
    way = _way_to(head)
    kind = kinds.get(head.kind)
    detail = detail_of(viewer, kind, head, posts)
    posts = with_body(posts, detail)
    ids = [row.id for row in posts]
    facts = tuple(
        PostFact(row.id, head.id, row.number, row.author_id or 0, PostState(row.state)) for row in posts
    )
    remember_facts(facts)
    made = page_with_holes(
        "discussions/topic.html",
        viewer,
        title=head.title or _("A topic that was hidden"),
        topic=head,
        way=way,
        pages=pages,
        posts=posts,
        answer=answer,
        post_fragment=post_fragment,
        marks=load_slots("post.marks", viewer, ids, personal=False),
        foot=load_slots("post.foot", viewer, ids, personal=False),
        below=load_slots("post.below", viewer, ids, personal=False),
        above=load_slots("topic.head", viewer, [head.id], personal=False),
        opening=load_slots(
            "topic.opening", viewer, [head.id] if _shows_opening(posts) else [], personal=False
        ),
        first=next((row for row in posts if row.number == 1), None),
        site_address=current_app.config["PUBLIC_URL"],
        descriptions=structured_data_of(head, way, pages, posts, answer, detail),
        kind=kind,
        detail=detail,
    )
    return TopicContent(head, pages, made, facts, _withheld_authors(viewer, head, rows))


def _shows_opening(posts: Sequence[PostRow]) -> bool:
    """Whether the first post stands on the page, to be read: what hangs on it is for the same readers."""
    return any(post.number == 1 and post.html is not None for post in posts)


def _way_to(head: TopicHead) -> list[Shelf]:
    shelf = shelf_of(head.category_id)
    parent = shelves().parent_of(shelf)
    return [parent, shelf] if parent else [shelf]


def _withheld_authors(viewer: Viewer, head: TopicHead, rows: list[PostRow]) -> frozenset[int]:
    if viewer.may_moderate:
        return frozenset()
    authors = {row.author_id for row in rows if row.state in (PostState.HIDDEN, PostState.HELD)}
    if head.is_hidden or head.is_held:
        authors.add(head.author_id)
    return frozenset(author for author in authors if author is not None)


def _kept() -> Kept[TopicContent]:
    kept: Kept[TopicContent] = current_app.extensions[EXTENSION]
    return kept


def init_app(app: Flask) -> None:
    """Give `app` its store of topic pages."""
    kept: Kept[TopicContent] = Kept(CAPACITY)
    app.extensions[EXTENSION] = kept
