"""The ballot box: ballots that arrive at the same time are written down together, and answered after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Flask, current_app

from forum.core.clock import clock
from forum.core.policy import Viewer
from forum.core.together import Together
from forum.polls.choices import Typed
from forum.polls.filled import Filled
from forum.polls.operations.entering import enter_ballots
from forum.polls.operations.voting import Cast, cast_of, fill_in_ballot

EXTENSION = "potluck.ballot_box"


def drop_ballot(viewer: Viewer, poll_id: int, typed: Typed, *, arrived: datetime, address: str) -> Cast:
    """Have the ballot of a member written down, in a transaction that others may share.

    What is read before that may be otherwise by then: another window of theirs, or the close of the poll, was quicker.
    Then it is read again.

    Args:
        viewer: who votes.
        poll_id: in which poll.
        typed: the fields of the form.
        arrived: when the request reached the house.
        address: from which address of the network it came.

    Raises:
        NotFound, NotAllowed, Invalid: as in `cast_ballot`.
    """
    box: Together[Filled, str | None] = current_app.extensions[EXTENSION]
    anew = False
    while True:
        filled = fill_in_ballot(
            viewer, poll_id, typed, arrived=arrived, now=clock.now(), address=address, anew=anew
        )
        receipt = None if filled.is_as_before else box.write(poll_id, filled)
        if receipt is not None or filled.is_as_before:
            return cast_of(filled, receipt)
        anew = True


def _enter(ballots: Sequence[Filled]) -> list[str | None]:
    return enter_ballots(ballots, now=clock.now())


def init_app(app: Flask) -> None:
    """Put the box up."""
    app.extensions[EXTENSION] = Together(_enter)
