"""Who keeps the gate, and fetching through the viewer what this room knows."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Actor, NotAllowed, NotFound, Permission, Viewer
from forum.discussions.models import Post
from forum.discussions.policy import get_post_for
from forum.gatekeeping.models import Cause, Crisis, PostCheck, WordRule


def require_keeper(actor: Actor) -> None:
    """Let pass who looks after the community.

    Raises:
        NotAllowed: to all others.
    """
    if Permission.MODERATE not in actor.permissions:
        raise NotAllowed(_("Only moderators may do this."))


def require_other(actor: Actor, author_id: int | None) -> None:
    """Let pass a moderator who judges what somebody else made.

    Raises:
        NotAllowed: for those who do not moderate, and for one's own posts.
    """
    require_keeper(actor)
    if actor.id is not None and author_id == actor.id:
        raise NotAllowed(_("Your own posts are for another moderator to judge."))


def get_rule_for(viewer: Viewer, rule_id: int) -> WordRule:
    """Return a word rule for those who keep them.

    Raises:
        NotAllowed, NotFound: for all others; when there is no such rule.
    """
    require_keeper(viewer)
    rule = db.session.get(WordRule, rule_id, populate_existing=True)
    if rule is None:
        raise NotFound
    return rule


def get_check_for(viewer: Viewer, post_id: int) -> tuple[Post, PostCheck]:
    """Return a post that waits or was marked, with what was found, for moderators and for its author while it waits.

    Raises:
        NotFound: for everybody else, and when nothing was found in it.
    """
    post = get_post_for(viewer, post_id)
    check = db.session.get(PostCheck, post_id, populate_existing=True)
    if check is None:
        raise NotFound
    is_own = viewer.id is not None and post.author_id == viewer.id
    if viewer.may_moderate or (is_own and check.is_held):
        return post, check
    raise NotFound


def get_member_to_judge(viewer: Viewer, handle: str) -> Member:
    """Return a member for moderators.

    Raises:
        NotAllowed, NotFound: for all others; when there is no such member or they have left.
    """
    require_keeper(viewer)
    member = db.session.query(Member).filter_by(handle=handle).populate_existing().one_or_none()
    if member is None or member.erased_at is not None:
        raise NotFound
    return member


def get_crisis_for(viewer: Viewer, crisis_id: int) -> Crisis:
    """Return a crisis for moderators, as it is now.

    Raises:
        NotAllowed, NotFound: for all others; when there is none.
    """
    require_keeper(viewer)
    crisis = db.session.get(Crisis, crisis_id, populate_existing=True)
    if crisis is None:
        raise NotFound
    return crisis


def get_cause_for(viewer: Viewer, cause_id: int, *, locked: bool = False) -> Cause:
    """Return a cause for moderators, as it is now; `locked`, so that of two who solve it one comes second.

    Raises:
        NotAllowed, NotFound: for all others; when there is none.
    """
    require_keeper(viewer)
    cause = db.session.get(Cause, cause_id, populate_existing=True, with_for_update=locked or None)
    if cause is None:
        raise NotFound
    return cause
