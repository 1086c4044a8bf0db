"""Who may vote besides: conditions on what can be said of members, by the registry of their attributes.

Several bands of one attribute are alternatives; several attributes must all hold. What is asked is fixed at the
opening; whether a member meets it is seen when they vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, literal, or_, select

from forum.core.database import db
from forum.core.member_attributes import MemberAttribute, attributes_for_rolls, band_words, find_attribute
from forum.core.policy import Invalid

Rules = Mapping[str, Sequence[str]]
"""For each attribute the bands of which a voter has one."""
MARK = ":"


def conditions_offered() -> list[tuple[str, str]]:
    """Return what can be asked of voters: a value for a form, and its words."""
    return [
        (f"{each.key}{MARK}{band}", f"{_label(each)} {words}")
        for each in attributes_for_rolls()
        for band, words in each.bands().items()
    ]


def _label(each: MemberAttribute) -> str:
    """Return what is said before the bands: a question needs no colon."""
    label = str(each.label)
    return label if label.endswith("?") else label + _(":")


def rules_in(values: Iterable[str]) -> dict[str, list[str]]:
    """Return the rules that a form names.

    Raises:
        Invalid: for what is not offered.
    """
    offered = {value for value, _words in conditions_offered()}
    rules: dict[str, list[str]] = {}
    for value in values:
        if value not in offered:
            raise Invalid(_("This condition is not offered."), field="conditions")
        key, _mark, band = value.partition(MARK)
        rules.setdefault(key, []).append(band)
    return rules


def values_of(rules: Rules) -> list[str]:
    """Return rules as a form names them."""
    return [f"{key}{MARK}{band}" for key, bands in rules.items() for band in bands]


def meets(rules: Rules, member_id: Any, now: datetime) -> ColumnElement[bool]:
    """Return the condition that a member meets `rules`. Nobody is in a band whose attribute has gone."""
    return and_(
        literal(True),
        *(
            or_(literal(False), *(each.holds(member_id, band, now) for band in bands))
            if (each := find_attribute(key)) is not None
            else literal(False)
            for key, bands in rules.items()
        ),
    )


def member_meets(rules: Rules, member_id: int, now: datetime) -> bool:
    """Whether one member meets `rules` at this moment."""
    return not rules or bool(db.session.scalar(select(meets(rules, literal(member_id), now))))


def rules_in_words(rules: Rules) -> Iterator[str]:
    """Yield a sentence for each attribute that is asked for."""
    for key, bands in rules.items():
        each = find_attribute(key)
        label = str(each.label) if each is not None else key
        words = _(" or ").join(band_words(key, band) for band in bands)
        if label.endswith("?"):
            yield _("Only these can vote: %(question)s %(bands)s.", question=label, bands=words)
        else:
            yield _("Only these can vote: %(attribute)s, %(bands)s.", attribute=label, bands=words)
