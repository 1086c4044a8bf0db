"""What moderation shows on posts and profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Viewer
from forum.core.reasons import name_for_readers
from forum.discussions.models import PostState
from forum.discussions.queries.post_facts import post_facts
from forum.moderation.models import Hidden, Hiding


@dataclass(frozen=True, slots=True)
class ProfileTools:
    """What can be done about a profile: reporting it, for moderators hiding; and what of it is hidden."""

    handle: str
    may_moderate: bool
    hidden_because: str | None


def load_report_link(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, bool]:
    """For every post, whoever looks: it can be reported. Asks nothing of the database."""
    return dict.fromkeys(post_ids, True)


def load_moderator_tools(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, PostState]:
    """For posts that this moderator may judge: their state; nothing for other viewers and for one's own posts."""
    if not viewer.may_moderate:
        return {}
    return {id: fact.state for id, fact in post_facts(post_ids).items() if fact.author_id != viewer.id}


def load_statement_link(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, int]:
    """For one's own hidden posts: the number of the statement that says why. Asks only where there is one."""
    if viewer.id is None:
        return {}
    own = [
        id
        for id, fact in post_facts(post_ids).items()
        if fact.author_id == viewer.id and fact.state == PostState.HIDDEN
    ]
    if not own:
        return {}
    found = select(Hiding.post_id, Hiding.statement_id).where(
        Hiding.post_id.in_(own), Hiding.lifted_at.is_(None), Hiding.statement_id.is_not(None)
    )
    return {
        post_id: statement_id
        for post_id, statement_id in db.session.execute(found)
        if post_id and statement_id
    }


def load_profile_tools(viewer: Viewer, member_ids: Sequence[int]) -> Mapping[int, ProfileTools]:
    """For profiles: the ways to report and to hide, and the placeholder where moderation took the text away."""
    members = db.session.execute(
        select(Member.id, Member.handle, Hiding.reason)
        .outerjoin(
            Hiding,
            (Hiding.member_id == Member.id)
            & (Hiding.what == Hidden.PROFILE)
            & Hiding.lifted_at.is_(None)
            & (Member.about_source == ""),
        )
        .where(Member.id.in_(member_ids))
    )
    return {
        id: ProfileTools(
            handle,
            viewer.may_moderate and viewer.id != id,
            None if reason is None else (name_for_readers(reason) or ""),
        )
        for id, handle, reason in members
    }


def load_own_links(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """For the member's own data: the ways to what they reported and to decisions about them."""
    return dict.fromkeys(ids, True) if viewer.is_authenticated else {}
