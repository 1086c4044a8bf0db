"""Who works at the desk and may meet what stands there. Decided here and nowhere else."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from forum.core.database import db
from forum.core.policy import Actor, NotAllowed, NotFound, Permission, Viewer
from forum.desk.models import Answer, DeskItem, DeskPicture, PersonalTask, Talk
from forum.discussions.models import Post, PostState
from forum.discussions.policy import check_read_level, get_post_for


def may_answer(actor: Actor) -> bool:
    """Whether `actor` answers to posts as the team: moderators, the brand, administrators."""
    return Permission.ANSWER in actor.permissions


def may_moderate(actor: Actor) -> bool:
    """Whether `actor` works through the queue."""
    return Permission.MODERATE in actor.permissions


def require_team(actor: Actor) -> None:
    """Refuse all but the team.

    Raises:
        NotAllowed: for them.
    """
    if not may_answer(actor):
        raise NotAllowed(_("This is for the team."))


def require_moderator(actor: Actor) -> None:
    """Refuse all but moderators.

    Raises:
        NotAllowed: for them.
    """
    if not may_moderate(actor):
        raise NotAllowed(_("Only moderators may do this."))


def get_item_for(viewer: Viewer, item_id: int, *, locked: bool = False) -> DeskItem:
    """Return an item of the queue; `locked` for whoever changes it.

    Raises:
        NotAllowed: for all but moderators.
        NotFound: when there is none, or it is about a post that is not for them.
    """
    require_moderator(viewer)
    item = db.session.get(DeskItem, item_id, populate_existing=locked, with_for_update=locked or None)
    if item is None:
        raise NotFound
    if item.post_id is not None:
        check_read_level(viewer, db.session.get_one(Post, item.post_id).read_level)
    return item


def get_answerable_post_for(viewer: Viewer, post_id: int) -> Post:
    """Return a post that stands and that the team member `viewer` may read.

    Raises:
        NotAllowed, NotFound: otherwise.
    """
    require_team(viewer)
    post = get_post_for(viewer, post_id)
    if post.state == PostState.PURGED:
        raise NotFound
    return post


def get_answer_for(viewer: Viewer, answer_id: int) -> Answer:
    """Return an answer that `viewer` may take back, as it is now.

    Raises:
        NotAllowed: for all but the team; for what is not theirs, for all but moderators.
        NotFound: when there is none.
    """
    require_team(viewer)
    answer = db.session.get(Answer, answer_id, populate_existing=True, with_for_update=True)
    if answer is None:
        raise NotFound
    if answer.actor_id != viewer.id and not may_moderate(viewer):
        raise NotAllowed(_("Only moderators take back what others of the team did."))
    return answer


def get_talk_for(viewer: Viewer, talk_id: int) -> Talk:
    """Return a private conversation for its member or the team; for all others there is none.

    Raises:
        NotFound: for them.
    """
    talk = db.session.get(Talk, talk_id, populate_existing=True)
    if talk is None or viewer.id is None or not (talk.member_id == viewer.id or may_answer(viewer)):
        raise NotFound
    return talk


def get_task_for(viewer: Viewer, task_id: int) -> PersonalTask:
    """Return a task, as it is now.

    Raises:
        NotAllowed: for all but the team.
        NotFound: when there is none.
    """
    require_team(viewer)
    found = select(PersonalTask).where(PersonalTask.id == task_id).with_for_update()
    task = db.session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if task is None:
        raise NotFound
    return task


def get_picture_for(viewer: Viewer, picture_id: int) -> DeskPicture:
    """Return a picture of the brand's own set, as it is now.

    Raises:
        NotAllowed: for all but the team.
        NotFound: when there is none.
    """
    require_team(viewer)
    picture = db.session.get(DeskPicture, picture_id, populate_existing=True)
    if picture is None:
        raise NotFound
    return picture
