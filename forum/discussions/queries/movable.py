"""Posts that a moderator may put into another topic, told by number, author and first words."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.policy import Viewer
from forum.discussions.models import Post, PostState, Topic

AT_ONCE = 100
SHOWN_WORDS = 90


def movable_posts(
    viewer: Viewer, topic: Topic, *, before: int | None = None
) -> tuple[list[tuple[int, str]], int | None]:
    """Return the latest posts of `topic` that can move, oldest first, and the number before which there are more."""
    found = (
        select(Post.id, Post.number, Member.name, Post.text)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(
            Post.topic_id == topic.id, Post.number > 1, Post.state != PostState.HELD, Post.visible_to(viewer)
        )
        .order_by(Post.number.desc())
        .limit(AT_ONCE)
    )
    rows = db.session.execute(found.where(Post.number < before) if before else found).all()
    choices = [(row.id, _label(row.number, row.name, row.text)) for row in reversed(rows)]
    return choices, rows[-1].number if len(rows) == AT_ONCE else None


def _label(number: int, name: str | None, text: str) -> str:
    words = text if len(text) <= SHOWN_WORDS else text[:SHOWN_WORDS].rsplit(" ", 1)[0] + "…"
    who = name or _("Former member")
    return f"#{number} · {who}: {words}"
