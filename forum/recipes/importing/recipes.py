"""Taking recipes in: their words and pictures prepared beforehand, then a batch in one transaction.

Nobody is told of what is imported. What a recipe was rated at its origin stays with the document: stars here are
given by members, one each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.importing import Source
from forum.core.policy import Audience, Invalid, Viewer
from forum.core.storage import current_storage
from forum.discussions.importing.authors import authors_by_name, categories_by_name, known_things, remember
from forum.discussions.models import Topic
from forum.discussions.operations.tags import checked_tags
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.document import Document
from forum.recipes.importing.lines import ImportedRecipe, read_recipe_line
from forum.recipes.importing.pictures import rename_pictures
from forum.recipes.operations.writing import Written, prepare_creation, start_creation
from forum.uploads.models import Purpose
from forum.uploads.operations import add_upload, find_same, take_in
from forum.uploads.queries import images_by_key

KIND = "recipe"
CATEGORY = "Recipes"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that lies beside the file, and what it shows."""

    path: Path
    alt: str


@dataclass(frozen=True, slots=True)
class PreparedRecipe:
    """A recipe of the file with its words rendered."""

    recipe: ImportedRecipe
    written: Written


@dataclass(frozen=True)
class RecipeImport:
    """How recipes come in: into which category, and with which photos, by the recipe's id."""

    category: str = CATEGORY
    photos: dict[str, Photo] = field(default_factory=dict)
    pictures: Path | None = None
    """Where the pictures lie that an export wrote."""

    def source(self) -> Source[ImportedRecipe]:
        """Return this as what `import_lines` asks for."""
        return Source(read=read_recipe_line, prepare=self.prepare, take=self.take)

    def prepare(self, recipe: ImportedRecipe) -> PreparedRecipe:
        """Take the photo in and render the words: the slow part, done before the transaction.

        Raises:
            Invalid: when the recipe cannot be stored.
        """
        if creation_kind(recipe.kind) is None:
            raise Invalid(f"kind: {recipe.kind!r} is not defined here")
        checked_tags(recipe.tags)
        photo = self.photos.get(recipe.id)
        document, story = recipe.document, recipe.story
        if self.pictures is not None and recipe.pictures and not known_things(KIND, [recipe.id]):
            document, story = rename_pictures(document, story, _brought(self.pictures, recipe))
        document = _with_known_pictures(document)
        if photo is not None and document.cover is None and not known_things(KIND, [recipe.id]):
            document = replace(document, cover=_hung(photo, recipe))
        written = prepare_creation(
            document,
            story,
            read_level=Audience.EVERYONE,
            language=recipe.language,
            usual=recipe.language,
        )
        return PreparedRecipe(recipe, written)

    def take(self, batch: Sequence[PreparedRecipe]) -> int:
        """Store those of the batch that are not here yet, in one transaction; answers how many there were."""
        with write_transaction():
            new = {each.recipe.id: each for each in batch if not _is_ours(each.recipe)}
            for known in known_things(KIND, new):
                del new[known]
            if new:
                self._store(list(new.values()))
        return len(new)

    def _store(self, batch: Sequence[PreparedRecipe]) -> None:
        now = clock.now()
        category = categories_by_name([self.category])[self.category]
        authors = {each.recipe.origin: _author(each.recipe, now) for each in batch}
        made: dict[str, int] = {}
        varied = known_things(KIND, {each.recipe.variation_of for each in batch})
        for each in batch:
            original = made.get(each.recipe.variation_of) or varied.get(each.recipe.variation_of)
            topic = start_creation(
                each.written,
                kind=each.recipe.kind,
                category=category,
                title=each.recipe.title,
                author=authors[each.recipe.origin],
                now=each.recipe.created or now,
                tags=each.recipe.tags,
                variation_of=db.session.get(Topic, original) if original else None,
                silent=True,
            )
            made[each.recipe.id] = topic.id
        remember(KIND, made)


def read_photos(folder: Path) -> dict[str, Photo]:
    """Return the photos that `credits.json` in `folder` names, by the ids of the recipes they show."""
    try:
        credited: list[dict[str, Any]] = json.loads((folder / "credits.json").read_text("utf-8"))
        return {
            str(recipe_id): Photo(folder / Path(each["file"]).name, str(each.get("alt", "")))
            for each in credited
            for recipe_id in each["recipe_ids"]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Invalid(f"{folder / 'credits.json'} cannot be read: {error}") from error


def _is_ours(recipe: ImportedRecipe) -> bool:
    """Whether this was exported here: it stands where it was written."""
    return recipe.id.startswith(f"{current_app.config['PUBLIC_URL']}/")


def _author(recipe: ImportedRecipe, now: datetime) -> Viewer:
    member_id = authors_by_name({recipe.origin: recipe.created or now})[recipe.origin]
    return viewer_of(db.session.get_one(Member, member_id))


def _with_known_pictures(document: Document) -> Document:
    """Return the document without pictures that another community kept."""
    if not document.pictures:
        return document
    known = images_by_key(frozenset(document.pictures))
    return replace(
        document,
        cover=document.cover if document.cover in known else None,
        photos=tuple(key for key in document.photos if key in known),
        steps=tuple(
            replace(step, picture=step.picture if step.picture in known else None) for step in document.steps
        ),
    )


def _brought(folder: Path, recipe: ImportedRecipe) -> dict[str, str]:
    """Return the new keys of the recipe's pictures that are not here, taken in from `folder`, by their old ones."""
    here = images_by_key(frozenset(each.key for each in recipe.pictures))
    return {
        each.key: _hung(Photo(folder / each.file, each.alt), recipe)
        for each in recipe.pictures
        if each.key not in here
    }


def _hung(photo: Photo, recipe: ImportedRecipe) -> str:
    """Return the key of the photo, taken in unless it came in before."""
    try:
        data = photo.path.read_bytes()
    except OSError as error:
        raise Invalid(f"photo: {error}") from error
    taken = take_in(data, purpose=Purpose.POST, storage=current_storage())
    now = clock.now()
    with write_transaction():
        author = _author(recipe, now)
        same = find_same(data, owner=author)
        return (same or add_upload(taken, owner=author, alt=photo.alt, now=now)).key
