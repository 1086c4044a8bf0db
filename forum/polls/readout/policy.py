"""Who may read a read-out: who may see the result. Who answered what, weights and odd votes are for the brand alone."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.policy import Actor, NotAllowed, Viewer
from forum.polls.policy import get_poll_for, is_brand, may_see_results
from forum.polls.sheet import Sheet
from forum.polls.words import State


def get_read_out_for(viewer: Viewer, poll_id: int) -> Sheet:
    """Return a poll whose read-out `viewer` may read, once it is sealed.

    Raises:
        NotFound: for those who may not know of the poll.
        NotAllowed: for those who may not see its result, and for everybody until it is sealed: figures that are looked
            at again and again while votes come in look surer than they are.
    """
    sheet, standing = get_poll_for(viewer, poll_id)
    if not may_see_results(viewer, sheet, has_voted=standing.has_voted):
        raise NotAllowed(_("The result of this poll is not shown to you now."))
    if sheet.state != State.SEALED:
        raise NotAllowed(_("The read-out is made when the poll has closed."))
    return sheet


def sees_inside(actor: Actor) -> bool:
    """Whether `actor` sees cross-tables, weights and the look at odd votes, too."""
    return is_brand(actor)


def require_inside(actor: Actor) -> None:
    """Refuse everybody but the brand.

    Raises:
        NotAllowed: for them.
    """
    if not sees_inside(actor):
        raise NotAllowed(_("Only the brand can do this."))
