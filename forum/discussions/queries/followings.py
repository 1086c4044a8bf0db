"""What a viewer follows and mutes: on the buttons of a page, and all of it in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, bindparam, select

from forum.accounts.models import Member
from forum.core.database import AnySelect, db
from forum.core.i18n import localized
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import category_address, member_address, tag_address, topic_address
from forum.discussions.models import Category, Following, FollowTarget, Tag, Topic


@dataclass(frozen=True, slots=True)
class FollowControl:
    """The button with which a viewer follows or mutes a thing. `mode` is follow, mute or none."""

    target: str
    act: str
    mode: str


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A thing in the list of what somebody follows."""

    label: str
    href: str
    act: str
    mode: str


def mode_of(viewer: Viewer, target: FollowTarget, target_id: int) -> str | None:
    """Return whether `viewer` follows or mutes one thing; None for neither."""
    return modes_of(viewer, target, [target_id]).get(target_id)


def modes_of(viewer: Viewer, target: FollowTarget, ids: Sequence[int]) -> Mapping[int, str]:
    """Return what of `ids` the viewer follows or mutes."""
    if viewer.id is None:
        return {}
    found = fetch(_modes(), viewer, target=target.value, ids=list(ids))
    return {target_id: mode for target_id, mode in found}


@cache
def _modes() -> AnySelect:
    return select(Following.target_id, Following.mode).where(
        Following.member_id == ASKING.own_id,
        Following.target == bindparam("target"),
        Following.target_id.in_(bindparam("ids", expanding=True)),
    )


def followed_by(viewer: Viewer) -> dict[FollowTarget, list[FollowedRow]]:
    """Return everything that `viewer` follows or mutes and may still know of, by kind of thing."""
    return {
        FollowTarget.TOPIC: _topics(viewer),
        FollowTarget.CATEGORY: _categories(viewer),
        FollowTarget.TAG: _tags(viewer),
        FollowTarget.MEMBER: _members(viewer),
    }


def _topics(viewer: Viewer) -> list[FollowedRow]:
    found = (
        select(Topic.id, Topic.title, Topic.slug, Following.mode)
        .join(Following, Following.target_id == Topic.id)
        .where(_mine(viewer, FollowTarget.TOPIC), Topic.visible_to(viewer), Topic.title_visible_to(viewer))
        .where(Topic.merged_into_id.is_(None))
        .order_by(Topic.bumped_at.desc())
        .limit(200)
    )
    return [
        FollowedRow(title, topic_address(id, slug), f"/topics/{id}/following", mode)
        for id, title, slug, mode in db.session.execute(found)
    ]


def _categories(viewer: Viewer) -> list[FollowedRow]:
    found = (
        select(Category.names, Category.slug, Following.mode)
        .join(Following, Following.target_id == Category.id)
        .where(_mine(viewer, FollowTarget.CATEGORY), Category.visible_to(viewer))
        .order_by(Category.position)
    )
    return [
        FollowedRow(localized(names), category_address(slug), f"{category_address(slug)}/following", mode)
        for names, slug, mode in db.session.execute(found)
    ]


def _tags(viewer: Viewer) -> list[FollowedRow]:
    found = (
        select(Tag.name, Tag.slug, Following.mode)
        .join(Following, Following.target_id == Tag.id)
        .where(_mine(viewer, FollowTarget.TAG))
        .order_by(Tag.name)
    )
    return [
        FollowedRow(name, tag_address(slug), f"{tag_address(slug)}/following", mode)
        for name, slug, mode in db.session.execute(found)
    ]


def _members(viewer: Viewer) -> list[FollowedRow]:
    found = (
        select(Member.name, Member.handle, Following.mode)
        .join(Following, Following.target_id == Member.id)
        .where(_mine(viewer, FollowTarget.MEMBER), Member.erased_at.is_(None))
        .order_by(Member.name)
    )
    return [
        FollowedRow(name, member_address(handle), f"{member_address(handle)}/following", mode)
        for name, handle, mode in db.session.execute(found)
    ]


def _mine(viewer: Viewer, target: FollowTarget) -> ColumnElement[bool]:
    return (Following.member_id == viewer.own_id) & (Following.target == target.value)
