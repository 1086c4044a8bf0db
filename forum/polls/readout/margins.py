"""Margins that the brand gives: how the people divide for whom the voters are to stand.

They are given once and stay. Who could try other margins until the weighted result pleases would find what they look
for, and with ever other margins the answers of single people could be worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.core.upsert import conflict_insert
from forum.polls.readout.models import PollMargins

SOURCE_LENGTH = 200
WHOLE = 100.0
TOLERANCE = 0.5


def bands_of(snapshot: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the attributes by which voters can be weighted, and the bands that voters are in."""
    found: dict[str, list[str]] = {}
    for place, key in enumerate(snapshot["attributes"]):
        bands = sorted({cell["bands"][place] for cell in snapshot["cells"][0]})
        if len(bands) > 1:
            found[key] = bands
    return found


def field_of(key: str, band: str) -> str:
    """Return the name of the field in which the share of a band is typed."""
    return f"{key}:{band}"


def give_margins(
    poll_id: int,
    snapshot: Mapping[str, Any],
    typed: Mapping[str, str],
    source: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep margins for a poll.

    Args:
        poll_id: of the poll, which is sealed.
        snapshot: of the poll.
        typed: per cents by `field_of`; an attribute of which nothing is typed is left alone.
        source: where the brand has them from.
        actor: who gives them.
        now: when.

    Raises:
        Invalid: when something is missing or does not add up, or margins were given before.
    """
    said = clean_line(source)
    if not 1 <= len(said) <= SOURCE_LENGTH:
        raise Invalid(
            _("Say where these shares come from, in at most %(most)s characters.", most=SOURCE_LENGTH),
            field="source",
        )
    margins = {
        key: shares for key, bands in bands_of(snapshot).items() if (shares := _shares(key, bands, typed))
    }
    if not margins:
        raise Invalid(_("Give the shares of one group at least."))
    values = {"poll_id": poll_id, "margins": margins, "source": said, "given_at": now}
    kept = db.session.execute(
        conflict_insert(PollMargins).values(values).on_conflict_do_nothing().returning(PollMargins.poll_id)
    ).scalar_one_or_none()
    if kept is None:
        raise Invalid(_("Shares were given for this poll already, and they stay."))
    record_act("poll.margins-given", actor=actor, subject_type="poll", subject_id=poll_id, now=now)


def _shares(key: str, bands: list[str], typed: Mapping[str, str]) -> dict[str, float]:
    given = {band: typed.get(field_of(key, band), "").strip().replace(",", ".") for band in bands}
    if not any(given.values()):
        return {}
    shares = {band: _per_cent(text) for band, text in given.items()}
    if abs(sum(shares.values()) - WHOLE) > TOLERANCE:
        raise Invalid(_("The shares of each group have to add up to 100."))
    total = sum(shares.values())
    return {band: share / total for band, share in shares.items()}


def _per_cent(text: str) -> float:
    plain = text.replace(".", "", 1)
    if text and not (plain.isascii() and plain.isdigit() and len(text) <= 6 and float(text) <= WHOLE):
        raise Invalid(_("A share is a number from 0 to 100."))
    return float(text) if text else 0.0
