"""The earlier texts of a post, without words that may be read no longer where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.markup.former import in_words
from forum.core.markup.withholding import withhold_quotes
from forum.discussions.models import Post, Revision, Topic
from forum.discussions.operations.texts import withheld_quotes
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.discussions.word_diff import Part, word_diff


@dataclass(frozen=True, slots=True)
class EditRow:
    """One edit of a post: who made it and when."""

    id: int
    editor: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What one edit changed, word by word. `title` is empty where the title stayed as it was."""

    title: list[Part]
    body: list[Part]


def revisions_of(post: Post) -> Sequence[EditRow]:
    """Return the edits of `post`, the first one first."""
    rows = db.session.execute(
        select(Revision.id, Revision.replaced_at, *person_columns())
        .outerjoin(Member, Member.id == Revision.editor_id)
        .where(Revision.post_id == post.id)
        .order_by(Revision.number)
    )
    return [EditRow(id, person_from(*person), at) for id, at, *person in rows]


def steps_between(post: Post, edits: Sequence[EditRow], chosen: int) -> Step:
    """Return what the edit number `chosen` (from 1) changed."""
    before = db.session.get_one(Revision, edits[chosen - 1].id)
    after = db.session.get_one(Revision, edits[chosen].id) if chosen < len(edits) else None
    present_title = db.session.get_one(Topic, post.topic_id).title if post.number == 1 else None
    titles = before.title or "", (after.title if after else present_title) or ""
    return Step(
        title=word_diff(*titles) if titles[0] and titles[0] != titles[1] else [],
        body=word_diff(
            _readable(post, before.source), _readable(post, after.source if after else post.source)
        ),
    )


def _readable(post: Post, source: str) -> str:
    withheld = withheld_quotes([source], read_level=post.read_level)
    return in_words(
        withhold_quotes(source, withheld, label=_("The quoted text is hidden.")), _("Former member")
    )
