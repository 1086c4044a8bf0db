"""Changing what a post says. Every earlier text is kept, and nobody's edit is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from forum.core import events
from forum.core.database import db
from forum.core.gates import Outcome, Submission, Verdict
from forum.core.markup.withholding import restore_quotes
from forum.core.policy import Actor, Invalid
from forum.discussions.events import PostEdited, TopicChanged
from forum.discussions.models import Post, PostState, Revision, Topic
from forum.discussions.operations.publishing import (
    as_decided,
    ask_gates,
    forget_references,
    index_post,
    note_findings,
    note_references,
    text_for,
    touch_topic,
)
from forum.discussions.operations.references import refresh_cards_of
from forum.discussions.operations.tags import set_tags
from forum.discussions.operations.texts import Prepared, member_ids, render_anew
from forum.discussions.operations.topics import checked_title, first_post_of, topic_of
from forum.discussions.rights import may_edit, require
from forum.discussions.slugs import slug_of


@dataclass
class EditConflict(Exception):
    """Somebody else changed the post in the meantime. Carries what it says now, for whoever may edit it."""

    post_id: int
    source: str
    title: str | None
    revision: int


def edit_post(
    post: Post,
    *,
    source: str | Prepared,
    editor: Actor,
    now: datetime,
    based_on_revision: int,
    title: str | None = None,
    tags: Iterable[str] | None = None,
) -> Post:
    """Let `post` say something else; what it said before becomes a revision.

    Args:
        post: which.
        source: the new text, as Markdown or as `prepare_text` made it for the topic's readers. Markers of withheld
            quotes stand for the words they hide.
        editor: its author, or a moderator.
        now: the present moment.
        based_on_revision: `revision_count` of the post when the editor began.
        title: the topic's new title; only with the post that opened it. None leaves it as it is.
        tags: the topic's new tags, likewise.

    Raises:
        NotAllowed: for anybody else.
        EditConflict: when the post says something else by now than what the editor saw.
        Invalid: when text, title or tags cannot be accepted.
    """
    require(may_edit(editor, post), _("You cannot change this post."))
    topic = topic_of(post)
    new_title = checked_title(title) if title is not None and post.number == 1 else None
    text = _with_withheld_words(source, post, editor)
    verdict = _ask_gates(topic, post, text, new_title, editor, now)
    text = as_decided(text, verdict)
    new_title = verdict.title or new_title
    if post.source != text.source or (new_title is not None and new_title != topic.title):
        _replace(topic, post, text, new_title, editor, based_on_revision, now)
        note_findings(post, topic.category_id, verdict, now)
    if tags is not None and post.number == 1:
        set_tags(topic, tags, actor=editor, now=now)
    return post


def rename_topic(topic: Topic, *, title: str, actor: Actor, now: datetime) -> None:
    """Give `topic` another title; links with the old one keep working, because addresses are found by number.

    Raises:
        NotAllowed: for anybody but its author and moderators.
        Invalid: when the title cannot be accepted (field `title`).
    """
    first = first_post_of(topic)
    edit_post(
        first, source=first.source, editor=actor, now=now, based_on_revision=first.revision_count, title=title
    )


def _with_withheld_words(source: str | Prepared, post: Post, editor: Actor) -> Prepared:
    """Return the new text with the words in it that its editor was not shown, rendered for all readers."""
    typed = source if isinstance(source, str) else source.source
    whole = restore_quotes(typed, post.source)
    return text_for(
        whole if whole != typed else source,
        author=editor,
        read_level=post.read_level,
        language=None,
        otherwise=post.language,
    )


def _ask_gates(
    topic: Topic, post: Post, text: Prepared, title: str | None, editor: Actor, now: datetime
) -> Verdict:
    """Ask the gates about an edit. A post that stands is not taken back for it, so what would be held is refused.

    One that waits for a moderator anyway goes on waiting.
    """
    submission = Submission(
        editor,
        text.source,
        text.rendered.text,
        title if title is not None else topic.title if post.number == 1 else None,
        topic.kind,
        topic.category_id,
        topic.id,
        post.id,
        now,
        text.language,
    )
    verdict = ask_gates(submission)
    if verdict.outcome == Outcome.HOLD and post.state != PostState.HELD:
        raise Invalid(verdict.message or _("A moderator has to see this change first."), field="body")
    return verdict


def _replace(
    topic: Topic, post: Post, text: Prepared, title: str | None, editor: Actor, based_on: int, now: datetime
) -> None:
    before, spoken_to = post.source, _mentions(post)
    old_title = topic.title if post.number == 1 else None
    _claim_revision(topic, post, based_on)
    post.source, post.html, post.text = text.source, text.rendered.html, text.rendered.text
    post.language, post.edited_at = text.language, now
    db.session.add(
        Revision(
            post_id=post.id,
            number=based_on + 1,
            title=old_title,
            source=before,
            editor_id=editor.id,
            replaced_at=now,
        )
    )
    forget_references(post, text)
    note_references(post, text)
    if title is not None and title != topic.title:
        _retitle(topic, title, editor, now)
    newly = set(member_ids(text.rendered.mentions).values()) - spoken_to
    events.record(PostEdited(post.id, topic.id, editor.id, now, tuple(sorted(newly))))
    index_post(post.id)
    touch_topic(topic)


def _claim_revision(topic: Topic, post: Post, based_on: int) -> None:
    """Take the next revision number; of two editors who saw the same text, the database lets one have it."""
    claimed = (
        update(Post)
        .where(Post.id == post.id, Post.revision_count == based_on)
        .values(revision_count=Post.revision_count + 1)
        .execution_options(synchronize_session=False)
    )
    won = db.session.execute(claimed.returning(Post.id)).first()
    db.session.refresh(post)
    if won is None:
        title = topic.title if post.number == 1 else None
        raise EditConflict(post.id, post.source, title, post.revision_count)


def _mentions(post: Post) -> set[int]:
    text = render_anew(post.source, read_level=post.read_level, language=post.language)
    return set(member_ids(text.rendered.mentions).values())


def _retitle(topic: Topic, title: str, editor: Actor, now: datetime) -> None:
    topic.title, topic.slug = title, slug_of(title)
    db.session.flush()
    refresh_cards_of(topic.id)
    events.record(TopicChanged(topic.id, "renamed", editor.id, now))
