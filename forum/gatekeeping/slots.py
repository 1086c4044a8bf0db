"""What this room shows on pages of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import AnyRow
from forum.core.policy import Permission, Viewer
from forum.core.reading import fetch
from forum.core.slots import Slot, fill
from forum.discussions.models import PostState
from forum.discussions.queries.post_facts import post_facts
from forum.gatekeeping.accepting import load_box
from forum.gatekeeping.queries.charter import editions, load_charter_news
from forum.gatekeeping.statements import load_on_page, load_on_topic


def load_waiting(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, bool]:
    """For posts that wait: whether this viewer judges them; else it is their author. Asks nothing of its own."""
    return {
        id: viewer.may_moderate and fact.author_id != viewer.id
        for id, fact in post_facts(post_ids).items()
        if fact.state == PostState.HELD and (viewer.may_moderate or fact.author_id == viewer.id)
    }


def load_keeper(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """For the menu: the way to the pages of this room, for those who use them."""
    return {0: True} if viewer.may_moderate else {}


def load_card(viewer: Viewer, member_ids: Sequence[int]) -> Mapping[int, str]:
    """For profiles: the way to the member's card, for moderators."""
    if not viewer.may_moderate:
        return {}
    found = select(Member.id, Member.handle).where(Member.id.in_(member_ids), Member.erased_at.is_(None))
    return {id: handle for id, handle in fetch(found)}


def load_trust(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """For the settings of one's own account: the way to where one stands."""
    return {0: True} if viewer.is_authenticated else {}


def load_editions(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Sequence[AnyRow]]:
    """For the page of the charter: its editions, and for administrators the way to a new one."""
    found = editions()
    return {0: found} if found or viewer.may(Permission.MANAGE_SETTINGS) else {}


SLOTS = (
    Slot("post.actions", "gatekeeping", "gatekeeping/_waiting.html", load_waiting, order=5, plain=True),
    Slot("profile.actions", "gatekeeping", "gatekeeping/_card_link.html", load_card, order=80, plain=True),
    Slot("settings.account", "trust", "gatekeeping/_trust_link.html", load_trust, order=80, plain=True),
    Slot("topic.head", "crisis", "gatekeeping/_statement.html", load_on_topic, personal=False, order=5),
    Slot("flashes", "crisis", "gatekeeping/_statement.html", load_on_page, order=5),
    Slot("flashes", "charter", "gatekeeping/_charter_news.html", load_charter_news, order=90),
    Slot("editor.below", "charter", "gatekeeping/_charter_box.html", load_box, order=200),
    Slot("charter.foot", "editions", "gatekeeping/_editions.html", load_editions, order=50),
    Slot("member-menu", "gatekeeping", "gatekeeping/_menu.html", load_keeper, order=85, plain=True),
)


def init_app(app: Flask) -> None:
    """Fill them."""
    for slot in SLOTS:
        fill(app, slot)
