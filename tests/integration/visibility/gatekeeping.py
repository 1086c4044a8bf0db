"""What keepers of the gate write: for colleagues, for one member, and for all who wrote about the same."""

from __future__ import annotations

from collections.abc import Iterator

from forum.accounts.models import Member
from forum.core.database import db, write_transaction
from forum.discussions.models import Post
from forum.gatekeeping.models import Crisis, MeasureKind
from forum.gatekeeping.operations.causes import link_post, open_cause, solve_cause
from forum.gatekeeping.operations.charter import publish_charter
from forum.gatekeeping.operations.crises import Switches, close_crisis, open_crisis, say, write_lessons
from forum.gatekeeping.operations.measures import take_measure
from forum.gatekeeping.operations.rules import NewRule, add_rule
from forum.gatekeeping.operations.trust import fix_trust
from forum.gatekeeping.trust import Level
from tests.integration.visibility.canaries import JUDGES, Canary, canary, sentence, word
from tests.integration.visibility.planting import Garden


def keep_gate(garden: Garden) -> None:
    """Write rules, notes and a warning, go through a crisis, solve a cause, and publish an edition of the charter."""
    bruno, emil, now = garden.viewer("bruno"), garden.viewer("emil"), garden.now
    with write_transaction():
        add_rule(NewRule("word", word("rulepattern"), "flag", hint=word("rulehint")), actor=bruno, now=now)
        chloe = db.session.get_one(Member, garden.cast.chloe.id)
        take_measure(chloe, MeasureKind.NOTE, note=word("measurenote"), actor=bruno, now=now)
        warned = {"reason": "unkind", "message": word("warning"), "note": word("warningnote")}
        take_measure(chloe, MeasureKind.WARNING, **warned, actor=bruno, now=now)
        fix_trust(chloe, Level.KNOWN, reason=word("trustreason"), actor=bruno, now=now)
    with write_transaction():
        switches = Switches(word("crisistitle"), watched=[word("watched")])
        crisis = open_crisis(0, switches, actor=bruno, now=now)
        say(crisis, word("crisisline"), actor=bruno, now=now)
        close_crisis(crisis, actor=bruno, now=now)
        write_lessons(db.session.get_one(Crisis, crisis.id), word("lessons"), actor=bruno, now=now)
    with write_transaction():
        owner = db.session.get_one(Member, garden.cast.dana.id)
        open_cause(word("opencause"), owner, actor=bruno, now=now)
        cause = open_cause("Broken bars", owner, actor=bruno, now=now)
        for name in ("shown", "hidden", "purged", "vaultpost"):
            link_post(cause, db.session.get_one(Post, garden.posts[name].id), actor=bruno, now=now)
        solve_cause(cause, sentence("solution"), actor=bruno, now=now)
    with write_transaction():
        texts = {code: f"## {{#kindness}}In {code}" for code in ("en", "fr", "de")}
        publish_charter(texts, {}, actor=emil, now=now)


def gatekeeping_canaries() -> Iterator[Canary]:
    """Return whom each of these words may reach."""
    private = (
        "rulepattern",
        "rulehint",
        "measurenote",
        "warningnote",
        "crisistitle",
        "crisisline",
    )
    for name in (*private, "lessons", "opencause"):
        yield canary(name, JUDGES)
    yield canary("watched", JUDGES, is_shown=False)
    yield canary("trustreason", JUDGES, kept_by="chloe")
    yield canary("warning", JUDGES | {"chloe"})
    yield canary("solution", JUDGES | {"alice", "chloe"})
