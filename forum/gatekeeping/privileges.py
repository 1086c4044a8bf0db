"""From which level of trust members may do what takes trust: published at /trust, set by the brand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import Flask
from flask_babel import gettext as _, lazy_gettext as _l, ngettext

from forum.core.policy import Actor
from forum.core.privileges import NotYet, Privilege, privileges, register_keeper
from forum.core.settings import Setting, get_setting, register_setting
from forum.gatekeeping.trust import NAMES, Level, Rule, Standing, has_office, rules, standing_of

POLLS = "gatekeeping.polls_from"
OF_SETTING = {"polls.small": POLLS}
"""The setting that says from which level; what has none takes the highest."""


def level_for(privilege: Privilege) -> Level:
    """Return from which level a privilege is given."""
    setting = OF_SETTING.get(privilege.key)
    return Level[get_setting(setting).upper()] if setting else Level.TRUSTED


def given_at(level: Level) -> list[str]:
    """Return what a level brings that those below it do not have."""
    return [str(each.label) for each in privileges if level_for(each) == level]


def keep(actor: Actor, privilege: Privilege, now: datetime) -> NotYet | None:
    """Say who may not yet, and what is missing."""
    needed = level_for(privilege)
    if actor.id is None or has_office(actor) or needed == Level.NEW:
        return None
    standing = standing_of(actor.id, now=now)
    if standing.level >= needed:
        return None
    why = _(
        "Only members who are “%(level)s” here can do this: %(act)s.",
        level=NAMES[needed],
        act=privilege.label,
    )
    return NotYet(f"{why} {_when(standing, rules()[needed])}", "/trust")


def _when(standing: Standing, rule: Rule) -> str:
    if standing.by_hand:
        return str(_("A moderator has fixed your level by hand."))
    missing = ", ".join(_missing(standing, rule))
    if not missing:
        return str(_("A post of yours was hidden lately; it is forgiven after a while."))
    return str(_("It comes by itself. What is still missing: %(missing)s.", missing=missing))


def _missing(standing: Standing, rule: Rule) -> Iterator[str]:
    if (days := rule.days - standing.days) > 0:
        yield ngettext("%(num)s day here", "%(num)s days here", days)
    if (read := rule.read - standing.read) > 0:
        yield ngettext("%(num)s post read", "%(num)s posts read", read)
    if (likes := rule.likes - standing.likes) > 0:
        yield ngettext("%(num)s like received", "%(num)s likes received", likes)


def init_app(app: Flask) -> None:
    """Enter the keeper and the setting."""
    register_keeper(app, "gatekeeping", keep)
    register_setting(
        app,
        Setting(
            POLLS,
            "choice",
            Level.TRUSTED.name.lower(),
            _l("Polls by members"),
            _l("From which level of trust members may put a small poll into a topic of their own."),
            group="members",
            choices=tuple((level.name.lower(), NAMES[level]) for level in Level),
        ),
    )
