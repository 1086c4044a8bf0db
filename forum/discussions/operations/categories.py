"""Making and changing the shelves on which topics stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Audience, Invalid, Permission
from forum.core.typed_text import clean_line
from forum.core.versions import LATEST, SITE, category_scope, touch
from forum.discussions.events import TopicChanged
from forum.discussions.models import Category, Topic
from forum.discussions.operations.topic_care import change_readers
from forum.discussions.rights import require
from forum.discussions.slugs import slug_of

NAME_LENGTH = 60
DESCRIPTION_LENGTH = 300
HUES = 12


@dataclass(frozen=True)
class CategoryDescription:
    """Everything that can be said about a category. Texts are per language; English or any other must be there."""

    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    colour: str
    parent_id: int | None
    read_level: int
    reply_level: int
    start_level: int


def create_category(description: CategoryDescription, *, actor: Actor, now: datetime) -> Category:
    """Add a category behind the others.

    Raises:
        NotAllowed: for those who do not manage categories.
        Invalid: with a message for each field that cannot be accepted.
    """
    require(Permission.MANAGE_CATEGORIES in actor.permissions, _("Only administrators change categories."))
    names = _check(description, category=None)
    position = (db.session.scalar(select(func.max(Category.position))) or 0) + 1
    category = Category(slug=_free_slug(names), position=position, names=names)
    _describe(category, description, names)
    db.session.add(category)
    db.session.flush()
    touch(SITE, LATEST)
    return category


def change_category(
    category: Category, description: CategoryDescription, *, actor: Actor, now: datetime
) -> None:
    """Describe a category anew; when other people may read it from now on, so its topics and posts.

    Raises:
        NotAllowed: for those who do not manage categories.
        Invalid: with a message for each field that cannot be accepted.
    """
    require(Permission.MANAGE_CATEGORIES in actor.permissions, _("Only administrators change categories."))
    names = _check(description, category=category)
    had_level = category.read_level
    _describe(category, description, names)
    db.session.flush()
    if category.read_level != had_level:
        for topic in db.session.scalars(
            select(Topic).where(Topic.category_id == category.id).order_by(Topic.id)
        ):
            change_readers(topic, category.read_level)
            events.record(TopicChanged(topic.id, "readers", actor.id, now))
    touch(SITE, LATEST, category_scope(category.id))


def move_category(category: Category, *, by: int, actor: Actor) -> None:
    """Change places with the neighbour above (`by` -1) or below (+1) among those with the same parent.

    Raises:
        NotAllowed: for those who do not manage categories.
    """
    require(Permission.MANAGE_CATEGORIES in actor.permissions, _("Only administrators change categories."))
    siblings = select(Category).where(Category.parent_id.is_not_distinct_from(category.parent_id))
    ordered = list(db.session.scalars(siblings.order_by(Category.position, Category.id)))
    place = ordered.index(category)
    other = place + (1 if by > 0 else -1)
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered):
        each.position = position
    db.session.flush()
    touch(SITE, LATEST)


def _check(description: CategoryDescription, *, category: Category | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    names = {language: clean_line(name) for language, name in description.names.items() if clean_line(name)}
    if not names or any(len(name) > NAME_LENGTH for name in names.values()):
        errors["names"] = _("Give the category a name of at most %(most)s letters.", most=NAME_LENGTH)
    if any(len(text) > DESCRIPTION_LENGTH for text in description.descriptions.values()):
        errors["descriptions"] = _("This is too long: at most %(most)s characters.", most=DESCRIPTION_LENGTH)
    levels = (description.read_level, description.reply_level, description.start_level)
    if list(levels) != sorted(levels) or not set(levels) <= set(Audience) or levels[1] < Audience.MEMBERS:
        errors["start_level"] = _(
            "Whoever starts topics must be able to answer, and whoever answers to read."
        )
    if not _may_be_parent(description.parent_id, category):
        errors["parent_id"] = _("Categories are nested once only.")
    if description.colour not in {f"hue-{number}" for number in range(HUES)}:
        errors["colour"] = _("Choose a colour.")
    if errors:
        raise Invalid(errors=errors)
    return names


def _may_be_parent(parent_id: int | None, category: Category | None) -> bool:
    if parent_id is None:
        return True
    parent = db.session.get(Category, parent_id)
    if parent is None or parent.parent_id is not None or (category is not None and parent.id == category.id):
        return False
    has_children = category is not None and db.session.scalar(
        select(exists().where(Category.parent_id == category.id))
    )
    return not has_children


def _describe(category: Category, description: CategoryDescription, names: dict[str, str]) -> None:
    category.names = names
    category.descriptions = {
        language: clean_line(text) for language, text in description.descriptions.items() if clean_line(text)
    }
    category.colour = description.colour
    category.parent_id = description.parent_id
    category.read_level = description.read_level
    category.reply_level = description.reply_level
    category.start_level = description.start_level


def _free_slug(names: Mapping[str, str]) -> str:
    wanted = slug_of(names.get("en") or next(iter(names.values())), otherwise="category")
    taken = set(
        db.session.scalars(select(Category.slug).where(Category.slug.startswith(wanted, autoescape=True)))
    )
    return next(
        slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )
