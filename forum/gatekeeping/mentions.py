"""Where members are mentioned in what the team notes, and in what it answers to many at once."""

from __future__ import annotations

from collections.abc import Mapping

from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts, plain_words
from forum.core.markup.former import FormerMember
from forum.gatekeeping.models import (
    Cause,
    Crisis,
    CrisisEntry,
    CrisisTask,
    Measure,
    PostCheck,
    TrustGrant,
    WordRule,
)
from forum.gatekeeping.models.causes import CAUSE_LENGTH


def _answer(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    return {
        "title": leaver.in_text(row.title)[:CAUSE_LENGTH],
        "answer_source": leaver.in_text(row.answer_source),
        "answer_html": leaver.in_html(row.answer_html),
    }


MENTIONING = (
    MentioningTexts(Cause, ("title", "answer_source"), _answer, read=("answer_html",)),
    plain_words(Measure, "note", "lifted_because"),
    plain_words(TrustGrant, "reason"),
    plain_words(PostCheck, "message"),
    plain_words(WordRule, "hint"),
    plain_words(Crisis, "title", "lessons"),
    plain_words(CrisisTask, "words"),
    plain_words(CrisisEntry, "words"),
)
