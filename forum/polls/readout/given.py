"""Weights to the margins that the brand gave, worked out from the snapshot when the page is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forum.core.database import db
from forum.polls.readout import words
from forum.polls.readout.figures.weighing import weigh
from forum.polls.readout.inside import Weighing, weighing_of
from forum.polls.readout.margins import bands_of, field_of
from forum.polls.readout.models import PollMargins, PollSnapshot
from forum.polls.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, and the weights of each question by its position; nothing while nothing was."""

    source: str | None
    weights: Mapping[int, Weighing]


@dataclass(frozen=True, slots=True)
class MarginField:
    """One band in the form: the name of its field, what it is called, what was typed."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MarginGroup:
    """One attribute in the form."""

    title: str
    fields: tuple[MarginField, ...]


def given_of(sheet: Sheet, figures: Mapping[str, Any]) -> Given | None:
    """Return the weights to given margins; None where voters cannot be weighted at all."""
    snapshot = db.session.get(PollSnapshot, sheet.id)
    if snapshot is None or not bands_of(snapshot.snapshot):
        return None
    margins = db.session.get(PollMargins, sheet.id)
    if margins is None:
        return Given(None, {})
    weights = {}
    for place, (question, of_one) in enumerate(zip(sheet.questions, figures["questions"], strict=True)):
        if of_one["has_shares"] and of_one["tables"]:
            weighed = weigh(question, snapshot.snapshot, place, margins.margins, of_one["tables"])
            weights[question.position] = weighing_of(question, weighed)
    return Given(margins.source, weights)


def margin_groups(snapshot: Mapping[str, Any], typed: Mapping[str, str]) -> list[MarginGroup]:
    """Return the fields of the form, with what was typed."""
    return [
        MarginGroup(
            words.attribute_words(key),
            tuple(
                MarginField(
                    field_of(key, band), words.row_words(key, [band]), typed.get(field_of(key, band), "")
                )
                for band in bands
            ),
        )
        for key, bands in bands_of(snapshot).items()
    ]
