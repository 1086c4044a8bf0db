"""The record says before and after of what rooms keep: word rules, crises, causes, reasons, badges, trust."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.audit.models import AuditEntry
from forum.badges.operations.rules import RuleDescription, save_rule
from forum.badges.operations.thanks import save_thanks
from forum.core.database import db, write_transaction
from forum.gatekeeping.models import WordRule
from forum.gatekeeping.operations.causes import change_cause, link_post, open_cause, solve_cause
from forum.gatekeeping.operations.crises import Switches, change_crisis, close_crisis, open_crisis
from forum.gatekeeping.operations.rules import NewRule, change_rule, remove_rule
from forum.gatekeeping.operations.trust import fix_trust, leave_trust_to_rules
from forum.gatekeeping.trust import Level
from forum.moderation.operations.reasons import ReasonDescription, save_reason
from tests.conversations import NOON, opening
from tests.gatekeeping import a_rule

BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


def did(operation: Callable[..., Any], *given: Any, by: Any, **more: Any) -> Any:
    """Do one thing and commit it."""
    with write_transaction():
        return operation(*given, actor=by, now=NOON, **more)


def kept(action: str) -> tuple[Any, Any]:
    """Return what the last such act kept as before and after."""
    found = db.session.query(AuditEntry).filter_by(action=action).order_by(AuditEntry.id.desc()).first()
    assert found is not None
    return found.details.get("before"), found.details.get("after")


def test_of_a_word_rule(cast: SimpleNamespace) -> None:
    bruno = cast.viewer("bruno")
    rule = a_rule(bruno, "gratis")
    assert kept("word-rule.added")[1] == {
        "kind": "word", "pattern": "gratis", "effect": "flag", "is_active": True
    }  # fmt: skip
    did(change_rule, rule, NewRule("word", "gratis*", "flag", is_active=False), by=bruno)
    assert kept("word-rule.changed") == (
        {"pattern": "gratis", "is_active": True},
        {"pattern": "gratis*", "is_active": False},
    )
    did(remove_rule, db.session.get_one(WordRule, rule.id), by=bruno)
    assert kept("word-rule.removed")[0]["pattern"] == "gratis*"


def test_of_a_crisis(cast: SimpleNamespace) -> None:
    bruno = cast.viewer("bruno")
    crisis = did(open_crisis, 0, Switches("Nuts"), by=bruno)
    did(change_crisis, crisis, Switches("Nuts", slow_minutes=5, watched=["nut"]), by=bruno)
    assert kept("crisis.changed") == (
        {"slow_minutes": 0, "watched": []},
        {"slow_minutes": 5, "watched": ["nut"]},
    )
    did(close_crisis, crisis, by=bruno)
    assert kept("crisis.closed") == ({"open": True}, {"open": False})


def test_of_a_cause_its_owner_is_named(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    bruno, post = cast.viewer("bruno"), opening(cast.viewer("alice"))
    cause = did(open_cause, "Torn lids", cast.bruno, by=bruno)
    did(change_cause, cause, "Torn lids", cast.dana, by=bruno)
    assert kept("cause.changed") == ({"owner": cast.bruno.id}, {"owner": cast.dana.id})
    did(link_post, cause, post, by=bruno)
    assert kept("cause.linked") == ({"cause": None}, {"cause": cause.id})
    did(solve_cause, cause, "New lids.", by=bruno)
    assert kept("cause.solved") == ({"open": True}, {"open": False})
    page = browser_of("emil").get("/admin/record?act=cause.changed").text
    assert f"<del>{cast.bruno.name}</del>" in page
    assert f"<ins>{cast.dana.name}</ins>" in page


def test_of_a_reason(cast: SimpleNamespace) -> None:
    emil = cast.viewer("emil")
    names = dict.fromkeys(("en", "fr", "de"), "loud")
    described = ReasonDescription("loud", names, dict.fromkeys(names, "Too loud."), "tone")
    did(save_reason, described, by=emil)
    did(save_reason, replace(described, clause="respect", offered=False), by=emil)
    assert kept("reason.changed") == (
        {"clause": "tone", "offered": True},
        {"clause": "respect", "offered": False},
    )


def test_of_a_badge_and_what_comes_with_it(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    emil = cast.viewer("emil")
    described = RuleDescription("likes-on-one", {"en": "Beloved"}, {}, "heart", thresholds=(2, 5, None))
    rule, _job = did(save_rule, None, described, silent=True, by=emil)
    changed = replace(described, names={"en": "Adored"}, thresholds=(3, 5, 9))
    did(save_rule, rule, changed, silent=True, by=emil)
    assert kept("badge-rule.changed") == (
        {"names": {"en": "Beloved"}, "levels": [2, 5]},
        {"names": {"en": "Adored"}, "levels": [3, 5, 9]},
    )
    for gift in ("none", "invitation"):
        did(save_thanks, rule.id, 1, texts={"en": "Thank you"}, gift=gift, codes="", by=emil)
    assert kept("badge-thanks.changed") == ({"gift": "none"}, {"gift": "invitation"})
    page = browser_of("emil").get("/admin/record").text
    assert "<del>Beloved</del>" in page
    assert "<ins>an invitation for a friend</ins>" in page
    assert "<ins>3, 5, 9</ins>" in page


def test_of_trust_fixed_by_hand(cast: SimpleNamespace) -> None:
    bruno = cast.viewer("bruno")
    did(fix_trust, cast.alice, Level(2), by=bruno, reason="knows the kitchen")
    did(leave_trust_to_rules, cast.alice, by=bruno)
    assert kept("trust.left-to-rules") == ({"level": Level(2).name.lower()}, {"level": None})
