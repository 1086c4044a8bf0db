"""What the desk shows elsewhere: the mark of the brand on posts, the bar under them, the way to the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import bindparam, select

from forum.accounts.models import Member
from forum.core.attention import AnswerKind
from forum.core.database import AnySelect, db
from forum.core.policy import Viewer
from forum.core.reading import fetch
from forum.core.settings import get_setting
from forum.desk.models import Answer, AnswerPicture, DeskPicture, DeskSeat
from forum.desk.policy import may_answer, may_moderate
from forum.desk.queries.pictures import COLUMNS, SHOWN, STILL, ShownPicture, as_shown
from forum.desk.queries.queue import open_count
from forum.desk.settings import ANY
from forum.discussions.models import Post, PostState
from forum.discussions.queries.post_facts import post_facts


@dataclass(frozen=True, slots=True)
class BrandMark:
    """What the brand said in public to a post; without words, that the team likes it."""

    sentence: str = ""
    emoji: str = ""
    by: str = ""
    is_liked: bool = False
    picture: ShownPicture | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """The answers that one of the team can give to a post, and those given; by number, those they may take back."""

    kinds: tuple[int, ...]
    given: frozenset[int]
    undoable: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The way to the desk: how much waits (for moderators), and whether single keys act."""

    waiting: int
    moderates: bool
    shortcuts: bool


def load_marks(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, BrandMark]:
    """Return the brand's marks on posts; without a statement where the brand never left one."""
    if not post_ids or not get_setting(ANY):
        return {}
    marks: dict[int, BrandMark] = {}
    for row in fetch(_marks(), post_ids=list(post_ids)):
        known = marks.get(row.post_id, BrandMark())
        if row.kind == AnswerKind.LIKE:
            marks[row.post_id] = replace(known, is_liked=True)
        else:
            by, picture = row.name or "", as_shown(row)
            marks[row.post_id] = BrandMark(row.sentence, row.emoji, by, known.is_liked, picture)
    return marks


def load_bar(viewer: Viewer, post_ids: Sequence[int]) -> Mapping[int, Bar]:
    """Return the bar of every post that `viewer` may answer: those of others that stand or are hidden."""
    if not may_answer(viewer) or not post_ids:
        return {}
    moderates = may_moderate(viewer)
    given: dict[int, set[int]] = {}
    undoable: dict[int, list[tuple[int, int]]] = {}
    for post_id, kind, answer_id, actor_id in fetch(_given(), post_ids=list(post_ids)):
        given.setdefault(post_id, set()).add(kind)
        if moderates or actor_id == viewer.id:
            undoable.setdefault(post_id, []).append((kind, answer_id))
    usual = tuple(int(kind) for kind in AnswerKind if moderates or kind >= AnswerKind.LIKE)
    offered = {PostState.VISIBLE: usual, PostState.HIDDEN: ()}
    return {
        id: Bar(offered[fact.state], frozenset(given.get(id, ())), tuple(sorted(undoable.get(id, ()))))
        for id, fact in post_facts(post_ids).items()
        if fact.author_id != viewer.id
        and (offered.get(fact.state) or (fact.state in offered and id in undoable))
    }


def load_way(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Way]:
    """Return, for the header of the team, how much waits; in one statement, and none for others."""
    if not may_answer(viewer):
        return {}
    row = fetch(_way(), member_id=viewer.own_id).one()
    seated = True if row.shortcuts is None else bool(row.shortcuts)
    return dict.fromkeys(ids, Way(row.waiting if may_moderate(viewer) else 0, may_moderate(viewer), seated))


def load_menu(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, bool]:
    """Return, for the menu of every member, that there is a way to write to the team."""
    return dict.fromkeys(ids, True) if viewer.id is not None else {}


def load_profile(viewer: Viewer, member_ids: Sequence[int]) -> Mapping[int, str]:
    """Return, for profiles, the handle of whom `viewer` can write to in private, as one of the team."""
    if not may_answer(viewer):
        return {}
    found = select(Member.id, Member.handle).where(Member.id.in_(member_ids), Member.id != viewer.id)
    return {id: handle for id, handle in db.session.execute(found)}


@cache
def _marks() -> AnySelect:
    return (
        select(
            Answer.post_id,
            Answer.kind,
            Answer.sentence,
            Answer.emoji,
            Member.name,
            *COLUMNS,
        )
        .join(Post, Post.id == Answer.post_id)
        .outerjoin(Member, Member.id == Answer.actor_id)
        .outerjoin(AnswerPicture, AnswerPicture.answer_id == Answer.id)
        .outerjoin(DeskPicture, DeskPicture.id == AnswerPicture.picture_id)
        .outerjoin(SHOWN, SHOWN.id == DeskPicture.upload_id)
        .outerjoin(STILL, STILL.id == DeskPicture.still_id)
        .where(
            Answer.post_id.in_(bindparam("post_ids", expanding=True)),
            Answer.kind.in_((AnswerKind.LIKE, AnswerKind.VALUE)),
            Answer.undone_at.is_(None),
            Post.state == PostState.VISIBLE,
        )
    )


@cache
def _given() -> AnySelect:
    return select(Answer.post_id, Answer.kind, Answer.id, Answer.actor_id).where(
        Answer.post_id.in_(bindparam("post_ids", expanding=True)), Answer.undone_at.is_(None), Answer.kind > 0
    )


@cache
def _way() -> AnySelect:
    shortcuts = (
        select(DeskSeat.shortcuts).where(DeskSeat.member_id == bindparam("member_id")).scalar_subquery()
    )
    return select(open_count().label("waiting"), shortcuts.label("shortcuts"))
