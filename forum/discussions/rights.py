"""Who may write what. One definition for operations, which refuse, and for pages, which then show no button.

Seeing is decided elsewhere: whoever asks here may already read what they want to act upon.
"""

from __future__ import annotations

from dataclasses import replace

from forum.core.kinds import TopicKind
from forum.core.policy import MEMBER_PERMISSIONS, Actor, Audience, NotAllowed, Permission, Viewer
from forum.discussions.models import Category, Post, PostState, Topic
from forum.discussions.queries.categories import Shelf
from forum.discussions.queries.post_facts import PostFact
from forum.discussions.queries.topic_facts import TopicFact

AnyCategory = Category | Shelf
AnyTopic = Topic | TopicFact
AnyPost = Post | PostFact
"""Rows that are about to change, or the few facts that a page has at hand."""

EDITABLE = frozenset({PostState.VISIBLE, PostState.HIDDEN, PostState.HELD})
WITHDRAWABLE = frozenset({PostState.VISIBLE, PostState.HELD})


def require(allowed: bool, message: str) -> None:
    """Refuse with `message`, which is for the actor's eyes, unless it is `allowed`.

    Raises:
        NotAllowed: when it is not.
    """
    if not allowed:
        raise NotAllowed(message)


def as_member(viewer: Viewer) -> Viewer:
    """Return a guest as the member they may become while they write; members as they are."""
    if viewer.id is not None:
        return viewer
    return replace(viewer, clearance=Audience.MEMBERS, permissions=MEMBER_PERMISSIONS)


def may_moderate(actor: Actor) -> bool:
    """Whether `actor` looks after other people's topics and posts."""
    return Permission.MODERATE in actor.permissions


def may_start(actor: Actor, category: AnyCategory, kind: TopicKind) -> bool:
    """Whether `actor` may begin a topic of this kind in this category."""
    allowed = {Permission.POST, kind.permission} <= actor.permissions
    return allowed and category.start_level <= actor.clearance


def may_reply(actor: Actor, topic: AnyTopic, category: AnyCategory) -> bool:
    """Whether `actor` may answer in this topic: in closed ones, moderators only."""
    if Permission.POST not in actor.permissions or topic.merged_into_id is not None:
        return False
    if topic.closed_at is not None and not may_moderate(actor):
        return False
    return category.reply_level <= actor.clearance


def may_edit(actor: Actor, post: AnyPost) -> bool:
    """Whether `actor` may change what a post says: its author, and moderators."""
    if Permission.POST not in actor.permissions or post.state not in EDITABLE:
        return False
    return _is_own(actor, post.author_id) or may_moderate(actor)


def may_withdraw(actor: Actor, post: AnyPost) -> bool:
    """Whether `actor` may take a post back: its author only, and not once a moderator has hidden it."""
    return _is_own(actor, post.author_id) and post.state in WITHDRAWABLE


def may_accept(actor: Actor, topic: AnyTopic) -> bool:
    """Whether `actor` may say which answer solved a question: who asked, and moderators."""
    return may_moderate(actor) or (Permission.POST in actor.permissions and _is_own(actor, topic.author_id))


def may_tag(actor: Actor, topic: AnyTopic) -> bool:
    """Whether `actor` may choose the tags of a topic: its author, and moderators."""
    return may_accept(actor, topic)


def _is_own(actor: Actor, author_id: int | None) -> bool:
    return actor.id is not None and actor.id == author_id
