"""Recipes as the index shows them: one statement for a page, whatever is asked for and however many are shown.

Only what stands for every reader of its category is listed: nothing hidden, held or withdrawn, whoever looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, cast, exists, func, select, type_coerce

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect
from forum.core.pagination import KeyPage, encode_mark
from forum.core.policy import Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import topic_address
from forum.discussions.models import Post, PostState, Topic
from forum.discussions.queries.orders import Order
from forum.discussions.queries.people import Person, person_columns, person_from
from forum.discussions.queries.topic_rows import listable
from forum.recipes.finding.asked import Asked
from forum.recipes.models import Creation, CreationIngredient, CreationLabel
from forum.recipes.queries.ratings import PRIOR_COUNT, PRIOR_STARS
from forum.uploads.images import widths_below
from forum.uploads.models import Upload

PAGE_SIZE = 24
PICTURE_WIDTH = 640
HUES = 12
MOST_CATEGORIES = 14
CATEGORY_WIDTH = 40

_FINE = 10_000
_NO_TIME = 10_000_000
_BAYESIAN = type_coerce(
    (cast(Creation.rating_sum, BigInteger) * 2 + round(PRIOR_STARS * PRIOR_COUNT * 2))
    * _FINE
    // (Creation.rating_count + PRIOR_COUNT),
    Integer,
)
"""The average of `forum.recipes.queries.ratings` in whole numbers, so that a place in the list can be written down."""

_QUICK = type_coerce(-func.coalesce(Creation.minutes_total, _NO_TIME), Integer)
_ORDERS = {
    "new": Order((Topic.created_at, Topic.id)),
    "best": Order((_BAYESIAN, Topic.id)),
    "liked": Order((Topic.like_count, Topic.id)),
    "quick": Order((_QUICK, Topic.id)),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One recipe of the index."""

    id: int
    title: str
    href: str
    language: str
    category: str
    minutes: int | None
    difficulty: int | None
    rating_count: int
    average: float | None
    likes: int
    picture: str | None
    author: Person
    posted_at: datetime

    @property
    def initial(self) -> str:
        """The letter that stands where there is no picture."""
        return next((letter for letter in self.title if letter.isalnum()), "·").upper()

    @property
    def hue(self) -> int:
        """The colour on which that letter stands."""
        return self.id % HUES


def find_cards(
    asked: Asked, viewer: Viewer, mark: str | None = None, *, among: Sequence[int] | None = None
) -> KeyPage[Card]:
    """Return the page of recipes that `asked` describes, beginning after `mark`; with `among`, only some topics."""
    order = _ORDERS[asked.sort]
    place = order.place(mark)
    chosen = _cards(order).where(*_conditions(asked))
    if among is not None:
        chosen = chosen.where(Topic.id.in_(among))
    rows = fetch(
        order.page_of(chosen, begun=place is not None), viewer, size=PAGE_SIZE + 1, **(place or {})
    ).all()
    shown = rows[:PAGE_SIZE]
    keys = len(order.columns)
    older = encode_mark(*shown[-1][:keys]) if len(rows) > PAGE_SIZE else None
    return KeyPage([_card(row) for row in shown], older=older)


def common_categories(kind: str, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the categories that most recipes have: folded and as written."""
    statement = (
        _readable(select(Creation.category_key, func.max(Creation.category)).select_from(Creation))
        .where(
            Creation.kind == kind,
            Creation.category_key != "",
            func.length(Creation.category_key) <= CATEGORY_WIDTH,
        )
        .group_by(Creation.category_key)
        .order_by(func.count().desc(), Creation.category_key)
        .limit(MOST_CATEGORIES)
    )
    return sorted((key, _capital(name)) for key, name in fetch(statement, viewer))


def _readable(statement: Any) -> Any:
    return (
        statement.join(Topic, Topic.id == Creation.topic_id)
        .join(Post, and_(Post.topic_id == Topic.id, Post.number == 1))
        .where(
            listable(ASKING),
            Topic.is_hidden.is_(False),
            Topic.is_held.is_(False),
            Post.visible_to(ASKING),
            Post.state == PostState.VISIBLE,
        )
    )


def _cards(order: Order) -> AnySelect:
    columns = (
        *(column.label(f"key_{place}") for place, column in enumerate(order.columns)),
        Topic.id,
        Topic.title,
        Topic.slug,
        Topic.language,
        Topic.like_count,
        Topic.created_at,
        Creation.category,
        Creation.minutes_total,
        Creation.difficulty,
        Creation.rating_sum,
        Creation.rating_count,
        Upload.key.label("picture"),
        Upload.width.label("picture_width"),
        *person_columns(),
    )
    cards: AnySelect = (
        _readable(select(*columns).select_from(Creation))
        .outerjoin(Member, Member.id == Topic.author_id)
        .outerjoin(Upload, Upload.key == Creation.cover)
    )
    return cards


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield Creation.kind == asked.kind
    if asked.category:
        yield Creation.category_key == asked.category
    if asked.time:
        yield Creation.minutes_total <= asked.time
    if asked.difficulty:
        yield Creation.difficulty == asked.difficulty
    if asked.stars:
        yield Creation.rating_count > 0
        yield Creation.rating_sum >= asked.stars * Creation.rating_count
    if asked.lang:
        yield Topic.language == asked.lang
    for label in (*(f"diet:{diet}" for diet in asked.diet), *(f"free:{each}" for each in asked.free)):
        yield exists().where(CreationLabel.topic_id == Creation.topic_id, CreationLabel.label == label)
    for word in asked.has:
        yield _contains(_begins_a_word(word))
    for word in asked.no:
        yield ~_contains(CreationIngredient.name.contains(word, autoescape=True))


def _contains(named: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(CreationIngredient.topic_id == Creation.topic_id, named)


def _begins_a_word(word: str) -> ColumnElement[bool]:
    name = CreationIngredient.name
    return name.startswith(word, autoescape=True) | name.contains(f" {word}", autoescape=True)


def _card(row: AnyRow) -> Card:
    picture = None
    if row.picture:
        variant = next((width for width in widths_below(row.picture_width) if width >= PICTURE_WIDTH), "full")
        picture = f"/uploads/{row.picture}/{variant}.webp"
    return Card(
        id=row.id,
        title=row.title,
        href=topic_address(row.id, row.slug),
        language=row.language,
        category=_capital(row.category),
        minutes=row.minutes_total,
        difficulty=row.difficulty,
        rating_count=row.rating_count,
        average=row.rating_sum / row.rating_count if row.rating_count else None,
        likes=row.like_count,
        picture=picture,
        author=person_from(*row[-6:]),
        posted_at=row.created_at,
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
