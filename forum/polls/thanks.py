"""What those are shown who have just voted: made once, for all who vote at the same time, with holes for their own.

Their own are the receipt, what they voted, and the token of the form by which they take their vote back. To make all
of it anew for each of a thousand voters took a third of the time in which a vote is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from flask import Flask, current_app
from markupsafe import Markup

from forum.core.clock import clock
from forum.core.fragments import Fragment, hole, render_shared
from forum.core.frame import own
from forum.core.i18n import current_language
from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.polls.answer_words import own_vote
from forum.polls.panel import Attempt, panel_of
from forum.polls.policy import may_manage, may_see_results
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.words import State

EXTENSION = "potluck.poll_thanks"
CAPACITY = 4 * 1024 * 1024
RECEIPT, VOTE = "receipt", "vote"


class _Thanks(NamedTuple):
    """What was made, and the poll and the count of which it tells."""

    sheet: Sheet
    live: Mapping[str, Any] | None
    fragment: Fragment


def is_the_same_for_all(sheet: Sheet, standing: Standing, attempt: Attempt) -> bool:
    """Whether somebody has just voted and is shown what the others are shown: not the pairs of a duel."""
    has_just_voted = standing.has_voted and attempt.receipt is not None
    return has_just_voted and sheet.state == State.OPEN and sheet.duel is None


def thanks(viewer: Viewer, sheet: Sheet, standing: Standing, attempt: Attempt) -> Markup:
    """Return the poll as `viewer` sees it after a vote of theirs was written down.

    Args:
        viewer: who voted.
        sheet: the poll, as it is now; what was made of it is made anew as soon as anything of it is otherwise.
        standing: how they stand to it, with their ballot and with what was counted last.
        attempt: what to say, and their receipt.
    """
    now = clock.now()
    sees = may_see_results(viewer, sheet, has_voted=True)
    seen_as = (sees, may_manage(viewer, sheet), sheet.takes_votes(now), viewer.time_zone, current_language())
    key = (sheet.id, attempt.said, *seen_as)
    kept: Kept[_Thanks] = current_app.extensions[EXTENSION]
    entry = kept.find(key)
    made = entry.value if entry is not None else None
    if made is None or made.live != standing.live or made.sheet != sheet:
        panel = panel_of(viewer, sheet, standing, replace(attempt, receipt=hole(RECEIPT)), now=now)
        panel = replace(panel, own_vote=hole(VOTE))
        fragment = Fragment.cut(render_shared("polls/_panel.html", item=panel, own=hole))
        made = kept.keep(key, _Thanks(sheet, standing.live, fragment), {}, fragment.size).value

    def show(place: str, id: int) -> str:
        if place == RECEIPT:
            return attempt.receipt or ""
        return own_vote(sheet, standing.choices) if place == VOTE else own(place, id)

    return made.fragment.fill(show)


def init_app(app: Flask) -> None:
    """Give `app` a store for it."""
    app.extensions[EXTENSION] = Kept[_Thanks](CAPACITY)
