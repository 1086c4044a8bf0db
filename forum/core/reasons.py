"""Why something is hidden or reported, spelled once. Rooms and, later, the brand enter their own."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask_babel.speaklater import LazyString

from forum.core.registries import Registry


@dataclass(frozen=True)
class Reason:
    """A reason for hiding: its name in a placeholder, and the sentence that tells the author what it means.

    `clause` points into the charter. `reportable` reasons are offered to those who report.
    """

    key: str
    name: LazyString
    explanation: LazyString
    clause: str
    reportable: bool = True
    for_profiles: bool = False


reasons: Registry[Reason] = Registry("reasons")


def register_reason(app: Flask, reason: Reason) -> None:
    """Enter `reason`."""
    reasons.add(app, reason.key, reason)


def reason_name(key: str | None) -> str:
    """Return the name of a reason in the page's language; the key itself for one that is no longer registered."""
    reason = reasons.get(key or "")
    return str(reason.name) if reason else (key or "")
