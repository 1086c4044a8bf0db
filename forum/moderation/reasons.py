"""The reasons that every community starts with. Each points into a clause of the charter."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from forum.core.reasons import LAW, Reason, register_reason

REASONS = (
    Reason(
        "off-topic", _l("off topic"), _l("It does not belong to the subject of this conversation."), "topic"
    ),
    Reason("unkind", _l("unkind"), _l("It attacks or belittles somebody."), "kindness", for_profiles=True),
    Reason(
        "spam",
        _l("advertising"),
        _l("It advertises something that nobody asked for."),
        "advertising",
        for_profiles=True,
        advertising=True,
    ),
    Reason(
        "private", _l("private data"), _l("It shows private data of somebody."), "privacy", for_profiles=True
    ),
    Reason("copied", _l("copied"), _l("It copies a text or picture without permission."), "copyright"),
    Reason(
        "hate",
        _l("hate against people"),
        _l("It may be a crime: it incites hatred against people for what they are."),
        "law",
        for_profiles=True,
        rests_on=LAW,
        law=_l("the criminal law on incitement to hatred"),
        neutral=True,
    ),
    Reason(
        "threat",
        _l("threat"),
        _l("It may be a crime: it threatens somebody."),
        "law",
        for_profiles=True,
        rests_on=LAW,
        law=_l("the criminal law on threats"),
        neutral=True,
    ),
    Reason(
        "illegal",
        _l("against the law"),
        _l("It may be against the law."),
        "law",
        for_profiles=True,
        rests_on=LAW,
        law=_l("the law of the country where it can be read"),
        neutral=True,
    ),
    Reason(
        "impersonation",
        _l("pretends to be somebody else"),
        _l("It passes itself off as the brand, its team or another person."),
        "honesty",
        for_profiles=True,
    ),
    Reason(
        "duplicate", _l("said twice"), _l("The same stands elsewhere already."), "topic", reportable=False
    ),
    Reason(
        "other",
        _l("other"),
        _l("It breaks the rules of this community in another way."),
        "charter",
        for_profiles=True,
    ),
)


def init_app(app: Flask) -> None:
    """Enter the shipped reasons."""
    for reason in REASONS:
        register_reason(app, reason)
