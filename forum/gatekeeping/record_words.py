"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, one_of, register_words, shortly
from forum.core.i18n import LANGUAGES
from forum.gatekeeping.measures import NAMES as MEASURE_NAMES
from forum.gatekeeping.models.causes import Way
from forum.gatekeeping.models.rules import EVERY_LANGUAGE, Effect, RuleKind
from forum.gatekeeping.trust import NAMES as LEVEL_NAMES

ACTS = {
    "post.released": _l("Held post published"),
    "post.refused": _l("Held post not published"),
    "word-rule.added": _l("Word rule added"),
    "word-rule.changed": _l("Word rule changed"),
    "word-rule.removed": _l("Word rule taken away"),
    "spam-check.trained": _l("Spam check trained"),
    "spam-check.reset": _l("Spam check reset"),
    "trust.fixed": _l("Trust fixed by hand"),
    "trust.left-to-rules": _l("Trust left to the rules again"),
    "member.note": _l("Note about a member"),
    "member.warning": _l("Member warned"),
    "member.read-only": _l("Member can only read"),
    "member.suspension": _l("Member kept out for a time"),
    "measure.lifted": _l("Measure taken back"),
    "crisis.opened": _l("Crisis room opened"),
    "crisis.changed": _l("Crisis room changed"),
    "crisis.closed": _l("Crisis room closed"),
    "crisis.lessons-written": _l("Lessons of a crisis written down"),
    "cause.opened": _l("Cause opened"),
    "cause.changed": _l("Cause changed"),
    "cause.linked": _l("Post linked to a cause"),
    "cause.unlinked": _l("Post taken off a cause"),
    "cause.solved": _l("Cause solved, everybody answered"),
    "charter.published": _l("New edition of the charter"),
}
KINDS = {
    **MEASURE_NAMES,
    RuleKind.WORD: _l("Word"),
    RuleKind.PATTERN: _l("Pattern"),
}
EFFECTS = {
    Effect.FLAG: _l("Mark it"),
    Effect.CENSOR: _l("Blot it out"),
    Effect.HOLD: _l("Hold it"),
    Effect.REFUSE: _l("Refuse it"),
}


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "gatekeeping",
        RoomWords(
            _l("At the door"),
            acts=ACTS,
            subjects={
                "word-rule": Subject(_l("Word rule"), lambda id: url_for("gatekeeping.word", rule_id=id)),
                "spam-model": Subject(_l("Spam check"), lambda id: url_for("gatekeeping.spam")),
                "crisis": Subject(_l("Crisis"), lambda id: url_for("gatekeeping.crisis", crisis_id=id)),
                "cause": Subject(_l("Cause"), lambda id: url_for("gatekeeping.cause", cause_id=id)),
                "charter": Subject(
                    _l("Edition of the charter"), lambda id: url_for("gatekeeping.edition", number=id)
                ),
            },
            details={
                "kind": Detail(_l("Kind"), one_of(KINDS)),
                "effect": Detail(_l("What happens"), one_of(EFFECTS)),
                "language": Detail(
                    _l("Language"), one_of({EVERY_LANGUAGE: _l("all languages"), **LANGUAGES})
                ),
                "pattern": Detail(_l("Word or pattern")),
                "hint": Detail(_l("Hint to the author")),
                "is_active": Detail(_l("The rule holds")),
                "active": Detail(_l("In force")),
                "until": Detail(_l("Until when")),
                "level": Detail(
                    _l("Trust"), one_of({level.name.lower(): name for level, name in LEVEL_NAMES.items()})
                ),
                "spam": Detail(_l("Learnt as spam")),
                "ham": Detail(_l("Learnt as no spam")),
                "cause": Detail(_l("Cause")),
                "owner": Detail(_l("Who looks after it"), is_member=True),
                "way": Detail(
                    _l("How they were answered"),
                    one_of({Way.NOTICE.value: _l("by notice"), Way.REPLY.value: _l("in public")}),
                ),
                "is_editorial": Detail(_l("Only better worded")),
                "place": Detail(_l("Category"), lambda id: str(id) if id else str(_l("the whole site"))),
                "slow_minutes": Detail(_l("Minutes between two posts")),
                "holds_first": Detail(_l("First posts wait")),
                "title": Detail(_l("What it is about")),
                "watched": Detail(_l("Words of the theme"), shortly()),
                "statements": Detail(_l("Holding statement"), shortly()),
                "open": Detail(_l("Open")),
                "lessons": Detail(_l("Lessons written down")),
            },
        ),
    )
