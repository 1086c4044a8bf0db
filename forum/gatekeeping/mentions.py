"""Where members are mentioned in what the team notes, and in what it answers to many at once."""

from __future__ import annotations

from collections.abc import Mapping

from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts, plain_words
from forum.core.markup.former import FormerMember
from forum.gatekeeping.models import Cause, CrisisEntry, Measure


def _answer(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    return {
        "answer_source": leaver.in_text(row.answer_source),
        "answer_html": leaver.in_html(row.answer_html),
    }


MENTIONING = (
    MentioningTexts(Cause, ("answer_source",), _answer, read=("answer_html",)),
    plain_words(Measure, "note", "lifted_because"),
    plain_words(CrisisEntry, "words"),
)
