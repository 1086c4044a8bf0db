"""Who writes for the brand, and who may be asked to agree."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Actor, NotAllowed, NotFound, Permission, Viewer
from forum.editorial.models import Approval, Publication


def may_publish(actor: Actor) -> bool:
    """Whether `actor` speaks for the brand."""
    return Permission.ANNOUNCE in actor.permissions


def require_publish(actor: Actor) -> None:
    """Refuse those who do not speak for the brand.

    Raises:
        NotAllowed: for them.
    """
    if not may_publish(actor):
        raise NotAllowed(_("Only the brand publishes here."))


def get_publication_for(viewer: Viewer, publication_id: int, *, locked: bool = False) -> Publication:
    """Return a publication for those who speak for the brand.

    Raises:
        NotFound, NotAllowed: for all others.
    """
    require_publish(viewer)
    found = db.session.get(
        Publication, publication_id, populate_existing=locked, with_for_update=True if locked else None
    )
    if found is None:
        raise NotFound
    return found


def possible_approvers(actor: Actor) -> list[tuple[int, str]]:
    """Return number and name of those who may agree to what `actor` wrote: others who speak for the brand."""
    members = select(Member.id, Member.name).where(
        Member.is_team, Member.active.is_(True), Member.erased_at.is_(None), Member.id != actor.id
    )
    return [(id, name) for id, name in db.session.execute(members.order_by(Member.name, Member.id))]


def is_asked(actor: Actor, publication: Publication) -> bool:
    """Whether the word of `actor` is waited for."""
    approval = db.session.get(Approval, (publication.id, actor.id)) if actor.id is not None else None
    return approval is not None and approval.verdict is None
