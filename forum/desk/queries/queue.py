"""The queue as moderators see it: pages by key, filters, what stands in each row, how much waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.attention import QueueSource, Shown, sources, sources_in_order
from forum.core.database import AnyRow, db
from forum.core.pagination import decode_mark, encode_mark
from forum.core.policy import Viewer
from forum.desk.models import DeskCause, DeskItem
from forum.desk.queries.filters import Filter, Order
from forum.desk.reliability import REPORT, Record, records_of
from forum.desk.words import State
from forum.discussions.models import Post, Topic

LIST_SIZE = 30
MOST_COUNTED = 100
EXCERPT = 300


@dataclass(frozen=True, slots=True)
class CauseView:
    """One thing that a source says, as it is shown."""

    id: int
    reference: int
    source: QueueSource
    shown: Shown
    asked_at: datetime
    due_at: datetime
    record: Record | None
    """Of whoever reported."""
    by_id: int | None


@dataclass(slots=True)
class ItemView:
    """One item as it is shown."""

    row: AnyRow
    now: datetime
    causes: list[CauseView] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        """Whether it is older than promised."""
        return bool(self.row.due_at <= self.now)

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        named = next((cause.shown.name for cause in self.causes if cause.shown.name), "")
        return self.row.title or self.row.accused_name or named


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue."""

    items: Sequence[ItemView]
    after: str | None


def page_of_queue(
    viewer: Viewer, wanted: Filter, *, now: datetime, after: str | None = None, size: int = LIST_SIZE
) -> QueuePage:
    """Return a page of the queue, in a number of statements that does not depend on how much waits."""
    statement = _narrowed(viewer, wanted)
    mark = _read_mark(after, wanted.order)
    if mark is not None:
        statement = statement.where(_beyond(wanted, *mark, forward=True))
    rows = list(db.session.execute(_ordered(statement, wanted, forward=True).limit(size + 1)))
    more, rows = len(rows) > size, rows[:size]
    following = encode_mark(rows[-1].key, rows[-1].id) if more else None
    return QueuePage(with_causes(viewer, rows, now=now), following)


def neighbour(viewer: Viewer, wanted: Filter, row: AnyRow, *, forward: bool) -> int | None:
    """Return the number of the item that stands after (or before) `row` in the queue, if there is one."""
    beyond = _beyond(wanted, _key_of(row, wanted), row.id, forward=forward)
    found = _narrowed(viewer, wanted).where(beyond, DeskItem.id != row.id)
    first = db.session.execute(_ordered(found, wanted, forward=forward).limit(1)).first()
    return first.id if first is not None else None


def item_row(item_id: int) -> AnyRow | None:
    """Return one item with what it is about."""
    return db.session.execute(_items().where(DeskItem.id == item_id)).first()


def with_causes(viewer: Viewer, rows: Sequence[AnyRow], *, now: datetime) -> list[ItemView]:
    """Return items with what is said about them: one statement for all causes, and what each source takes."""
    ids = [row.id for row in rows]
    causes = list(
        db.session.scalars(
            select(DeskCause)
            .where(DeskCause.item_id.in_(ids), DeskCause.settled_at.is_(None))
            .order_by(DeskCause.id)
        )
    )
    references: dict[str, list[int]] = defaultdict(list)
    for cause in causes:
        references[cause.source].append(cause.reference)
    shown = {key: sources[key].load(viewer, wanted) for key, wanted in references.items() if sources.get(key)}
    reporters = {cause.by_id for cause in causes if cause.source == REPORT and cause.by_id is not None}
    records = records_of(sorted(reporters))
    views = {row.id: ItemView(row, now) for row in rows}
    for cause in causes:
        source = sources.get(cause.source)
        if source is None:
            continue
        is_report = cause.source == REPORT and cause.by_id is not None
        views[cause.item_id].causes.append(
            CauseView(
                cause.id,
                cause.reference,
                source,
                shown[cause.source].get(cause.reference, Shown(str(source.name))),
                cause.asked_at,
                cause.due_at,
                records.get(cause.by_id or 0, Record()) if is_report else None,
                cause.by_id,
            )
        )
    return [views[row.id] for row in rows]


def counts(viewer: Viewer) -> dict[str, int]:
    """Return how much waits: all, one's own, asleep, and of each source; each counted to 100 at most, at once."""
    whole = {
        "": select(literal(1)).select_from(DeskItem).where(DeskItem.state == State.OPEN),
        "mine": select(literal(1)).select_from(DeskItem).where(*_mine(viewer)),
        "asleep": select(literal(1)).select_from(DeskItem).where(DeskItem.state == State.ASLEEP),
    }
    whole |= {
        f"source:{source.key}": select(literal(1))
        .select_from(DeskCause)
        .join(DeskItem, DeskItem.id == DeskCause.item_id)
        .where(DeskCause.source == source.key, DeskCause.settled_at.is_(None), DeskItem.state == State.OPEN)
        for source in sources_in_order()
    }
    names = list(whole)
    counted = [
        select(func.count()).select_from(each.limit(MOST_COUNTED).subquery()).scalar_subquery()
        for each in whole.values()
    ]
    row = db.session.execute(select(*counted)).one()
    return dict(zip(names, row, strict=True))


