"""Fetching members through the viewer."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import or_, select

from forum.accounts.models import FormerHandle, Member
from forum.core.database import db
from forum.core.policy import Audience, NotAllowed, NotFound, Permission, Viewer


def get_member_for(viewer: Viewer, handle: str) -> Member:
    """Return the member with `handle`, now or formerly.

    Raises:
        NotFound: when there is none, they have left, or the viewer may see nobody.
    """
    if viewer.clearance < Audience.EVERYONE:
        raise NotFound
    once_theirs = select(FormerHandle.member_id).where(FormerHandle.handle == handle).scalar_subquery()
    members = select(Member).where(
        or_(Member.handle == handle, Member.id == once_theirs), Member.erased_at.is_(None)
    )
    member = db.session.scalars(members.order_by(Member.handle != handle)).first()
    if member is None:
        raise NotFound
    return member


def get_own_member(viewer: Viewer) -> Member:
    """Return the member who looks, as a row to change.

    Raises:
        NotAllowed: when nobody is signed in.
    """
    member = db.session.get(Member, viewer.id, populate_existing=True) if viewer.id else None
    if member is None or not member.active:
        raise NotAllowed(_("Please sign in first."))
    return member


def get_member_to_manage(viewer: Viewer, member_id: int) -> Member:
    """Return a member whose roles or sign-ins the viewer is to change.

    Raises:
        NotAllowed: when the viewer does not manage members.
        NotFound: when there is no such member.
    """
    if not viewer.may(Permission.MANAGE_MEMBERS):
        raise NotAllowed
    member = db.session.get(Member, member_id, populate_existing=True)
    if member is None or member.erased_at is not None:
        raise NotFound
    return member
