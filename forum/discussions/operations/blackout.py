"""Black bars over a passage, wherever it stands: a telephone number that somebody posted, for example."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from forum.core import events
from forum.core.database import db
from forum.core.markup.blackout import BAR, blackout
from forum.core.policy import Actor, Invalid
from forum.discussions.events import PassageBlackedOut
from forum.discussions.models import Post
from forum.discussions.models.topic import TITLE_LENGTH
from forum.discussions.operations.hiding import refresh_everywhere
from forum.discussions.operations.rewriting import rewrite_drafts, rewrite_post, rewrite_quoting
from forum.discussions.operations.topic_care import require_care
from forum.discussions.operations.topics import topic_of
from forum.discussions.slugs import slug_of

SHORTEST = 3


def blackout_passage(post: Post, passage: str, *, actor: Actor, now: datetime) -> int:
    """Make `passage` unreadable in `post`, its title and revisions, where it is quoted, in drafts and in search.

    It cannot be undone: what stood there is kept nowhere.

    Returns:
        in how many texts it stood.

    Raises:
        NotAllowed: for all but moderators.
        Invalid: when the passage is too short, or stands nowhere in the post (field `passage`).
    """
    require_care(actor)
    passage = " ".join(passage.split())
    if len(passage) < SHORTEST or not passage.strip(BAR):
        raise Invalid(
            _("Copy the whole passage: at least %(least)s characters.", least=SHORTEST), field="passage"
        )

    def cover(text: str) -> str:
        return blackout(text, passage)

    topic = topic_of(post)
    places = rewrite_post(post, cover)
    if post.number == 1 and (title := cover(topic.title)) != topic.title:
        topic.title, topic.slug = title[:TITLE_LENGTH], slug_of(title)
        places += 1
    if not places:
        raise Invalid(
            _("This passage does not stand in the post. Copy it exactly as it is shown."), field="passage"
        )
    places += rewrite_quoting(post, cover) + rewrite_drafts(post, cover)
    db.session.flush()
    refresh_everywhere(topic, post)
    events.record(PassageBlackedOut(post.id, topic.id, actor.id, now))
    return places
