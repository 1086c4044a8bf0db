"""Recipes in every corner: what is hidden, withdrawn, blacked out or of a closed room is met by no way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.withdrawals import withdraw_post
from forum.moderation.operations import black_out, hide_post
from forum.recipes.document import Document, Source
from forum.recipes.operations.making import made_it
from tests.creations import document, recipe
from tests.integration.visibility.canaries import (
    JUDGES,
    NOBODY,
    PEOPLE,
    TEAM,
    Canary,
    canary,
    word,
)
from tests.integration.visibility.planting import Garden

PARTS = ("line", "step", "tip", "product", "unit", "course", "story", "title")
OPEN, HIDDEN, WITHDRAWN, PURGED, BACK = (
    "openrecipe",
    "hiddenrecipe",
    "withdrawnrecipe",
    "purgedrecipe",
    "backrecipe",
)


def plant_recipes(garden: Garden) -> None:
    """Publish recipes that everybody may still read, and one in the back room."""
    for name, author, shelf in (
        (OPEN, "chloe", "kitchen"),
        (HIDDEN, "alice", "kitchen"),
        (WITHDRAWN, "alice", "kitchen"),
        (PURGED, "alice", "kitchen"),
        (BACK, "dana", "backroom"),
    ):
        _plant(garden, name, author, shelf, None)
    original = db.session.get_one(Topic, garden.posts[HIDDEN].topic_id)
    _plant(garden, "variation", "chloe", "kitchen", original)
    varied = db.session.get_one(Topic, garden.posts[OPEN].topic_id)
    _plant(garden, "hiddenvariation", "alice", "kitchen", varied)
    blacked = document(f"2 calls to {word('blackedline')}", (f"Call {word('blackedline')}.",))
    garden.posts["blackedrecipe"] = recipe(
        garden.viewer("alice"), blacked, category=garden.shelves["kitchen"], now=garden.now
    )
    with write_transaction():
        topic = db.session.get_one(Topic, garden.posts[OPEN].topic_id)
        garden.posts["madehidden"] = made_it(
            topic, garden.again(OPEN), word("made"), author=garden.viewer("alice"), now=garden.now
        )


def conceal_recipes(garden: Garden) -> None:
    """Hide, take back, purge and black out."""
    bruno, alice = garden.viewer("bruno"), garden.viewer("alice")
    for name in (HIDDEN, "hiddenvariation", "madehidden"):
        with write_transaction():
            hide_post(garden.again(name), reason="off-topic", note="", actor=bruno, now=garden.now)
    for name in (WITHDRAWN, PURGED):
        with write_transaction():
            withdraw_post(garden.again(name), actor=alice, now=garden.now)
    with write_transaction():
        purge_post(garden.again(PURGED), now=garden.now)
    with write_transaction():
        black_out(garden.again("blackedrecipe"), word("blackedline"), actor=bruno, now=garden.now)


def recipe_canaries() -> Iterator[Canary]:
    """Yield every planted word with those whom it may reach."""
    author_and_judges = JUDGES | {"alice"}
    for part in PARTS:
        yield canary(f"{OPEN}{part}", PEOPLE)
        yield canary(f"{HIDDEN}{part}", author_and_judges)
        yield canary(f"{BACK}{part}", TEAM)
        yield canary(f"{PURGED}{part}", NOBODY)
        if part != "title":
            yield canary(f"{WITHDRAWN}{part}", JUDGES, kept_by="alice")
    yield canary("variationline", PEOPLE)
    yield canary("hiddenvariationtitle", author_and_judges)
    yield canary("hiddenvariationline", author_and_judges)
    yield canary("made", author_and_judges)
    yield canary("blackedline", NOBODY)


def _plant(garden: Garden, name: str, author: str, shelf: str, original: Topic | None) -> None:
    garden.posts[name] = recipe(
        garden.viewer(author),
        _document(name),
        story=f"It tastes of {word(f'{name}story')}.",
        title=f"A pot of {word(f'{name}title')}",
        category=garden.shelves[shelf],
        variation_of=original,
        now=garden.now,
    )


def _document(name: str) -> Document:
    made = document(f"7 g {word(f'{name}line')}", (f"Stir the {word(f'{name}step')} at 180 °C.",))
    return replace(
        made,
        yield_amount=Fraction(4),
        yield_unit=word(f"{name}unit"),
        tips=f"Mind the {word(f'{name}tip')}.",
        products=(word(f"{name}product"),),
        category=word(f"{name}course"),
        source=Source(author="Aunt Anna"),
    )
