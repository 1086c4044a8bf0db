"""Where members are mentioned in what others say about themselves, and in notes on invitations."""

from __future__ import annotations

from collections.abc import Mapping

from forum.accounts.models import Invitation, Member
from forum.core.database import AnyRow
from forum.core.former_mentions import MentioningTexts, plain_words
from forum.core.markup.former import FormerMember


def _about(row: AnyRow, leaver: FormerMember) -> Mapping[str, str]:
    return {
        "about_source": leaver.in_text(row.about_source, row.language),
        "about_html": leaver.in_html(row.about_html, row.language),
    }


ABOUT = MentioningTexts(
    Member, ("about_source",), _about, read=("about_html",), language=Member.__table__.c.language
)
INVITED = plain_words(Invitation, "note")
