"""Ideas as a campaign shows them: one page by key, two statements however many there are.

Only what stands for every reader is listed: nothing hidden, held or withdrawn, whoever looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, func, select

from forum.accounts.models import Member
from forum.campaigns.models import Idea
from forum.campaigns.words import STATE_NAMES, IdeaState
from forum.core.database import AnyRow, AnySelect
from forum.core.markup.plain import excerpt
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import topic_address
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.orders import Order
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.discussions.queries.pictures import first_pictures
from forum.discussions.queries.topic_rows import listable

PAGE_SIZE = 24
EXCERPT_LENGTH = 180
NEW, LIKED = "new", "liked"
ORDERS = {NEW: Order((Topic.created_at, Topic.id)), LIKED: Order((Topic.like_count, Topic.id))}
CAMPAIGN_ID = bindparam("campaign_id", type_=Integer)
MOST_COMPARED = 1_000
MOST_SIMILAR = 5
ROOT = 4
"""So many letters of two words are compared: "hazelnut" and "hazelnuts" mean the same."""


@dataclass(slots=True)
class IdeaCard:
    """One idea, as `templates/campaigns/_ideas.html` prints it."""

    id: int
    title: str
    href: str
    language: str
    excerpt: str
    likes: int
    replies: int
    posted_at: datetime
    state: IdeaState
    sentence: str
    is_chosen: bool
    author: Person
    post_id: int
    picture: str | None = None

    @property
    def state_name(self) -> str:
        """What the brand answered, in the reader's language."""
        return str(STATE_NAMES[self.state])


def readable(statement: Any) -> Any:
    """Join what carries an idea, and leave out what does not stand for every reader."""
    return (
        statement.join(Topic, Topic.id == Idea.topic_id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .where(
            listable(ASKING),
            Topic.is_hidden.is_(False),
            Topic.is_held.is_(False),
            Post.visible_to(ASKING),
            Post.state == PostState.VISIBLE,
        )
    )


def ideas_of(
    viewer: Viewer,
    campaign_id: int,
    order: str = NEW,
    mark: str | None = None,
    *,
    size: int = PAGE_SIZE,
    only_open: bool = False,
) -> KeyPage[IdeaCard]:
    """Return a page of the ideas of a campaign; `only_open`: of those without an answer."""
    chosen = ORDERS.get(order, ORDERS[NEW])
    place = chosen.place(mark)
    statement = _page(order if order in ORDERS else NEW, place is not None, only_open)
    rows = fetch(statement, viewer, campaign_id=campaign_id, size=size + 1, **(place or {})).all()
    shown = rows[:size]
    older = encode_mark(*shown[-1][: len(chosen.columns)]) if len(rows) > size else None
    cards = [_card(row) for row in shown]
    pictures = first_pictures([card.post_id for card in cards])
    for card in cards:
        card.picture = pictures.get(card.post_id)
    return KeyPage(cards, older=older)


def similar_ideas(viewer: Viewer, campaign_id: int, typed: str) -> list[IdeaCard]:
    """Return the ideas of a campaign whose titles share words with `typed`, those that share most first."""
    wanted = _roots(typed)
    if not wanted:
        return []
    rows = fetch(_page(NEW, False), viewer, campaign_id=campaign_id, size=MOST_COMPARED).all()
    shared = [(len(wanted & _roots(row.title)), row) for row in rows]
    best = sorted((each for each in shared if each[0]), key=lambda each: -each[0])
    return [_card(row) for _count, row in best[:MOST_SIMILAR]]


def count_ideas(viewer: Viewer, campaign_id: int, *, only_open: bool = False) -> int:
    """Return how many ideas of a campaign `viewer` may read; `only_open`: of those without an answer."""
    return int(fetch(_count(only_open), viewer, campaign_id=campaign_id).scalar_one())


def titles_of(viewer: Viewer, campaign_id: int, states: Sequence[IdeaState]) -> list[tuple[int, str]]:
    """Return numbers and titles of the ideas of a campaign that are in one of `states`."""
    return [
        (row.id, row.title)
        for row in fetch(_page(NEW, False), viewer, campaign_id=campaign_id, size=MOST_COMPARED)
        if row.state in states
    ]


def _roots(typed: str) -> set[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in typed.casefold()).split()
    return {word[:ROOT] for word in words if len(word) >= ROOT}


def _card(row: AnyRow) -> IdeaCard:
    return IdeaCard(
        id=row.id,
        title=row.title,
        href=topic_address(row.id, row.slug),
        language=row.language,
        excerpt=excerpt(row.words or "", EXCERPT_LENGTH),
        likes=row.like_count,
        replies=max(0, row.post_count - 1),
        posted_at=row.created_at,
        state=IdeaState(row.state),
        sentence=row.sentence,
        is_chosen=row.is_chosen,
        author=person_from(*row[-6:]),
        post_id=row.post_id,
    )


@cache
def _page(order: str, begun: bool, only_open: bool = False) -> AnySelect:
    keys = ORDERS[order]
    columns = (
        *(column.label(f"key_{place}") for place, column in enumerate(keys.columns)),
        Topic.id,
        Topic.title,
        Topic.slug,
        Topic.language,
        Topic.like_count,
        Topic.post_count,
        Topic.created_at,
        func.substr(Post.text, 1, 2 * EXCERPT_LENGTH).label("words"),
        Post.id.label("post_id"),
        Idea.state,
        Idea.sentence,
        Idea.is_chosen,
        *person_columns(),
    )
    chosen: AnySelect = readable(select(*columns).select_from(Idea)).outerjoin(
        Member, Member.id == Topic.author_id
    )
    chosen = chosen.where(Idea.campaign_id == CAMPAIGN_ID)
    return keys.page_of(chosen.where(Idea.state == IdeaState.OPEN) if only_open else chosen, begun=begun)


@cache
def _count(only_open: bool = False) -> AnySelect:
    counted: AnySelect = readable(select(func.count()).select_from(Idea)).where(
        Idea.campaign_id == CAMPAIGN_ID
    )
    return counted.where(Idea.state == IdeaState.OPEN) if only_open else counted
