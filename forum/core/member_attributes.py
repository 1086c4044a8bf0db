"""What can be said of a member in a word or two: how long a member, how active, which language, which badge.

A room enters the attributes that it knows, or a source of attributes that come and go while the house stands. Polls
ask them for two things: who may vote (a condition, counted and checked by the same SQL), and the coarse bands that a
ballot carries for cross-tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, String, case, literal

from forum.core.registries import Registry

Bands = Callable[[], Mapping[str, str]]
Holds = Callable[[Any, str, datetime], ColumnElement[bool]]
Found = Callable[[Any, datetime], ColumnElement[str]]

UNKNOWN_BAND = ""
"""The band of those to whom none applies."""


@dataclass(frozen=True)
class MemberAttribute:
    """One attribute.

    `bands()` answers what each band is called, in the reader's language and in their order; a key is never renamed,
    because ballots carry it. `holds(member_id, band, now)` is the condition, on a column of members' numbers, that a
    member is in the band at that moment; nobody is in a band that does not exist. Of `now` it may take distances and
    ask nothing else, so that it serves at any moment (`reading.MOMENT`). `on_ballots` attributes have few and coarse
    bands, of which a member is in one at most; `for_rolls` are offered as conditions of a vote. `found` says the band
    of a member at once, where that is less work than to try one band after the other.
    """

    key: str
    label: LazyString
    bands: Bands
    holds: Holds
    on_ballots: bool = True
    for_rolls: bool = True
    order: int = 100
    found: Found | None = None

    def band_of(self, member_id: Any, now: datetime) -> ColumnElement[str]:
        """Return the expression for the band of a member: the first that holds, or `UNKNOWN_BAND`."""
        if self.found is not None:
            return self.found(member_id, now)
        cases = [(self.holds(member_id, band, now), literal(band, type_=String)) for band in self.bands()]
        return case(*cases, else_=UNKNOWN_BAND) if cases else literal(UNKNOWN_BAND, type_=String)


Source = Callable[[], Sequence[MemberAttribute]]
"""Answers the attributes of a source as they are now, also those that are only remembered."""

member_attributes: Registry[MemberAttribute] = Registry("member attributes")
attribute_sources: Registry[Source] = Registry("sources of member attributes")


def register_member_attribute(app: Flask, attribute: MemberAttribute) -> None:
    """Enter `attribute`."""
    member_attributes.add(app, attribute.key, attribute)


def register_attribute_source(app: Flask, name: str, source: Source) -> None:
    """Enter a source of attributes that the brand defines; their keys begin with `name`."""
    attribute_sources.add(app, name, source)


def find_attribute(key: str) -> MemberAttribute | None:
    """Return the attribute under `key`, wherever it comes from."""
    return member_attributes.get(key) or next((each for each in _of_sources() if each.key == key), None)


def attributes_on_ballots() -> list[MemberAttribute]:
    """Return the attributes whose bands a ballot carries, in their order."""
    return _ordered(each for each in _all() if each.on_ballots)


def attributes_for_rolls() -> list[MemberAttribute]:
    """Return the attributes that may be conditions of a vote, in their order."""
    return _ordered(each for each in _all() if each.for_rolls)


def _all() -> list[MemberAttribute]:
    return [*member_attributes, *_of_sources()]


def _of_sources() -> list[MemberAttribute]:
    return [each for source in attribute_sources for each in source()]


def _ordered(found: Iterable[MemberAttribute]) -> list[MemberAttribute]:
    return sorted(found, key=lambda each: (each.order, each.key))


def band_words(key: str, band: str) -> str:
    """Return what a band is called now; the band itself where its attribute has gone."""
    attribute = find_attribute(key)
    return attribute.bands().get(band, band) if attribute is not None else band
