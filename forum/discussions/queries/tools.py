"""What the writing half of this room shows at posts, topics, categories, tags, members and in the frame of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Permission, Viewer
from forum.discussions.addresses import category_address, member_address, tag_address
from forum.discussions.kinds import QUESTION
from forum.discussions.models import FollowTarget, PostState, Tag
from forum.discussions.queries.categories import Shelf, shelves
from forum.discussions.queries.followings import FollowControl, modes_of
from forum.discussions.queries.post_facts import PostFact, post_facts
from forum.discussions.queries.topic_facts import TopicFact, topic_facts
from forum.discussions.rights import (
    as_member,
    may_accept,
    may_edit,
    may_moderate,
    may_reply,
    may_withdraw,
)


@dataclass(frozen=True, slots=True)
class PostTools:
    """What a viewer may do with a post. `answer` is accept, unaccept or nothing."""

    topic_id: int
    may_reply: bool
    may_edit: bool
    may_withdraw: bool
    answer: str


@dataclass(frozen=True, slots=True)
class TopicTools:
    """What a viewer may do with a topic."""

    follow: FollowControl
    may_care: bool
    is_closed: bool
    has_answer: bool


@dataclass(frozen=True, slots=True)
class TopicFoot:
    """What stands below the last post: a way to answer, or why there is none."""

    may_reply: bool
    is_guest: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ShelfTools:
    """What a viewer may do with a category or a tag: begin a topic there, follow it."""

    start: str | None
    follow: FollowControl | None


def load_post_tools(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, PostTools]:
    """Return what a member may do with posts; guests read only."""
    if viewer.id is None:
        return {}
    posts = post_facts(ids)
    topics = topic_facts(post.topic_id for post in posts.values())
    known = shelves()
    return {
        post.id: _post_tools(viewer, post, topics[post.topic_id], known[topics[post.topic_id].category_id])
        for post in posts.values()
        if post.topic_id in topics
    }


def _post_tools(viewer: Viewer, post: PostFact, topic: TopicFact, shelf: Shelf) -> PostTools:
    stands = post.state == PostState.VISIBLE
    answer = ""
    if topic.kind == QUESTION and post.number > 1 and may_accept(viewer, topic):
        answer = "unaccept" if topic.answer_post_id == post.id else "accept" if stands else ""
    return PostTools(
        topic_id=topic.id,
        may_reply=stands and may_reply(viewer, topic, shelf),
        may_edit=may_edit(viewer, post),
        may_withdraw=may_withdraw(viewer, post),
        answer=answer,
    )


def load_topic_tools(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, TopicTools]:
    """Return what a member may do with topics."""
    if viewer.id is None:
        return {}
    modes = modes_of(viewer, FollowTarget.TOPIC, ids)
    return {
        topic.id: TopicTools(
            follow=FollowControl("topic", f"/topics/{topic.id}/following", modes.get(topic.id, "none")),
            may_care=may_moderate(viewer),
            is_closed=topic.closed_at is not None,
            has_answer=topic.answer_post_id is not None,
        )
        for topic in topic_facts(ids).values()
    }


def load_topic_foot(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, TopicFoot]:
    """Return whether and how a viewer may answer in topics; guests may begin before they sign up."""
    known = shelves()
    return {
        topic.id: TopicFoot(
            may_reply=viewer.id is not None and may_reply(viewer, topic, known[topic.category_id]),
            is_guest=viewer.id is None,
            is_closed=topic.closed_at is not None,
        )
        for topic in topic_facts(ids).values()
    }


def load_category_tools(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, ShelfTools]:
    """Return what a viewer may do in categories."""
    known = shelves()
    modes = modes_of(viewer, FollowTarget.CATEGORY, ids)
    return {id: _category_tools(viewer, known[id], modes.get(id, "none")) for id in ids}


def _category_tools(viewer: Viewer, shelf: Shelf, mode: str) -> ShelfTools:
    return ShelfTools(
        start=f"/topics/new?category={shelf.id}"
        if shelf.start_level <= as_member(viewer).clearance
        else None,
        follow=_follow(viewer, "category", category_address(shelf.slug), mode),
    )


def load_tag_tools(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, ShelfTools]:
    """Return what a viewer may do with tags."""
    modes = modes_of(viewer, FollowTarget.TAG, ids)
    found = db.session.execute(select(Tag.id, Tag.slug, Tag.name).where(Tag.id.in_(ids)))
    return {
        id: ShelfTools(
            start=f"/topics/new?tag={name}",
            follow=_follow(viewer, "tag", tag_address(slug), modes.get(id, "none")),
        )
        for id, slug, name in found
    }


def load_member_tools(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, FollowControl]:
    """Return the button with which a member follows others, but not themselves."""
    if viewer.id is None:
        return {}
    modes = modes_of(viewer, FollowTarget.MEMBER, ids)
    found = db.session.execute(
        select(Member.id, Member.handle).where(Member.id.in_(ids), Member.id != viewer.id)
    )
    return {
        id: FollowControl("member", f"{member_address(handle)}/following", modes.get(id, "none"))
        for id, handle in found
    }


def load_for_writers(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """Return something for each of `ids` when the viewer may write: for what is the same for all who do."""
    return dict.fromkeys(ids, True) if Permission.POST in viewer.permissions else {}


def _follow(viewer: Viewer, target: str, address: str, mode: str) -> FollowControl | None:
    return FollowControl(target, f"{address}/following", mode) if viewer.id is not None else None
