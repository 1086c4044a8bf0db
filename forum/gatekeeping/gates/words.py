"""A gate for the words that moderators have named: marks, blots out, holds, or refuses with their hint."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.core.gates import PASSED, Finding, Outcome, Submission, Verdict
from forum.gatekeeping.models import Effect
from forum.gatekeeping.trust import has_office
from forum.gatekeeping.words.kept import active_rules
from forum.gatekeeping.words.matching import Hit, OutOfTime, Rules, blotted, seen

GATE = "words"
OUT_OF_TIME = "time"


def word_gate(submission: Submission) -> Verdict:
    """Look for every active rule in title and text. Those with an office write what they must."""
    rules = active_rules()
    if not rules or has_office(submission.actor):
        return PASSED
    try:
        return _judged(rules, submission)
    except OutOfTime:
        finding = Finding(GATE, Outcome.HOLD, OUT_OF_TIME)
        return Verdict(Outcome.HOLD, _("It takes a person to read it: it is long."), GATE, (finding,))


def _judged(rules: Rules, submission: Submission) -> Verdict:
    whole = seen(f"{submission.title or ''}\n{submission.text}")
    hits = rules.hits(whole, submission.language)
    refusing = _first(hits, Effect.REFUSE)
    if refusing is not None:
        return Verdict(Outcome.REFUSE, refusing.rule.hint, GATE)
    findings = tuple(_finding(hit) for hit in _one_a_rule(hits))
    if _first(hits, Effect.HOLD) is not None:
        message = _("It contains words that a moderator looks at first.")
        verdict = Verdict(Outcome.HOLD, message, GATE, findings)
    else:
        verdict = Verdict(findings=findings)
    if _first(hits, Effect.CENSOR) is None:
        return verdict
    return Verdict(
        verdict.outcome,
        verdict.message,
        verdict.gate,
        findings,
        _without(rules, submission.source, submission.language),
        _without(rules, submission.title, submission.language) if submission.title else None,
    )


def _without(rules: Rules, text: str, language: str) -> str | None:
    """Return `text` with what is to be blotted out; None when that does not stand in it as it was typed."""
    hits = [hit for hit in rules.hits(text, language, most=10_000) if hit.rule.effect == Effect.CENSOR]
    return blotted(text, hits) if hits else None


def _first(hits: list[Hit], effect: Effect) -> Hit | None:
    return next((hit for hit in hits if hit.rule.effect == effect), None)


def _one_a_rule(hits: list[Hit]) -> list[Hit]:
    return list({hit.rule.id: hit for hit in reversed(hits)}.values())[::-1]


def _finding(hit: Hit) -> Finding:
    outcome = Outcome.HOLD if hit.rule.effect == Effect.HOLD else Outcome.PASS
    return Finding(GATE, outcome, str(hit.rule.id), hit.words)
