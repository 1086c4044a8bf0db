"""Answering a duel pair by pair. The answers of one member are one ballot: the first casts it, others change it.

Beside other questions the duel begins once those are answered, so there every answer changes the ballot.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from forum.core.database import db
from forum.core.policy import Invalid, Viewer
from forum.polls.choices import marked, written
from forum.polls.models import Ballot
from forum.polls.offers import Offer, answered_by
from forum.polls.operations.voting import Cast, admitted, entered, first_ballot, no_ballot
from forum.polls.pairs import answer_of, pair_of
from forum.polls.secrets import voter_key
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.words import Act


def answer_pair(
    viewer: Viewer,
    poll_id: int,
    offer: Offer,
    said: str,
    *,
    arrived: datetime,
    now: datetime,
    address: str | None = None,
) -> Cast:
    """Add an answer to the ballot of a member.

    Args:
        viewer: who answers.
        poll_id: in which poll.
        offer: what they were asked; the caller has read the signature.
        said: the number of the one they prefer, or `pairs.ALIKE`.
        arrived: when the request reached the house.
        now: the present moment.
        address: from which address of the network it came, where that is noted: with the first answer.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`; Invalid too for a pair that was answered already.
    """
    sheet, standing = admitted(viewer, poll_id, arrived, now)
    answers = _answers(sheet, standing)
    try:
        answer = answer_of(offer.pair, said)
    except ValueError:
        raise Invalid(_("Choose one of the two that you are shown.")) from None
    if offer.answered != len(answers) or set(offer.pair) in [set(pair_of(each)) for each in answers]:
        raise _already()
    choices = _with(standing, [*answers, answer])
    if standing.has_voted:
        receipt: str | None = _changed(viewer, sheet, standing, choices, now)
    else:
        receipt = first_ballot(viewer, sheet, standing, choices, now=now, address=address)
    if receipt is None:
        raise _already()
    return Cast(receipt, not standing.has_voted, sheet, replace(standing, choices=choices))


def take_back_answer(viewer: Viewer, poll_id: int, *, arrived: datetime, now: datetime) -> str | None:
    """Take the last answer of a member back, and with the only one the ballot; answers the receipt, or None.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    sheet, standing = admitted(viewer, poll_id, arrived, now)
    answers = _answers(sheet, standing)
    if not sheet.may_change:
        raise Invalid(_("In this poll a vote is final."))
    if not answers:
        return None
    if sheet.is_duel and len(answers) == 1:
        return no_ballot(viewer, sheet, standing, now=now)
    return _changed(viewer, sheet, standing, _with(standing, answers[:-1]), now)


def _answers(sheet: Sheet, standing: Standing) -> list[str]:
    if sheet.duel is None:
        raise Invalid(_("This poll does not ask for two options at a time."))
    if not sheet.is_duel and not standing.has_voted:
        raise Invalid(_("Answer the other questions first, then the pairs."))
    return answered_by(standing.choices)


def _with(standing: Standing, answers: list[str]) -> str:
    """Return the ballot with these answers to its duel, which comes last; the other questions stay as they are."""
    return written([*marked(standing.choices)[:-1], answers])


def _changed(viewer: Viewer, sheet: Sheet, standing: Standing, choices: str, now: datetime) -> str:
    """Put other answers on a ballot, unless somebody was quicker: the same member in another window."""
    assert viewer.id is not None
    done = db.session.execute(
        update(Ballot)
        .where(
            Ballot.poll_id == sheet.id,
            Ballot.voter_key == voter_key(viewer.id, sheet.secret_key),
            Ballot.choices == standing.choices,
        )
        .values(choices=choices, cast_at=now)
        .returning(Ballot.poll_id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if done is None:
        raise _already()
    return entered(sheet, Act.CHANGED, now, standing)


def _already() -> Invalid:
    return Invalid(_("You have answered this pair already. Here is the next one."))
