"""Casting a ballot, changing it, taking it back: one short transaction whose cost does not grow with the ballots.

How a ballot is written down, and many at once, is in `entering`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from forum.core import events
from forum.core.database import db
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.core.reading import fetch
from forum.polls.choices import Typed, read_ballot
from forum.polls.events import BallotWithdrawn
from forum.polls.filled import Filled
from forum.polls.models import Ballot, PollVoter
from forum.polls.operations.entering import LOCK, enter_acts, enter_ballots
from forum.polls.operations.live import recount_soon
from forum.polls.policy import get_poll_for, is_late, why_not_vote
from forum.polls.secrets import voter_key
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.words import Act, State

GRACE = timedelta(seconds=10)
"""So long after the close, what arrived before it is still taken."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What became of a ballot. `receipt` is shown once and kept nowhere; None where nothing changed.

    `sheet` and `standing` are the poll and how the voter stands to it now, so that the answer need not read them.
    """

    receipt: str | None
    is_new: bool
    sheet: Sheet
    standing: Standing


def cast_ballot(
    viewer: Viewer,
    poll_id: int,
    typed: Typed,
    *,
    arrived: datetime,
    now: datetime,
    address: str | None = None,
) -> Cast:
    """Write down what a member marked.

    Args:
        viewer: who votes.
        poll_id: in which poll.
        typed: the fields of the form.
        arrived: when the request reached the house; that decides whether it is in time.
        now: the present moment, which may be later.
        address: from which address of the network it came, where that is noted.

    Raises:
        NotFound: when there is no such poll for them.
        NotAllowed: when they may not vote, with the reason.
        Invalid: when the poll takes no votes, or the ballot is not filled in as it asks.
    """
    filled = fill_in_ballot(viewer, poll_id, typed, arrived=arrived, now=now, address=address)
    return cast_of(filled, None if filled.is_as_before else enter_ballots([filled], now=now)[0])


def fill_in_ballot(
    viewer: Viewer,
    poll_id: int,
    typed: Typed,
    *,
    arrived: datetime,
    now: datetime,
    address: str | None,
    anew: bool = False,
) -> Filled:
    """Return the ballot that `cast_ballot` would write down; nothing is written yet.

    `anew` reads the poll though it stands in memory.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    sheet, standing = _admit(viewer, poll_id, arrived, now, anew=anew)
    choices = read_ballot(sheet.questions, typed, standing.choices)
    if standing.has_voted and choices != standing.choices and not sheet.may_change:
        raise Invalid(_("You have voted already, and in this poll a vote is final."))
    assert viewer.id is not None
    return Filled(viewer.id, sheet, standing, choices, arrived, address)


def cast_of(filled: Filled, receipt: str | None) -> Cast:
    """Return what became of a ballot; without a receipt, nothing has changed."""
    standing = replace(filled.standing, choices=filled.choices)
    return Cast(receipt, receipt is not None and not filled.standing.has_voted, filled.sheet, standing)


def first_ballot(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    choices: str,
    *,
    now: datetime,
    address: str | None = None,
) -> str | None:
    """Write down a ballot of somebody admitted; answers the receipt, or None when there is a ballot already."""
    assert viewer.id is not None
    return enter_ballots([Filled(viewer.id, sheet, standing, choices, now, address)], now=now)[0]


def withdraw_ballot(viewer: Viewer, poll_id: int, *, arrived: datetime, now: datetime) -> str | None:
    """Take a member's ballot back; answers the receipt, or None when there was no ballot.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    sheet, standing = admitted(viewer, poll_id, arrived, now)
    if not sheet.may_change:
        raise Invalid(_("In this poll a vote is final."))
    return no_ballot(viewer, sheet, standing, now=now)


def no_ballot(viewer: Viewer, sheet: Sheet, standing: Standing, *, now: datetime) -> str | None:
    """Take the ballot of somebody admitted away; answers the receipt, or None when there was none."""
    assert viewer.id is not None
    gone = db.session.execute(
        delete(Ballot)
        .where(Ballot.poll_id == sheet.id, Ballot.voter_key == voter_key(viewer.id, sheet.secret_key))
        .returning(Ballot.poll_id)
    ).scalar_one_or_none()
    if gone is None:
        return None
    db.session.execute(
        delete(PollVoter).where(PollVoter.poll_id == sheet.id, PollVoter.member_id == viewer.id)
    )
    events.record(BallotWithdrawn(sheet.id, sheet.topic_id, viewer.id, now))
    return entered(sheet, Act.WITHDRAWN, now, standing)


def admitted(viewer: Viewer, poll_id: int, arrived: datetime, now: datetime) -> tuple[Sheet, Standing]:
    """Return the poll, locked for sharing, and how a viewer stands to it who may vote and is in time.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    fetch(LOCK, poll_id=poll_id)
    return _admit(viewer, poll_id, arrived, now, anew=True)


def _admit(
    viewer: Viewer, poll_id: int, arrived: datetime, now: datetime, *, anew: bool
) -> tuple[Sheet, Standing]:
    if viewer.id is None:
        raise NotAllowed(_("Sign in to vote."))
    sheet, standing = get_poll_for(viewer, poll_id, anew=anew)
    if sheet.state == State.DRAFT:
        raise Invalid(_("This poll is not open yet."))
    if sheet.held_at is not None:
        raise Invalid(_("This poll takes no votes at the moment: the team is checking when it closes."))
    waits = sheet.state == State.CLOSED and sheet.closed_at is not None and now <= sheet.closed_at + GRACE
    if is_late(sheet, arrived) or not (sheet.state == State.OPEN or waits):
        raise Invalid(_("This poll is closed. Your vote came too late and was not counted."))
    if why := why_not_vote(viewer, sheet, standing):
        raise NotAllowed(why)
    return sheet, standing


def entered(sheet: Sheet, act: Act, now: datetime, standing: Standing | None) -> str:
    """Write the act into the ledger and return its receipt."""
    (receipt,) = enter_acts(sheet, act, 1, now)
    recount_soon(sheet.id, standing.live_voters if standing else 0, now)
    return receipt
