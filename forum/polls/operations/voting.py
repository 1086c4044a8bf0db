"""Casting a ballot, changing it, taking it back: one short transaction whose cost does not grow with the ballots.

Three rows are written (ballot, voter, ledger) and no counter. The poll's row is locked for sharing only, so that
voters do not wait for each other and sealing waits for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, select, update

from forum.core import events
from forum.core.database import db
from forum.core.policy import Invalid, NotAllowed, Viewer
from forum.core.reading import fetch
from forum.core.upsert import add_missing_row, add_row
from forum.polls.bands import bands_at
from forum.polls.choices import Typed, read_ballot
from forum.polls.events import BallotCast, BallotWithdrawn
from forum.polls.models import Ballot, BallotLedger, Poll, PollVoter
from forum.polls.operations.live import recount_soon
from forum.polls.policy import get_poll_for, is_late, why_not_vote
from forum.polls.queries import Standing
from forum.polls.secrets import new_receipt, receipt_hash, voter_key
from forum.polls.sheet import Sheet
from forum.polls.words import Act, State

GRACE = timedelta(seconds=10)
"""So long after the close, what arrived before it is still taken."""
LOCK = select(Poll.id).where(Poll.id == bindparam("poll_id")).with_for_update(read=True)


@dataclass(frozen=True, slots=True)
class Cast:
    """What became of a ballot. `receipt` is shown once and kept nowhere; None where nothing changed.

    `sheet` and `standing` are the poll and how the voter stands to it now, so that the answer need not read them.
    """

    receipt: str | None
    is_new: bool
    sheet: Sheet
    standing: Standing


def cast_ballot(viewer: Viewer, poll_id: int, typed: Typed, *, arrived: datetime, now: datetime) -> Cast:
    """Write down what a member marked.

    Args:
        viewer: who votes.
        poll_id: in which poll.
        typed: the fields of the form.
        arrived: when the request reached the house; that decides whether it is in time.
        now: the present moment, which may be later.

    Raises:
        NotFound: when there is no such poll for them.
        NotAllowed: when they may not vote, with the reason.
        Invalid: when the poll takes no votes, or the ballot is not filled in as it asks.
    """
    sheet, standing = admitted(viewer, poll_id, arrived, now)
    choices = read_ballot(sheet.questions, typed, standing.choices)
    receipt = first_ballot(viewer, sheet, standing, choices, now=now)
    is_new = receipt is not None
    if not is_new:
        assert viewer.id is not None
        receipt = _change(sheet, voter_key(viewer.id, sheet.secret_key), choices, now)
    return Cast(receipt, is_new, sheet, replace(standing, choices=choices))


def first_ballot(
    viewer: Viewer, sheet: Sheet, standing: Standing, choices: str, *, now: datetime
) -> str | None:
    """Write down a ballot of somebody admitted; answers the receipt, or None when there is a ballot already."""
    assert viewer.id is not None
    joiner = bool(standing.joined_at and sheet.opened_at and standing.joined_at > sheet.opened_at)
    ballot = {
        "poll_id": sheet.id,
        "voter_key": voter_key(viewer.id, sheet.secret_key),
        "member_id": None if sheet.is_secret else viewer.id,
        "choices": choices,
        "bands": bands_at(viewer.id, now),
        "is_joiner": joiner,
        "cast_at": now,
    }
    if not add_missing_row(Ballot, ballot):
        return None
    add_missing_row(PollVoter, {"poll_id": sheet.id, "member_id": viewer.id})
    events.record(BallotCast(sheet.id, sheet.topic_id, viewer.id, now))
    return entered(sheet, Act.CAST, now, standing)


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


def _change(sheet: Sheet, key: str, choices: str, now: datetime) -> str | None:
    """Put other choices on a ballot that is there; answers the receipt.

    The same once more, as by a second click, changes nothing: then there is none.
    """
    mine = (Ballot.poll_id == sheet.id, Ballot.voter_key == key)
    before = db.session.scalar(select(Ballot.choices).where(*mine).with_for_update())
    if before == choices:
        return None
    if not sheet.may_change:
        raise Invalid(_("You have voted already, and in this poll a vote is final."))
    db.session.execute(
        update(Ballot)
        .where(*mine)
        .values(choices=choices, cast_at=now)
        .execution_options(synchronize_session=False)
    )
    return entered(sheet, Act.CHANGED, now, None)


def admitted(viewer: Viewer, poll_id: int, arrived: datetime, now: datetime) -> tuple[Sheet, Standing]:
    """Return the poll, locked for sharing, and how a viewer stands to it who may vote and is in time.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    if viewer.id is None:
        raise NotAllowed(_("Sign in to vote."))
    fetch(LOCK, poll_id=poll_id)
    sheet, standing = get_poll_for(viewer, poll_id)
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
    receipt = new_receipt()
    at = now.replace(minute=0, second=0, microsecond=0) if sheet.is_secret else now
    add_row(BallotLedger, {"poll_id": sheet.id, "act": act, "at": at, "receipt_hash": receipt_hash(receipt)})
    recount_soon(sheet.id, standing.live_voters if standing else 0, now)
    return receipt
