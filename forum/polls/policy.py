"""Who may open a poll, vote in it, look after it, and see what came out. Decided here and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l, ngettext

from forum.core.kinds import kinds
from forum.core.policy import Actor, NotAllowed, NotFound, Permission, Viewer
from forum.core.privileges import NotYet, Privilege, register_privilege, why_not_yet
from forum.discussions.models import Topic
from forum.polls.roll import rules_in_words
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing, sheet_and_standing
from forum.polls.words import Roll, Shown, State

SMALL_POLL = "polls.small"
"""The privilege that takes trust."""


def is_brand(actor: Actor) -> bool:
    """Whether `actor` speaks for the brand, whose polls may ask several questions."""
    return Permission.ANNOUNCE in actor.permissions


def takes_polls(topic: Topic) -> bool:
    """Whether a poll may begin in a topic: it is open, and its readers can see it."""
    return not (
        topic.closed_at is not None or topic.merged_into_id is not None or topic.is_held or topic.is_hidden
    )


def may_open(actor: Actor, topic: Topic) -> bool:
    """Whether `actor` may put a poll into a topic: its author a small one, the brand any."""
    if not takes_polls(topic):
        return False
    is_own = actor.id is not None and topic.author_id == actor.id
    return Permission.POST in actor.permissions and (is_own or is_brand(actor))


def why_not_open_yet(actor: Actor, now: datetime) -> NotYet | None:
    """Return why a member may not put a small poll into a topic of theirs yet; None for those who may."""
    return why_not_yet(actor, SMALL_POLL, now)


def require_open(actor: Actor, topic: Topic) -> None:
    """Refuse those who may not put a poll into a topic.

    Raises:
        NotAllowed: for them.
    """
    if not may_open(actor, topic):
        raise NotAllowed(_("You cannot put a poll into this topic."))


def require_by_hand(topic: Topic) -> None:
    """Refuse a poll that is put by hand into a topic whose kind asks by itself: it would stand in the way.

    Raises:
        NotAllowed: with what the kind says.
    """
    if why := why_not_by_hand(topic.kind):
        raise NotAllowed(why)


def why_not_by_hand(kind_key: str) -> str:
    """Return why nobody puts a poll by hand into topics of a kind; nothing where people do."""
    kind = kinds.get(kind_key)
    return str(kind.asks_itself or "") if kind is not None else ""


def why_not_anew(kind_key: str, poll_id: int) -> str | None:
    """Return why a poll in a topic of that kind is not asked anew any more; None where it may be."""
    kind = kinds.get(kind_key)
    return kind.settled(poll_id) if kind is not None and kind.settled is not None else None


def may_manage(actor: Actor, sheet: Sheet) -> bool:
    """Whether `actor` may open a draft, and close: its author, the brand and moderators."""
    if actor.id is None:
        return False
    is_own = sheet.author_id == actor.id and Permission.POST in actor.permissions
    return is_own or is_brand(actor) or Permission.MODERATE in actor.permissions


def may_see_results(actor: Actor, sheet: Sheet, *, has_voted: bool) -> bool:
    """Whether `actor` may see what came out so far, or in the end.

    The one predicate for everything that shows a result: page, fragment, file of ballots, names of voters, personal
    data. Search, feeds and structured data carry no results at all. Nobody sees more because of a role, but for
    polls whose result is the brand's alone.
    """
    if sheet.state == State.DRAFT:
        return False
    if sheet.shown is Shown.BRAND:
        return is_brand(actor)
    if sheet.state == State.SEALED:
        return True
    if sheet.shown is Shown.AFTER_VOTING:
        return has_voted
    return sheet.shown is Shown.ALWAYS


def why_not_vote(viewer: Viewer, sheet: Sheet, standing: Standing) -> str | None:
    """Return why a member may not vote, in their language; None for those who may.

    Told by the rules alone: whether the poll is open is another question. While the post above it is withheld nobody
    votes, also not those who may still read it: a result of theirs alone would be none.
    """
    if standing.is_withheld:
        return str(_("This poll takes no votes while the post above it is hidden from others."))
    if Permission.POST not in viewer.permissions or not standing.is_confirmed:
        return str(_("Only members with a confirmed address can vote."))
    if sheet.team_only and not viewer.is_team and not viewer.may_moderate:
        return str(_("Only the team votes here."))
    if not standing.meets_rules:
        return " ".join(rules_in_words(sheet.rules))
    opened, joined = sheet.opened_at, standing.joined_at
    if opened is None or joined is None:
        return None
    if sheet.roll is Roll.AT_OPENING and joined > opened:
        return str(_("Only those who were members when the poll was opened can vote."))
    if joined > opened - timedelta(days=sheet.min_age_days) and sheet.min_age_days:
        return str(
            ngettext(
                "Only those who had been members for a day when the poll was opened can vote.",
                "Only those who had been members for %(days)s days when the poll was opened can vote.",
                sheet.min_age_days,
                days=sheet.min_age_days,
            )
        )
    return None


def get_poll_for(viewer: Viewer, poll_id: int, *, anew: bool = False) -> tuple[Sheet, Standing]:
    """Return the poll `poll_id` and how `viewer` stands to it, if they may read what opened its topic.

    Args:
        viewer: who asks.
        poll_id: for which poll.
        anew: whether to read the poll though it stands in memory and nobody said that it has changed.

    Raises:
        NotFound: for everybody else, and for all but its author and the team while it is a draft.
    """
    found = sheet_and_standing(viewer, poll_id, anew=anew)
    if found is None or not found[1].readable:
        raise NotFound
    if found[0].state == State.DRAFT and not may_manage(viewer, found[0]):
        raise NotFound
    return found


def require_manage(actor: Actor, sheet: Sheet) -> None:
    """Refuse those who do not look after the poll.

    Raises:
        NotAllowed: for them.
    """
    if not may_manage(actor, sheet):
        raise NotAllowed(_("Only the author of the poll and the team can do this."))


def is_late(sheet: Sheet, arrived: datetime) -> bool:
    """Whether what arrived at `arrived` came after the close, whatever was written down of it since."""
    if sheet.closed_at is not None and arrived >= sheet.closed_at:
        return True
    return sheet.closes_at is not None and arrived >= sheet.closes_at


def init_app(app: Flask) -> None:
    """Enter what takes trust."""
    register_privilege(app, Privilege(SMALL_POLL, _l("a small poll in a topic of one’s own")))
