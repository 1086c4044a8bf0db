"""What takes trust: a room enters an act, and a keeper above it says who may not do it yet, why, and when.

Without a keeper everybody may. Whoever holds an office here is never kept from anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from flask_babel.speaklater import LazyString

from forum.core.policy import Actor, NotAllowed
from forum.core.registries import Registry


@dataclass(frozen=True)
class Privilege:
    """An act that takes trust: its key, and how it is called where levels of trust are listed."""

    key: str
    label: LazyString


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why somebody may not do it yet and what is still missing; `href` is where the rules stand."""

    why: str
    href: str


Keeper = Callable[[Actor, Privilege, datetime], NotYet | None]

privileges: Registry[Privilege] = Registry("privileges")
keepers: Registry[Keeper] = Registry("keepers of privileges")


def register_privilege(app: Flask, privilege: Privilege) -> None:
    """Enter `privilege`."""
    privileges.add(app, privilege.key, privilege)


def register_keeper(app: Flask, name: str, keeper: Keeper) -> None:
    """Have `keeper` asked before every act that takes trust."""
    keepers.add(app, name, keeper)


def why_not_yet(actor: Actor, key: str, now: datetime) -> NotYet | None:
    """Return why `actor` may not do what the privilege `key` is about; None for those who may."""
    answers = (keeper(actor, privileges[key], now) for keeper in keepers)
    return next((answer for answer in answers if answer is not None), None)


def require_privilege(actor: Actor, key: str, now: datetime) -> None:
    """Refuse those who may not yet.

    Raises:
        NotAllowed: for them, with the reason.
    """
    if (answer := why_not_yet(actor, key, now)) is not None:
        raise NotAllowed(answer.why)
