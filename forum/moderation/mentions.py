"""Where members are mentioned in what moderators note, in reports, and in what was taken off a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts, plain_words
from forum.core.markup.former import FormerMember
from forum.moderation.models import Hiding, HidingAct, PurgeRequest, Report


def _hiding(row: AnyRow, leaver: FormerMember) -> Mapping[str, Any]:
    """What was taken off a profile goes back there when somebody lifts this: it has to be as clean as what is shown."""
    withheld = dict(row.withheld)
    if "html" in withheld:
        withheld |= {
            "source": leaver.in_text(withheld["source"], row.language),
            "html": leaver.in_html(withheld["html"], row.language),
        }
    return {
        "note": leaver.in_text(row.note),
        "lifted_because": leaver.in_text(row.lifted_because),
        "withheld": withheld,
    }


MENTIONING = (
    MentioningTexts(
        Hiding,
        ("note", "lifted_because", "withheld"),
        _hiding,
        language=select(Member.language).where(Member.id == Hiding.member_id).scalar_subquery(),
    ),
    plain_words(HidingAct, "note"),
    plain_words(Report, "note", "answer", language=Report.__table__.c.language),
    plain_words(PurgeRequest, "because"),
)
