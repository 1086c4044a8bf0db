"""What stands in the editor when somebody quotes a post: its words, and a first line that links back."""

from __future__ import annotations

from flask_babel import gettext as _

from forum.accounts.models import Member
from forum.core.database import db
from forum.discussions.models import Post

LONGEST_QUOTE = 1_500


def attribution_of(handle: str, post_id: int) -> str:
    """Return the line that says whose words follow and where they stand, in the language of the page."""
    words = _("@%(handle)s wrote", handle=handle)
    return f"[{words}](/posts/{post_id}):"


def quote_of(post: Post) -> str:
    """Return Markdown that quotes `post`, without what it quotes itself; long ones are cut."""
    author = db.session.get(Member, post.author_id) if post.author_id else None
    own_words = "\n".join(line for line in post.source.splitlines() if not line.startswith(">")).strip()
    if len(own_words) > LONGEST_QUOTE:
        own_words = own_words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    lines = [attribution_of(author.handle if author else "system", post.id), "", *own_words.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
