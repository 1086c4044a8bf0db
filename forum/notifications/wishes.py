"""What members want to hear of one kind, in the page, by mail and on devices: the one place where choices are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from forum.core.database import db
from forum.core.notices import NoticeKind, Pace
from forum.discussions.models import Following, FollowMode, FollowTarget, Topic
from forum.notifications.models import NoticeChoice, TopicChoice


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether a member wants one kind in the page's list, how by mail, and whether on their devices."""

    page: bool
    pace: Pace
    push: bool = False

    @property
    def is_silence(self) -> bool:
        """Whether nothing is wanted at all."""
        return not self.page and not self.push and self.pace is Pace.NONE


SILENCE = Wish(False, Pace.NONE)


def wishes_of(
    member_ids: Sequence[int], kind: NoticeKind, topic: Topic | None, actor_id: int | None
) -> dict[int, Wish]:
    """Return what each member wants to hear of a notice of this kind about `topic`, caused by `actor_id`.

    Who muted the topic, its category or the actor, or blocked the actor, wants to hear nothing, and whom the actor
    blocked is told nothing. A mandatory kind is told whatever was chosen.
    """
    if kind.mandatory:
        return dict.fromkeys(member_ids, Wish(True, Pace.AT_ONCE, kind.push))
    wishes = dict.fromkeys(member_ids, Wish(kind.page, kind.default_pace, kind.push))
    chosen = select(NoticeChoice.member_id, NoticeChoice.page, NoticeChoice.pace, NoticeChoice.push).where(
        NoticeChoice.kind == kind.key, NoticeChoice.member_id.in_(member_ids)
    )
    for member_id, page, pace, push in db.session.execute(chosen):
        wishes[member_id] = Wish(page, Pace(pace), push)
    if topic is not None and kind.family is not None:
        for_topic = select(TopicChoice.member_id, TopicChoice.pace).where(
            TopicChoice.topic_id == topic.id, TopicChoice.member_id.in_(member_ids)
        )
        for member_id, pace in db.session.execute(for_topic):
            push = wishes[member_id].push and pace != Pace.NONE
            wishes[member_id] = Wish(True, Pace(pace), push)
    silent = _silent(member_ids, topic, actor_id).intersection(member_ids)
    return wishes | dict.fromkeys(silent, SILENCE)


def _silent(member_ids: Sequence[int], topic: Topic | None, actor_id: int | None) -> set[int]:
    targets = list(_targets(topic, actor_id))
    if not targets:
        return set()
    about = or_(*((Following.target == target) & (Following.target_id == id_) for target, id_ in targets))
    muted = select(Following.member_id).where(
        about, Following.mode.in_([FollowMode.MUTE, FollowMode.BLOCK]), Following.member_id.in_(member_ids)
    )
    silent = set(db.session.scalars(muted))
    if actor_id is not None:
        blocked = select(Following.target_id).where(
            Following.member_id == actor_id,
            Following.target == FollowTarget.MEMBER,
            Following.mode == FollowMode.BLOCK,
        )
        silent |= set(db.session.scalars(blocked))
    return silent


def _targets(topic: Topic | None, actor_id: int | None) -> Iterator[tuple[str, int]]:
    if topic is not None:
        yield FollowTarget.TOPIC, topic.id
        yield FollowTarget.CATEGORY, topic.category_id
    if actor_id is not None:
        yield FollowTarget.MEMBER, actor_id
