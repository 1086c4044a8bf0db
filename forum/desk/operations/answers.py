"""The five proportionate answers to a post. Each is recorded, and settles what waits about the post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from forum.audit.operations import record_act
from forum.core import events
from forum.core.attention import MEMBER, AnswerKind, sources
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.versions import topic_scope, touch
from forum.desk.events import PostValued
from forum.desk.models import Answer, AnswerPicture, DeskCause, DeskItem, DeskPicture
from forum.desk.operations.care import check_free
from forum.desk.operations.queue import UNSYNCED, close_settled, waiting_item_of
from forum.desk.operations.wording import first_name_of, own_words
from forum.desk.policy import require_moderator, require_team
from forum.desk.settings import emoji_set, note_that_there_are_marks
from forum.desk.words import State
from forum.discussions.models import Post, PostState
from forum.moderation.operations.hiding import hide_post
from forum.reactions.operations import like_post

ACTIONS = {
    AnswerKind.REMOVE: "post.removed-at-the-desk",
    AnswerKind.IGNORE: "post.seen",
    AnswerKind.LIKE: "post.liked-as-team",
    AnswerKind.VALUE: "post.valued",
    AnswerKind.PERSONALISE: "post.personalised",
}


def remove(
    post: Post, *, reason: str, sentence: str = "", actor: Actor, now: datetime, item: DeskItem | None = None
) -> Answer:
    """Hide a post for a reason. Its author is told why, with `sentence` added.

    Raises:
        NotAllowed, Invalid: as for every answer, and as `hide_post` does.
    """
    require_moderator(actor)

    def hide(answer: Answer) -> None:
        hide_post(post, reason=reason, message=sentence, actor=actor, now=now)

    return give(
        AnswerKind.REMOVE, post, hide, sentence=sentence, actor=actor, now=now, item=item, reason=reason
    )


def ignore(
    post: Post, *, sentence: str = "", actor: Actor, now: datetime, item: DeskItem | None = None
) -> Answer:
    """Say that a post was seen and needs nothing.

    Raises:
        NotAllowed, Invalid: as for every answer.
    """
    require_moderator(actor)
    return give(AnswerKind.IGNORE, post, _nothing, sentence=sentence, actor=actor, now=now, item=item)


def leave(item: DeskItem, *, actor: Actor, now: datetime) -> Answer:
    """Say that a locked item that is about no post was seen and needs nothing.

    Raises:
        NotAllowed: for all but moderators, and for what is about oneself.
        Invalid: when somebody was faster, a colleague has it, or it wants an act of its own.
    """
    require_moderator(actor)
    if item.kind == MEMBER and item.thing_id == actor.id:
        raise NotAllowed(_("A report about you is for somebody else to decide."))
    check_free(item, actor=actor, now=now)
    answer = Answer(kind=AnswerKind.IGNORE, actor_id=actor.id, at=now)
    write(answer)
    if not settle(item, answer, AnswerKind.IGNORE, actor=actor, now=now):
        raise Invalid(_("This wants a decision of its own."))
    record_act("item.left", actor=actor, subject_type="item", subject_id=item.id, now=now)
    return answer


def like_as_team(
    post: Post, *, sentence: str = "", actor: Actor, now: datetime, item: DeskItem | None = None
) -> Answer:
    """Like a post, and have it say that the team does.

    Raises:
        NotAllowed, Invalid: as for every answer, and as `like_post` does.
    """

    def like(answer: Answer) -> None:
        answer.details = {"liked": like_post(post, actor=actor, now=now)}
        _show_mark(post)

    return give(AnswerKind.LIKE, post, like, sentence=sentence, actor=actor, now=now, item=item)


def value(
    post: Post,
    *,
    sentence: str,
    emoji: str = "",
    picture: DeskPicture | None = None,
    actor: Actor,
    now: datetime,
    item: DeskItem | None = None,
    silent: bool = False,
) -> Answer:
    """Say in public, in a few warm words of one's own, that the brand values a post. Its author is told.

    Raises:
        NotAllowed: as for every answer.
        Invalid: as for every answer; without words of one's own, or with what is not of the brand's set any more.
    """
    words = own_words(sentence, kind=AnswerKind.VALUE, name=first_name_of(post.author_id))
    if post.state != PostState.VISIBLE:
        raise Invalid(_("This post is not shown any more: somebody was here before you."))
    if emoji and emoji not in emoji_set():
        raise Invalid(_("Choose one of your own emoji."), field="mark")

    if picture is not None and (emoji or picture.retired_at is not None):
        raise Invalid(_("Choose one of your own pictures."), field="mark")

    def mark(answer: Answer) -> None:
        answer.emoji = emoji
        if picture is not None:
            db.session.add(AnswerPicture(answer_id=answer.id, picture_id=picture.id))
        _show_mark(post)
        events.record(PostValued(post.id, post.topic_id, post.author_id, actor.id, now, silent))

    return give(AnswerKind.VALUE, post, mark, sentence=words, actor=actor, now=now, item=item)


def give(
    kind: AnswerKind,
    post: Post,
    do: Callable[[Answer], None],
    *,
    sentence: str,
    actor: Actor,
    now: datetime,
    item: DeskItem | None,
    **details: Any,
) -> Answer:
    """Write down an answer, settle what it settles, and do what it does. `item` is locked, where one is meant.

    Raises:
        NotAllowed: for all but the team, and for one's own posts.
        Invalid: when somebody answered before, or a colleague has the item.
    """
    require_team(actor)
    if post.author_id is not None and post.author_id == actor.id:
        raise NotAllowed(_("Your own posts are for somebody else to judge."))
    item = item or waiting_item_of(post.id)
    if item is not None:
        check_free(item, actor=actor, now=now)
    answer = Answer(
        kind=kind,
        post_id=post.id,
        author_id=post.author_id,
        actor_id=actor.id,
        at=now,
        sentence=sentence,
        details={},
    )
    write(answer)
    if (
        item is not None
        and not settle(item, answer, kind, actor=actor, now=now)
        and kind == AnswerKind.IGNORE
    ):
        raise Invalid(_("This wants a decision of its own."))
    do(answer)
    record_act(ACTIONS[kind], actor=actor, subject_type="post", subject_id=post.id, now=now, **details)
    db.session.flush()
    return answer


def write(answer: Answer) -> None:
    """Insert an answer, or say that somebody was faster: the database decides.

    Raises:
        Invalid: when a colleague gave the same one already.
    """
    db.session.add(answer)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Invalid(_("Somebody answered this before you.")) from error


def settle(item: DeskItem, answer: Answer, kind: AnswerKind, *, actor: Actor, now: datetime) -> int:
    """Settle what `kind` settles about a locked `item`, tell its sources, and close it when nothing is left.

    Answers how many causes that were.
    """
    settling = [source.key for source in sources if kind in source.settled_by]
    settled = (
        update(DeskCause)
        .where(DeskCause.item_id == item.id, DeskCause.settled_at.is_(None), DeskCause.source.in_(settling))
        .values(settled_at=now, answer_id=answer.id)
        .returning(DeskCause.source, DeskCause.reference)
        .execution_options(**UNSYNCED)
    )
    references: dict[str, list[int]] = defaultdict(list)
    for source, reference in db.session.execute(settled):
        references[source].append(reference)
    tell_sources(references, kind, actor=actor, now=now)
    close(item, answer, now=now)
    return sum(map(len, references.values()))


def tell_sources(references: dict[str, list[int]], kind: AnswerKind, *, actor: Actor, now: datetime) -> None:
    """Let each source do what an answer means for it."""
    for key, settled in references.items():
        told = sources[key].answered
        if told is not None:
            told(kind, settled, actor, now)


def close(item: DeskItem, answer: Answer, *, now: datetime) -> None:
    """Close an item about which nothing is left, and say that `answer` is the one act on it."""
    close_settled([item.id], now=now)
    db.session.refresh(item)
    if item.state == State.DONE:
        answer.item_id = item.id
        write(answer)


def answers_in_force(post_id: int) -> list[Answer]:
    """Return what the team answered to a post and did not take back."""
    found = select(Answer).where(Answer.post_id == post_id, Answer.undone_at.is_(None))
    return list(db.session.scalars(found.order_by(Answer.id)))


def _show_mark(post: Post) -> None:
    note_that_there_are_marks()
    touch(topic_scope(post.topic_id))


def _nothing(answer: Answer) -> None:
    """Seen is enough."""
