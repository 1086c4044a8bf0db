"""Rows that follow a document: everything that is stored to find a creation is made here, and nowhere else."""

from __future__ import annotations

from sqlalchemy import delete

from forum.core.database import db
from forum.core.upsert import insert_missing
from forum.core.versions import LATEST, touch
from forum.recipes.document import ALLERGENS, Document, to_json
from forum.recipes.folding import fold
from forum.recipes.models import NAME_LENGTH, Creation, CreationIngredient, CreationLabel
from forum.uploads.queries import images_by_key


def store_document(creation: Creation, document: Document) -> None:
    """Let `creation`, its columns for finding, and its rows of ingredients and labels say what `document` says.

    Sizes of pictures stand beside the document, so that a page needs no statement to leave room for them.
    """
    creation.document = {**to_json(document), "pictures": _sizes(document)}
    creation.minutes_total = document.minutes
    creation.difficulty = document.difficulty
    creation.category = document.category
    creation.category_key = fold(document.category)
    creation.cuisine_key = fold(document.cuisine)
    creation.cover = next(iter(document.pictures), None)
    creation.allergens_declared = document.allergens is not None
    touch(LATEST)
    db.session.flush()
    for model in (CreationIngredient, CreationLabel):
        db.session.execute(delete(model).where(model.topic_id == creation.topic_id))
    insert_missing(
        CreationIngredient,
        [{"topic_id": creation.topic_id, "name": name} for name in sorted(ingredient_names(document))],
    )
    insert_missing(
        CreationLabel, [{"topic_id": creation.topic_id, "label": label} for label in sorted(labels(document))]
    )


def _sizes(document: Document) -> dict[str, list[int]]:
    known = images_by_key(frozenset(document.pictures))
    return {key: [image.width, image.height] for key, image in known.items()}


def ingredient_names(document: Document) -> set[str]:
    """Return the folded names of what `document` is made of, with their notes: "salt, pepper" is both."""
    names = {
        fold(f"{each.name} {each.note}" if each.name else each.line)[:NAME_LENGTH]
        for each in document.ingredients
    }
    return {name for name in names if name}


def labels(document: Document) -> set[str]:
    """Return under which labels a document is found. One whose allergens nobody declared is free of nothing."""
    diets = {f"diet:{diet}" for diet in document.diets}
    if document.allergens is None:
        return diets
    return diets | {f"free:{each}" for each in ALLERGENS if each not in document.allergens}
