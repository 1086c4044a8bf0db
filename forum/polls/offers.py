"""What a voter of a duel is being asked, signed, so that only an answer to that is taken.

Who could choose the pairs would let their favourite win against all comers. Signed are the poll, the voter, how much
they had answered, and the two options; a guest's first pair is signed for guests, and serves once they are signed in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer

from forum.core.policy import Invalid, Viewer
from forum.polls.choices import Typed, marked
from forum.polls.pairing import Known, Pair, next_pair
from forum.polls.pairs import pair_of
from forum.polls.secrets import voter_key
from forum.polls.sheet import Question, Sheet
from forum.polls.standing import Standing

GUEST = "guest"
TOKEN = "q1-pair"  # noqa: S105 - a name
SAID = "q1"
"""The names of the two fields that an answer is sent in, in a form of its own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One pair, the one for the left first, offered to somebody who had answered so many."""

    pair: Pair
    answered: int
    is_for_guests: bool = False


def answered_by(choices: str | None) -> list[str]:
    """Return the answers that a ballot holds to the duel of its poll, which is asked last, in their order."""
    of_duel = marked(choices)[-1:]
    return [answer for answers in of_duel for answer in answers if isinstance(answer, str)]


def offer_to(viewer: Viewer, sheet: Sheet, question: Question, standing: Standing) -> Offer | None:
    """Return what to ask `viewer` next; None when all was asked, or enough."""
    answers = answered_by(standing.choices)
    pair = next_pair(
        question.numbers,
        [pair_of(answer) for answer in answers],
        known_of(question, standing.live),
        seed=_name(viewer, sheet),
    )
    return Offer(pair, len(answers), viewer.id is None) if pair is not None else None


def known_of(question: Question, live: Mapping[str, Any] | None) -> Known:
    """Return what was counted last of a duel, as far as it may steer what is asked."""
    counted = (live or {}).get(str(question.position)) or {}
    return Known(_by_number(counted.get("compared")), _by_number(counted.get("scores")))


def signed(offer: Offer, viewer: Viewer, sheet: Sheet) -> str:
    """Return the token of an offer."""
    one, other = offer.pair
    return str(_serializer(sheet).dumps([_name(viewer, sheet), offer.answered, one, other]))


def offer_in(typed: Typed, viewer: Viewer, sheet: Sheet) -> Offer:
    """Return the offer that was answered.

    Raises:
        Invalid: when none was made like that.
    """
    token = next(iter(typed.get(TOKEN, ())), "")
    try:
        name, answered, one, other = _serializer(sheet).loads(token)
    except BadData:
        raise Invalid(_("This pair was not offered to you. Here is one that is.")) from None
    if name not in (_name(viewer, sheet), GUEST):
        raise Invalid(_("This pair was not offered to you. Here is one that is."))
    return Offer((one, other), answered, name == GUEST)


def _name(viewer: Viewer, sheet: Sheet) -> str:
    """Return under which name a pair is offered: nobody, not even the voter, reads the name on a ballot from it."""
    if viewer.id is None:
        return GUEST
    return hashlib.sha256(f"{sheet.seed}:{voter_key(viewer.id, sheet.secret_key)}".encode()).hexdigest()[:24]


def _by_number(found: Mapping[str, Any] | None) -> dict[int, Any]:
    return {int(number): value for number, value in (found or {}).items()}


def _serializer(sheet: Sheet) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"duel-{sheet.id}")
