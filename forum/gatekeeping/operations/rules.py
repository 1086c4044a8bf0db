"""Word rules: written, changed, taken away. Each is checked as it is saved, so that none can keep anybody waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.i18n import LANGUAGES
from forum.core.policy import Actor, Invalid
from forum.core.typed_text import clean_line
from forum.core.versions import touch
from forum.gatekeeping.models import Effect, RuleKind, WordRule
from forum.gatekeeping.models.rules import EVERY_LANGUAGE, HINT_LENGTH, PATTERN_LENGTH
from forum.gatekeeping.policy import require_keeper
from forum.gatekeeping.words.kept import SCOPE
from forum.gatekeeping.words.matching import words_of
from forum.gatekeeping.words.patterns import tried

MOST_RULES = 2_000
SHORTEST_WORD = 2
PARTS = ("kind", "pattern", "language", "effect", "hint", "is_active")
"""What the record keeps of a rule."""


@dataclass(frozen=True)
class NewRule:
    """A rule that is being written."""

    kind: str
    pattern: str
    effect: str
    language: str = EVERY_LANGUAGE
    hint: str = ""
    is_active: bool = True


def checked_rule(new: NewRule) -> NewRule:
    """Return a rule as it can be saved.

    Raises:
        Invalid: with a message for each field; a pattern that could keep anybody waiting is told so.
    """
    pattern, hint = clean_line(new.pattern), clean_line(new.hint)
    if new.kind not in set(RuleKind) or new.effect not in set(Effect):
        raise Invalid(_("Choose one of these."), field="kind" if new.kind not in set(RuleKind) else "effect")
    if new.language not in (EVERY_LANGUAGE, *LANGUAGES):
        raise Invalid(_("Choose one of these."), field="language")
    if not pattern or len(pattern) > PATTERN_LENGTH:
        raise Invalid(_("Write 1 to %(most)s characters.", most=PATTERN_LENGTH), field="pattern")
    if len(hint) > HINT_LENGTH:
        raise Invalid(_("This is too long: at most %(most)s characters.", most=HINT_LENGTH), field="hint")
    if new.effect == Effect.REFUSE and not hint:
        raise Invalid(_("Write what the author reads, so that they can write it differently."), field="hint")
    if new.kind == RuleKind.PATTERN:
        tried(pattern)
    elif len("".join(words_of(pattern))) < SHORTEST_WORD:
        raise Invalid(_("Write a word of at least two letters."), field="pattern")
    return NewRule(new.kind, pattern, new.effect, new.language, hint, new.is_active)


def add_rule(new: NewRule, *, actor: Actor, now: datetime) -> WordRule:
    """Have a rule looked for from now on.

    Raises:
        Invalid: when it cannot be used, stands already, or there are too many.
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    checked = checked_rule(new)
    if (db.session.query(WordRule).count()) >= MOST_RULES:
        raise Invalid(_("There are %(most)s rules already. Take some away first.", most=MOST_RULES))
    rule = WordRule(created_by_id=actor.id, created_at=now)
    return _save(rule, checked, "word-rule.added", actor, now)


def change_rule(rule: WordRule, new: NewRule, *, actor: Actor, now: datetime) -> WordRule:
    """Have `rule` look for something else, do something else, or rest.

    Raises:
        Invalid: when it cannot be used, or stands already.
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    return _save(rule, checked_rule(new), "word-rule.changed", actor, now)


def remove_rule(rule: WordRule, *, actor: Actor, now: datetime) -> None:
    """Look for it no longer. What it found stays noted.

    Raises:
        NotAllowed: for those who do not moderate.
    """
    require_keeper(actor)
    record_act(
        "word-rule.removed",
        actor=actor,
        subject_type="word-rule",
        subject_id=rule.id,
        now=now,
        **changed(_facts(rule), {}),
    )
    db.session.delete(rule)
    db.session.flush()
    touch(SCOPE)


def _save(rule: WordRule, new: NewRule, action: str, actor: Actor, now: datetime) -> WordRule:
    same = select(WordRule.id).where(
        WordRule.kind == new.kind, WordRule.pattern == new.pattern, WordRule.language == new.language
    )
    other = db.session.scalar(same)
    if other is not None and other != rule.id:
        raise Invalid(_("This rule stands already."), field="pattern")
    before = _facts(rule)
    rule.kind, rule.pattern, rule.language = new.kind, new.pattern, new.language
    rule.effect, rule.hint, rule.is_active = new.effect, new.hint, new.is_active
    db.session.add(rule)
    db.session.flush()
    record_act(
        action,
        actor=actor,
        subject_type="word-rule",
        subject_id=rule.id,
        now=now,
        **changed(before, _facts(rule)),
    )
    touch(SCOPE)
    return rule


def _facts(rule: WordRule) -> Facts:
    """Return what the record keeps of a rule; nothing of one that is not written yet."""
    return {part: getattr(rule, part) for part in PARTS} if rule.id else {}
