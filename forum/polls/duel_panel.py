"""What a voter of a duel is shown: two options, how far they are, and what can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _, ngettext

from forum.core.policy import Invalid, Viewer
from forum.polls.choices import Typed
from forum.polls.offers import SAID, TOKEN, Offer, answered_by, offer_in, offer_to, signed
from forum.polls.pairing import MOST_PAIRS
from forum.polls.pairs import ALIKE
from forum.polls.sheet import Option, Question, Sheet
from forum.polls.standing import Standing


@dataclass(frozen=True, slots=True)
class DuelView:
    """Two options side by side, or with `options` empty the word that all is answered."""

    options: tuple[Option, ...]
    token: str
    kept: str
    """What was chosen before signing in: the number of an option, or `ALIKE`."""
    progress: str
    may_take_back: bool
    said_field: str = SAID
    token_field: str = TOKEN
    alike: str = ALIKE


def duel_view(
    viewer: Viewer, sheet: Sheet, question: Question, standing: Standing, typed: Typed | None
) -> DuelView:
    """Return what `viewer` is asked next; the pair that waited through the sign-in, if one did."""
    answered = len(answered_by(standing.choices))
    waited = _waited(viewer, sheet, typed, answered)
    offer = waited or offer_to(viewer, sheet, question, standing)
    kept = next(iter((typed or {}).get(SAID, ())), "") if waited else ""
    return DuelView(
        tuple(question.option(number) for number in offer.pair) if offer else (),
        signed(offer, viewer, sheet) if offer else "",
        kept,
        _progress(question, answered, is_over=offer is None),
        answered > 0 and sheet.may_change,
    )


def _waited(viewer: Viewer, sheet: Sheet, typed: Typed | None, answered: int) -> Offer | None:
    if not typed or TOKEN not in typed:
        return None
    try:
        offer = offer_in(typed, viewer, sheet)
    except Invalid:
        return None
    return offer if offer.answered == answered else None


def _progress(question: Question, answered: int, *, is_over: bool) -> str:
    if is_over and answered >= MOST_PAIRS:
        return str(
            _(
                "You have answered %(num)s pairs: that is as many as one ballot holds. Thank you!",
                num=answered,
            )
        )
    if is_over:
        return str(_("You have answered every pair there is. Thank you!"))
    if not answered:
        count = len(question.options)
        return str(
            _("%(count)s options, two at a time. Stop whenever you like: every answer counts.", count=count)
        )
    told = ngettext("%(num)s pair answered.", "%(num)s pairs answered.", answered)
    more = _("Go on as long as you like: all your answers together weigh one vote.")
    return f"{told} {more}"
