"""Putting the demo's recipes in: written, cooked, varied and rated by its people."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import insert

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.demo.pictures_in import Album
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.topics import first_post_of
from forum.reactions.models import Like
from forum.recipes.creation_kinds import RECIPE, SETTING
from forum.recipes.document import Document, Step
from forum.recipes.operations.making import made_it
from forum.recipes.operations.ratings import rate_creation
from forum.recipes.operations.writing import prepare_creation, start_creation
from forum.recipes.reading_form import groups_from
from forum.recipes.typed import key_of

CRAFT = {
    "key": "craft",
    "icon": "gift",
    "names": {"en": "Craft idea", "fr": "Idée déco", "de": "Bastelidee"},
    "start": {"en": "Share a craft idea", "fr": "Partager une idée déco", "de": "Bastelidee zeigen"},
    "materials": {"en": "Materials", "fr": "Matériel", "de": "Material"},
    "tools": {"en": "Tools", "fr": "Outils", "de": "Werkzeug"},
    "steps": {"en": "How it is done", "fr": "Réalisation", "de": "So geht’s"},
}
"""What people make of the wrappers: a kind of creation that the brand of the demo has defined."""


def define_kinds() -> None:
    """Define the kind of creation that the demo has beside recipes; known from the next transaction on."""
    with write_transaction():
        set_setting(SETTING, [CRAFT])


def load_recipes(
    recipes: Sequence[Mapping[str, Any]],
    members: Mapping[str, Member],
    categories: Mapping[str, Category],
    album: Album,
    now: datetime,
) -> None:
    """Write down every recipe with its likes and stars, and what others made of it."""
    topics: dict[str, Topic] = {}
    for each in recipes:
        author = members[each["author"]]
        at = now - timedelta(days=float(each["days_ago"]))
        document = _document(each, album, author, at)
        topic = start_creation(
            prepare_creation(document, each["story"], read_level=0, language=each["lang"]),
            kind=each.get("kind", RECIPE),
            category=categories[each["category"]],
            title=each["title"],
            author=viewer_of(author),
            now=at,
            tags=each["tags"],
            variation_of=topics.get(each.get("variation_of", "")),
            silent=True,
        )
        topics[each["key"]] = topic
        post = first_post_of(topic)
        for handle, stars in each["ratings"].items():
            rate_creation(post, stars, actor=viewer_of(members[handle]), now=min(at + timedelta(days=3), now))
        for made in each.get("made", ()):
            _make(topic, post, made, members, album, now)
        _like(each, post, members, now)


def _document(each: Mapping[str, Any], album: Album, author: Member, at: datetime) -> Document:
    return Document(
        groups=groups_from(each["ingredients"], each["lang"]),
        steps=tuple(Step(step["text"], minutes=step.get("minutes")) for step in each["steps"]),
        yield_amount=Fraction(each["yield_amount"]),
        yield_unit=each["yield_unit"],
        prep_minutes=each.get("prep"),
        cook_minutes=each.get("cook"),
        rest_minutes=each.get("rest"),
        difficulty=each["difficulty"],
        tips=each.get("tips", ""),
        diets=tuple(each.get("diets", ())),
        allergens=tuple(each["allergens"]) if "allergens" in each else None,
        category=each.get("course", ""),
        cuisine=each.get("cuisine", ""),
        products=tuple(each.get("products", ())),
        tools=tuple(each.get("tools", ())),
        cover=key_of(album.put(each["cover"], each["title"], author, at)),
    )


def _make(
    topic: Topic,
    post: Post,
    made: Mapping[str, Any],
    members: Mapping[str, Member],
    album: Album,
    now: datetime,
) -> None:
    author = members[made["author"]]
    at = min(post.created_at + timedelta(days=float(made["days_after"])), now)
    text = made["body"]
    if "picture" in made:
        text += f"\n\n![]({album.put(made['picture'], topic.title, author, at)})"
    made_it(topic, post, text, author=viewer_of(author), now=at, silent=True)


def _like(each: Mapping[str, Any], post: Post, members: Mapping[str, Member], now: datetime) -> None:
    chance = random.Random(each["key"])  # noqa: S311 - always the same likes
    others = [member for member in members.values() if member.id != post.author_id]
    rows = [
        {
            "post_id": post.id,
            "member_id": member.id,
            "created_at": min(post.created_at + timedelta(hours=chance.uniform(1, 72)), now),
        }
        for member in chance.sample(others, each["likes"])
        if member.created_at < post.created_at
    ]
    if rows:
        db.session.execute(insert(Like), rows)
