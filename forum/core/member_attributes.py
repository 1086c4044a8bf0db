"""What can be said of a member in a word or two: how long a member, how active, which language, which badge.

A room enters the attributes that it knows. Polls ask them for two things: who may vote (a condition, counted
and checked by the same SQL), and the coarse bands that a ballot carries for cross-tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, String, case, literal

from forum.core.registries import Registry

Bands = Callable[[], Mapping[str, str]]
Holds = Callable[[Any, str, datetime], ColumnElement[bool]]

UNKNOWN_BAND = ""
"""The band of those to whom none applies."""


@dataclass(frozen=True)
class MemberAttribute:
    """One attribute.

    `bands()` answers what each band is called, in the reader's language and in their order; a key is never renamed,
    because ballots carry it. `holds(member_id, band, now)` is the condition, on a column of members' numbers, that a
    member is in the band at that moment; nobody is in a band that does not exist. `on_ballots` attributes have few and
    coarse bands, of which a member is in one at most; `for_rolls` are offered as conditions of a vote.
    """

    key: str
    label: LazyString
    bands: Bands
    holds: Holds
    on_ballots: bool = True
    for_rolls: bool = True
    order: int = 100

    def band_of(self, member_id: Any, now: datetime) -> ColumnElement[str]:
        """Return the expression for the band of a member: the first that holds, or `UNKNOWN_BAND`."""
        cases = [(self.holds(member_id, band, now), literal(band, type_=String)) for band in self.bands()]
        return case(*cases, else_=UNKNOWN_BAND) if cases else literal(UNKNOWN_BAND, type_=String)


member_attributes: Registry[MemberAttribute] = Registry("member attributes")


def register_member_attribute(app: Flask, attribute: MemberAttribute) -> None:
    """Enter `attribute`."""
    member_attributes.add(app, attribute.key, attribute)


def attributes_on_ballots() -> list[MemberAttribute]:
    """Return the attributes whose bands a ballot carries, in their order."""
    return _ordered(each for each in member_attributes if each.on_ballots)


def attributes_for_rolls() -> list[MemberAttribute]:
    """Return the attributes that may be conditions of a vote, in their order."""
    return _ordered(each for each in member_attributes if each.for_rolls)


def _ordered(found: Any) -> list[MemberAttribute]:
    return sorted(found, key=lambda each: (each.order, each.key))


def band_words(key: str, band: str) -> str:
    """Return what a band is called now; the band itself where its attribute has gone."""
    attribute = member_attributes.get(key)
    return attribute.bands().get(band, band) if attribute is not None else band