def open_count() -> Any:
    """Return the scalar query of how much is open, counted to 100 at most."""
    some = select(literal(1)).select_from(DeskItem).where(DeskItem.state == State.OPEN).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _items() -> Select[Any]:
    author, accused, claimer, assignee = (aliased(Member) for _ in range(4))
    columns: tuple[Any, ...] = (
        DeskItem.id,
        DeskItem.kind,
        DeskItem.thing_id,
        DeskItem.post_id,
        DeskItem.state,
        DeskItem.opened_at,
        DeskItem.due_at,
        DeskItem.wakes_at,
        DeskItem.held_because,
        DeskItem.weight,
        DeskItem.claimed_by_id,
        DeskItem.claimed_at,
        DeskItem.assignee_id,
        DeskItem.closed_at,
        func.substr(Post.text, 1, EXCERPT).label("excerpt"),
        Post.state.label("post_state"),
        Post.number,
        Post.language,
        Post.author_id,
        Topic.id.label("topic_id"),
        Topic.title,
        author.name.label("author_name"),
        author.handle.label("author_handle"),
        accused.name.label("accused_name"),
        accused.handle.label("accused_handle"),
        claimer.name.label("claimer_name"),
        assignee.name.label("assignee_name"),
    )
    return (
        select(*columns)
        .select_from(DeskItem)
        .outerjoin(Post, Post.id == DeskItem.post_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .outerjoin(author, author.id == Post.author_id)
        .outerjoin(accused, (DeskItem.kind == "member") & (accused.id == DeskItem.thing_id))
        .outerjoin(claimer, claimer.id == DeskItem.claimed_by_id)
        .outerjoin(assignee, assignee.id == DeskItem.assignee_id)
    )


def _narrowed(viewer: Viewer, wanted: Filter) -> Select[Any]:
    statement = _items().add_columns(_columns(wanted)[0].label("key"))
    statement = statement.where(Post.id.is_(None) | (Post.read_level <= int(viewer.clearance)))
    if wanted.mine:
        return statement.where(*_mine(viewer))
    statement = statement.where(DeskItem.state == (State.ASLEEP if wanted.asleep else State.OPEN))
    if wanted.source is None:
        return statement
    if wanted.order == Order.WEIGHT:
        return statement.where(exists().where(DeskCause.item_id == DeskItem.id, *_says(DeskCause, wanted)))
    earlier = aliased(DeskCause)
    repeated = exists().where(
        earlier.item_id == DeskCause.item_id, earlier.id < DeskCause.id, *_says(earlier, wanted)
    )
    return statement.join(DeskCause, DeskCause.item_id == DeskItem.id).where(
        *_says(DeskCause, wanted), ~repeated
    )


def _says(cause: type[DeskCause], wanted: Filter) -> tuple[ColumnElement[bool], ...]:
    return cause.source == wanted.source, cause.settled_at.is_(None)


def _mine(viewer: Viewer) -> tuple[Any, ...]:
    return DeskItem.assignee_id == viewer.own_id, DeskItem.state != State.DONE


def _columns(wanted: Filter) -> tuple[Any, Any]:
    """Return by what the queue is ordered: of one source, by what that source was promised."""
    if wanted.order == Order.WEIGHT:
        return DeskItem.weight, DeskItem.id
    if wanted.source is not None and not wanted.mine:
        return DeskCause.due_at, DeskCause.item_id
    return DeskItem.due_at, DeskItem.id


def _key_of(row: AnyRow, wanted: Filter) -> Any:
    """Return where an item stands in the queue, also when it was done meanwhile."""
    if wanted.order == Order.WEIGHT:
        return row.weight
    if wanted.source is None or wanted.mine:
        return row.due_at
    said = select(DeskCause.due_at).where(DeskCause.item_id == row.id, DeskCause.source == wanted.source)
    return db.session.scalar(said.order_by(DeskCause.id).limit(1)) or row.due_at


def _beyond(wanted: Filter, key: Any, item_id: int, *, forward: bool) -> ColumnElement[bool]:
    columns = _columns(wanted)
    here = tuple_(literal(key, columns[0].type), literal(item_id))
    descends = forward == (wanted.order == Order.WEIGHT)
    return tuple_(*columns) < here if descends else tuple_(*columns) > here


def _ordered(statement: Select[Any], wanted: Filter, *, forward: bool) -> Select[Any]:
    descends = forward == (wanted.order == Order.WEIGHT)
    return statement.order_by(*(each.desc() if descends else each for each in _columns(wanted)))


def _read_mark(after: str | None, order: Order) -> tuple[Any, int] | None:
    mark = decode_mark(after, 2)
    if mark is None:
        return None
    try:
        first = float(mark[0]) if order == Order.WEIGHT else datetime.fromisoformat(str(mark[0]))
        return first, int(mark[1])
    except (TypeError, ValueError):
        return None
