"""Why something is hidden or reported, spelled once: the reasons that ship, and what the brand made of them.

Rooms enter the shipped ones. The brand's own list stands in a setting: a reason of the same key takes the place of a
shipped one, others stand beside them. A reason is never taken away, only offered no more: placeholders and statements
that name it still have to say what it meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from forum.core.i18n import localized
from forum.core.registries import Registry
from forum.core.settings import Setting, get_setting, register_setting

SETTING = "moderation.reasons"
HOUSE, LAW = "house", "law"
"""What a reason rests on: the charter of the community, or the law."""


@dataclass(frozen=True)
class Reason:
    """A reason for hiding: its name in a placeholder, and the sentence that tells the author what it means.

    `clause` points into the charter, `law` names the provision where it `rests_on` the law. `reportable` reasons are
    offered to those who report. A `neutral` one is not named to readers: it speaks of a suspected crime. Of what was
    hidden as bulk `advertising` nobody has to be told (DSA, art. 17 (2)).
    """

    key: str
    name: LazyString | str
    explanation: LazyString | str
    clause: str
    reportable: bool = True
    for_profiles: bool = False
    rests_on: str = HOUSE
    law: LazyString | str = ""
    neutral: bool = False
    advertising: bool = False
    offered: bool = True


reasons: Registry[Reason] = Registry("reasons")
"""Those that ship."""


def register_reason(app: Flask, reason: Reason) -> None:
    """Enter `reason`."""
    reasons.add(app, reason.key, reason)


def every_reason() -> list[Reason]:
    """Return every reason as the brand keeps it, also those that are offered no more."""
    kept = kept_reasons()
    shipped = [reason for reason in reasons if reason.key not in kept]
    return [*shipped, *(_from_setting(key, each) for key, each in kept.items())]


def offered_reasons() -> list[Reason]:
    """Return the reasons among which moderators and reporters choose."""
    return [reason for reason in every_reason() if reason.offered]


def find_reason(key: str | None) -> Reason | None:
    """Return the reason under `key`, or None."""
    kept = kept_reasons().get(key or "")
    return _from_setting(key or "", kept) if kept else reasons.get(key or "")


def reason_name(key: str | None) -> str:
    """Return the name of a reason in the page's language; the key itself for one that is no longer known."""
    reason = find_reason(key)
    return str(reason.name) if reason else (key or "")


def name_for_readers(key: str | None) -> str | None:
    """Return what a placeholder says of a reason to everybody: nothing of a suspected crime."""
    reason = find_reason(key)
    return None if reason is not None and reason.neutral else reason_name(key)


def kept_reasons() -> dict[str, dict[str, Any]]:
    """Return what the brand keeps, by key, as it is stored."""
    kept: dict[str, dict[str, Any]] = get_setting(SETTING)
    return kept


def _from_setting(key: str, kept: Mapping[str, Any]) -> Reason:
    return Reason(
        key,
        LazyString(localized, kept["names"]),
        LazyString(localized, kept["texts"]),
        kept["clause"],
        reportable=kept["reportable"],
        for_profiles=kept["for_profiles"],
        rests_on=kept["rests_on"],
        law=kept["law"],
        neutral=kept["neutral"],
        advertising=kept["advertising"],
        offered=kept["offered"],
    )


def init_app(app: Flask) -> None:
    """Enter the setting in which the list stands; it has a page of its own."""
    register_setting(
        app,
        Setting(
            SETTING,
            "reasons",
            {},
            _l("Reasons"),
            _l("Why something may be hidden."),
            group="internal",
        ),
    )
