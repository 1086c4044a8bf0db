"""Texts in which members mention each other, and taking one who leaves out of them, a portion at a time.

Rooms enter their tables. A table is looked through by ranges of its numbers, by the database itself: no list of
mentions is kept, because none would know of those in drafts, in quotes and in what was typed as plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from flask_babel import force_locale, gettext as _
from sqlalchemy import ColumnElement, Text, bindparam, cast, func, inspect, null, or_, select, update

from forum.core.database import AnyRow, Model, db
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.markup.former import FormerMember, each_text
from forum.core.registries import Registry

SPAN = 2_000
"""So many numbers of a table are looked through at once; about as many rows, of which few are read."""
PORTION = 100
"""So many rows are written at once, at most."""

Change = Callable[[AnyRow, FormerMember], Mapping[str, Any]]


@dataclass(frozen=True)
class MentioningTexts:
    """Columns of one table in which members may be mentioned.

    Attributes:
        model: a table that is numbered by one column.
        typed: the columns that people wrote; what is made of them is found with them.
        read: further columns that `change` and `follow` need, and those made of `typed`.
        language: what a row is written in, which `change` finds as its `language`; without it none is known.
        change: answers what each column becomes, the same columns for every row.
        follow: has everything follow that depends on the rows, before the transaction ends.
    """

    model: type[Model]
    typed: tuple[str, ...]
    change: Change
    read: tuple[str, ...] = ()
    language: ColumnElement[Any] | None = None
    follow: Callable[[Sequence[AnyRow]], None] | None = None


mentioning_texts: Registry[MentioningTexts] = Registry("texts that mention members")


def register_mentioning_texts(app: Flask, texts: MentioningTexts) -> None:
    """Have members who leave taken out of `texts`."""
    mentioning_texts.add(app, texts.model.__tablename__, texts)


def plain_words(
    model: type[Model], *columns: str, language: ColumnElement[Any] | None = None
) -> MentioningTexts:
    """Return `columns` of `model` as texts without markup, or as forms and documents with such texts in them."""

    def change(row: AnyRow, leaver: FormerMember) -> Mapping[str, Any]:
        def without(text: str) -> str:
            return leaver.in_text(text, row.language)

        table = model.__table__.c
        return {name: _fitting(each_text(getattr(row, name), without), table[name]) for name in columns}

    return MentioningTexts(model, columns, change, language=language)


@cache
def words_for_former(language: str | None) -> str:
    """Return what stands in place of somebody who left, in the language of a text."""
    with force_locale(language or DEFAULT_LANGUAGE):
        return str(_("Former member"))


def strike_portion(texts: MentioningTexts, leaver: FormerMember, after: int) -> int | None:
    """Take `leaver` out of one portion of `texts`, from the number `after` on; answers how far it came, None: done.

    It takes as many statements for a hundred rows as for one.
    """
    table = texts.model.__table__
    (number,) = inspect(texts.model).primary_key
    last = db.session.scalar(select(func.max(number))) or 0
    language = null() if texts.language is None else texts.language
    columns = (table.c[name] for name in (*texts.typed, *texts.read))
    wanted = [number.label("number"), language.label("language"), *columns]
    mentioning = select(*wanted).where(
        number > after, number <= after + SPAN, _mention(table.c, texts.typed, leaver)
    )
    rows = db.session.execute(mentioning.order_by(number).limit(PORTION)).all()
    if rows:
        _write(texts, leaver, rows)
    reached = rows[-1].number if len(rows) == PORTION else after + SPAN
    return None if reached >= last else reached


def _mention(columns: Any, typed: Sequence[str], leaver: FormerMember) -> ColumnElement[bool]:
    texts = [cast(columns[name], Text) for name in typed]
    return or_(*(text.icontains(trace, autoescape=True) for text in texts for trace in leaver.traces))


def _write(texts: MentioningTexts, leaver: FormerMember, rows: Sequence[AnyRow]) -> None:
    table = texts.model.__table__
    (number,) = inspect(texts.model).primary_key
    became = [(row, texts.change(row, leaver)) for row in rows]
    changed = [(row, new) for row, new in became if any(getattr(row, name) != new[name] for name in new)]
    if not changed:
        return
    columns = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in changed[0][1]}
    db.session.connection().execute(
        update(texts.model).where(number == bindparam("row_number")).values(columns),
        [
            {"row_number": row.number} | {f"new_{name}": value for name, value in new.items()}
            for row, new in changed
        ],
    )
    if texts.follow is not None:
        texts.follow([row for row, _ in changed])


def _fitting(value: Any, column: Any) -> Any:
    length = getattr(column.type, "length", None)
    return value[:length] if length and isinstance(value, str) else value
