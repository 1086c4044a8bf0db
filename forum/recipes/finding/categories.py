"""The categories that most recipes have. Counting them reads every recipe, so it is done once per change."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app

from forum.core.kept import Kept
from forum.core.policy import Viewer
from forum.core.versions import LATEST, read_versions
from forum.recipes.finding.listing import common_categories

EXTENSION = "potluck.recipe_categories"
CAPACITY = 1_000_000
WEIGHT = 2_000

Named = Sequence[tuple[str, str]]


def categories_for(kind: str, viewer: Viewer) -> Named:
    """Return the categories that most recipes have which `viewer` may read: folded and as written."""
    kept: Kept[Named] = current_app.extensions[EXTENSION]
    versions = read_versions((LATEST,))
    key = (kind, viewer.clearance, viewer.may_moderate)
    entry = kept.find(key)
    if entry is None or entry.versions != versions:
        entry = kept.keep(key, common_categories(kind, viewer), versions, WEIGHT)
    return entry.value


def init_app(app: Flask) -> None:
    """Keep them in this process."""
    kept: Kept[Named] = Kept(CAPACITY)
    app.extensions[EXTENSION] = kept
