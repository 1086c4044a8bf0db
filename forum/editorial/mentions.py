"""Where members are mentioned in what is written for the brand."""

from __future__ import annotations

from collections.abc import Mapping

from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts
from forum.core.markup.former import FormerMember
from forum.editorial.models import NOTE_LENGTH, TITLE_LENGTH, Publication


def _publication(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    title = leaver.in_text(row.title)[:TITLE_LENGTH]
    return {
        "title": title,
        "source": leaver.in_source(row.source),
        "reason": leaver.in_text(row.reason)[:NOTE_LENGTH],
        "problem": leaver.in_text(row.problem)[:NOTE_LENGTH],
    }


MENTIONING = MentioningTexts(Publication, ("title", "source", "reason", "problem"), _publication)
